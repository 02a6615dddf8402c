using System.Net;

namespace Idv.Facades.Webhooks;

/// <summary>Addresses that do not belong to the public Internet (IANA's special-purpose registries for IPv4 and IPv6).</summary>
internal static class SpecialAddresses
{
    private static readonly IPNetwork[] Private =
        Parse("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15", "fc00::/7");

    // What no host name may lead to: this machine, its link (with the clouds' metadata services), and what is no single host.
    private static readonly IPNetwork[] NeverByName = Parse(
        "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
        "240.0.0.0/4", "::/127", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fe80::/10", "fec0::/10", "ff00::/8");

    /// <summary>The plain form: an IPv4 address that is written as IPv6 becomes IPv4 again.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Whether a private network uses the address.</summary>
    public static bool IsPrivate(IPAddress address) => Private.Any(network => network.Contains(address));

    /// <summary>Whether only an explicit network or address in the rules may allow it.</summary>
    public static bool IsNeverReachedByName(IPAddress address) => NeverByName.Any(network => network.Contains(address));

    private static IPNetwork[] Parse(params string[] networks) => [.. networks.Select(network => IPNetwork.Parse(network))];
}
