using System.CommandLine;
using Idv.Host.Serving;
using Idv.Host.Settings;

namespace Idv.Host.Commands;

/// <summary><c>idv serve</c>.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = $"Addresses to bind, separated by semicolons; {Appliance.DefaultUrl} by default." };
        var data = new Option<DirectoryInfo?>("--data") { Description = "The data folder." };
        var config = CommonOptions.Config();
        var demo = new Option<bool>("--demo") { Description = "Add the tenant 'demo' with credentials that everybody knows. Loopback only." };
        var command = new Command("serve", "Serve the HTTP APIs.") { urls, data, config, demo };
        command.SetAction(async (parsed, _) =>
        {
            var overrides = new Dictionary<string, string?>(StringComparer.Ordinal);
            if (parsed.GetValue(data) is { } folder)
            {
                overrides["Storage:Path"] = folder.FullName;
            }

            var settings = SettingsLoader.Load(parsed.GetValue(config)?.FullName, overrides);
            var addresses = (parsed.GetValue(urls) ?? Appliance.DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            foreach (var address in addresses)
            {
                if (!Uri.TryCreate(address.Replace("*", "host", StringComparison.Ordinal).Replace("+", "host", StringComparison.Ordinal), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                {
                    throw new SettingsException($"--urls: '{address}' is not an http or https address.");
                }
            }

            if (parsed.GetValue(demo))
            {
                DemoSettings.RequireLoopback(addresses);
                settings.Tenants.Add(DemoSettings.Tenant);
                await Console.Error.WriteLineAsync(
                    "DEMO: the tenant 'demo' with the API key 'demo-api-key' is open to every program on this machine. Never use --demo with real people's data.");
            }

            await using var app = await Appliance.BuildAsync(settings, addresses, isDemo: parsed.GetValue(demo));
            return await Appliance.RunAsync(app);
        });
        return command;
    }
}
