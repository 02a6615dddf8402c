using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Idv.Host.Settings;

/// <summary>
/// Reads the settings: <c>appsettings.json</c> beside the program, then the file of <c>--config</c>, then environment variables
/// that begin with <c>IDV_</c>, then the command line. A key that no section has, or a value of the wrong kind, is an error that
/// names the key: a setting that is silently ignored is worse than a program that does not start.
/// </summary>
public static class SettingsLoader
{
    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configFile">The file of <c>--config</c>, or null.</param>
    /// <param name="overrides">Settings of the command line, by key such as <c>Storage:Path</c>.</param>
    /// <exception cref="SettingsException">A file is missing or malformed, or a setting is unknown or invalid.</exception>
    public static ApplianceSettings Load(string? configFile, IReadOnlyDictionary<string, string?> overrides)
    {
        if (configFile is not null && !File.Exists(configFile))
        {
            throw new SettingsException($"The configuration file {configFile} (--config) does not exist.");
        }

        IConfigurationRoot configuration;
        try
        {
            var builder = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
            if (configFile is not null)
            {
                builder.AddJsonFile(Path.GetFullPath(configFile), optional: false);
            }

            configuration = builder.AddEnvironmentVariables("IDV_").AddInMemoryCollection(overrides).Build();
        }
        catch (InvalidDataException exception)
        {
            throw new SettingsException($"A configuration file cannot be read: {(exception.InnerException as JsonException)?.Message ?? exception.Message}");
        }

        var settings = new ApplianceSettings();
        foreach (var section in configuration.GetChildren())
        {
            BindMember(settings, section);
        }

        Check(settings);
        return settings;
    }

    private static void BindMember(object target, IConfigurationSection section)
    {
        var property = target.GetType().GetProperty(section.Key, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)
            ?? throw new SettingsException(
                $"Unknown setting '{section.Path}'. Known here: {string.Join(", ", target.GetType().GetProperties().Select(known => known.Name))}.");
        property.SetValue(target, Bind(property.PropertyType, section));
    }

    private static object? Bind(Type type, IConfigurationSection section)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>))
        {
            return BindList(type.GetGenericArguments()[0], section);
        }

        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        if (underlying == typeof(string) || underlying == typeof(Uri) || underlying.IsPrimitive || underlying == typeof(TimeSpan))
        {
            return BindValue(underlying, section);
        }

        if (section.Value is { Length: > 0 })
        {
            throw new SettingsException($"The setting '{section.Path}' must be a section, not a value.");
        }

        var value = Activator.CreateInstance(underlying)!;
        foreach (var member in section.GetChildren())
        {
            BindMember(value, member);
        }

        return value;
    }

    private static IList BindList(Type element, IConfigurationSection section)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (var item in section.GetChildren())
        {
            if (!int.TryParse(item.Key, CultureInfo.InvariantCulture, out _))
            {
                throw new SettingsException($"The setting '{section.Path}' must be a list.");
            }

            list.Add(Bind(element, item));
        }

        return section.Value is not { Length: > 0 } ? list : throw new SettingsException($"The setting '{section.Path}' must be a list.");
    }

    private static object? BindValue(Type type, IConfigurationSection section)
    {
        if (section.GetChildren().Any())
        {
            throw new SettingsException($"The setting '{section.Path}' must be a single value.");
        }

        if (section.Value is null)
        {
            return null;
        }

        try
        {
            return type == typeof(Uri)
                ? new Uri(section.Value, UriKind.Absolute)
                : TypeDescriptor.GetConverter(type).ConvertFromInvariantString(section.Value);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or InvalidCastException)
        {
            throw new SettingsException($"The setting '{section.Path}' must be {Describe(type)}.");
        }
    }

    private static string Describe(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(Uri) => "an absolute URL",
        _ when type == typeof(TimeSpan) => "a duration as hh:mm:ss",
        _ when type == typeof(double) => "a number",
        _ => "a whole number",
    };

    private static void Check(ApplianceSettings settings)
    {
        Require(settings.Server.DrainSeconds >= 0, "Server:DrainSeconds", "must not be negative");
        Require(settings.Engine.Threads >= 1, "Engine:Threads", "must be at least 1");
        Require(settings.Engine.Concurrency >= 0, "Engine:Concurrency", "must not be negative");
        Require(settings.Engine.QueueLength >= 0, "Engine:QueueLength", "must not be negative");
        Require(settings.Engine.DeviceIndex >= 0, "Engine:DeviceIndex", "must not be negative");
        Require(settings.Engine.ExecutionProvider is "cpu" or "cuda", "Engine:ExecutionProvider", "must be 'cpu' or 'cuda'");
        Require(settings.Engine.FalseMatchRate is > 0 and < 1, "Engine:FalseMatchRate", "must lie between 0 and 1");
        Require(!string.IsNullOrWhiteSpace(settings.Storage.Path), "Storage:Path", "must not be empty");
        for (var i = 0; i < settings.Tenants.Count; i++)
        {
            Require(!string.IsNullOrWhiteSpace(settings.Tenants[i].Id), $"Tenants:{i}:Id", "must not be empty");
            for (var j = 0; j < settings.Tenants[i].ApiKeys.Count; j++)
            {
                Require(settings.Tenants[i].ApiKeys[j].Length >= 8, $"Tenants:{i}:ApiKeys:{j}", "must have at least 8 characters");
            }
        }

        var repeated = settings.Tenants.GroupBy(tenant => tenant.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        Require(repeated is null, "Tenants", $"names the tenant '{repeated?.Key}' twice");
    }

    private static void Require(bool condition, string key, string demand)
    {
        if (!condition)
        {
            throw new SettingsException($"The setting '{key}' {demand}.");
        }
    }
}
