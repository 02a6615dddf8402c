using System.Net;
using System.Text.RegularExpressions;

namespace Idv.Facades.Webhooks;

/// <summary>
/// Which hosts webhooks may go to. Entries are host names, host globs (<c>*.example.com</c>, <c>*</c>), addresses and networks (CIDR). A glob allows only
/// public addresses; a name without a wildcard also allows private ones; this machine, its link and its metadata service are allowed only by an
/// address or network that contains them. Without entries nothing is allowed.
/// </summary>
public sealed class WebhookTargetRules
{
    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];
    private readonly List<string> _names = [];
    private readonly List<Regex> _globs = [];
    private readonly List<IPNetwork> _networks = [];

    /// <summary>Reads the entries.</summary>
    /// <param name="allowed">The entries.</param>
    /// <param name="allowLoopback">Whether this machine is allowed too: in demo and mock mode.</param>
    /// <exception cref="ArgumentException">An entry is none of the four; the message names it.</exception>
    public WebhookTargetRules(IEnumerable<string> allowed, bool allowLoopback)
    {
        foreach (var entry in allowed)
        {
            Add(entry.Trim().ToLowerInvariant());
        }

        if (allowLoopback)
        {
            _networks.AddRange(Loopback);
            _names.Add("localhost");
        }
    }

    /// <summary>
    /// What is wrong with a URL as a target, before anything is resolved; null when nothing is. The addresses are checked again when the connection is made.
    /// </summary>
    public string? FindFault(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
        {
            return "It is no absolute http or https URL.";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "It must not contain a user name or password.";
        }

        if (IPAddress.TryParse(uri.DnsSafeHost, out var address))
        {
            return Allows(uri.DnsSafeHost, SpecialAddresses.Plain(address)) ? null : $"The address {address} is not among the allowed targets.";
        }

        var host = Normalize(uri.IdnHost);
        return MatchesName(host) || MatchesGlob(host) || _networks.Count > 0 ? null : $"The host {host} is not among the allowed targets.";
    }

    /// <summary>Whether a connection to an address may be made for a host.</summary>
    /// <param name="host">The host of the URL: a name, or the address itself.</param>
    /// <param name="address">An address that the name resolves to.</param>
    public bool Allows(string host, IPAddress address)
    {
        var plain = SpecialAddresses.Plain(address);
        if (_networks.Exists(network => network.Contains(plain)))
        {
            return true;
        }

        var name = Normalize(host);
        return !SpecialAddresses.IsNeverReachedByName(plain)
            && (MatchesName(name) || (MatchesGlob(name) && !SpecialAddresses.IsPrivate(plain)));
    }

    private static string Normalize(string host) => host.TrimEnd('.').ToLowerInvariant();

    private void Add(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network))
        {
            _networks.Add(network);
        }
        else if (IPAddress.TryParse(entry, out var address))
        {
            _networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
        }
        else if (entry.Length == 0 || entry.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '*' or '_')))
        {
            throw new ArgumentException($"\"{entry}\" is no host name, host glob, address or network.", nameof(entry));
        }
        else if (entry.Contains('*', StringComparison.Ordinal))
        {
            // A star stands for anything but an empty text, dots included.
            var pattern = "^" + Regex.Escape(entry).Replace("\\*", ".+", StringComparison.Ordinal) + "$";
            _globs.Add(new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1)));
        }
        else
        {
            _names.Add(entry);
        }
    }

    private bool MatchesName(string host) => _names.Contains(host);

    private bool MatchesGlob(string host) => _globs.Exists(glob => glob.IsMatch(host));
}
