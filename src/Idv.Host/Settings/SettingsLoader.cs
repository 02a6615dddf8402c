using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Idv.Host.Settings;

/// <summary>
/// Reads the settings: <c>appsettings.json</c> beside the program, then the file of <c>--config</c>, then environment variables
/// that begin with <c>IDV_</c>, then the command line. A key that no section has, or a value of the wrong kind, is an error that
/// names the key: a setting that is silently ignored is worse than a program that does not start.
/// </summary>
public static partial class SettingsLoader
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

        if (type == typeof(IDictionary<string, string>))
        {
            return BindDictionary(section);
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

    private static Dictionary<string, string> BindDictionary(IConfigurationSection section) => section.GetChildren().ToDictionary(
        item => item.Key,
        item => item.Value ?? throw new SettingsException($"The setting '{item.Path}' must be a single value."),
        StringComparer.Ordinal);

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
        CheckServer(settings.Server);
        CheckEngine(settings.Engine);
        Require(!string.IsNullOrWhiteSpace(settings.Storage.Path), "Storage:Path", "must not be empty");
        Require(settings.Storage.Provider is "sqlite" or "postgres", "Storage:Provider", "must be 'sqlite' or 'postgres'");
        Require(
            settings.Storage.Provider == "sqlite" || !string.IsNullOrWhiteSpace(settings.Storage.ConnectionString),
            "Storage:ConnectionString",
            "is needed for PostgreSQL");
        Require(settings.Retention.SweepInterval >= TimeSpan.FromSeconds(1), "Retention:SweepInterval", "must be at least a second");
        CheckRetention(settings.Retention.Rules, "Retention:Rules");
        Require(settings.Webhooks.TimeLimit > TimeSpan.Zero, "Webhooks:TimeLimit", "must be positive");
        for (var i = 0; i < settings.Webhooks.RetryDelays.Count; i++)
        {
            Require(settings.Webhooks.RetryDelays[i] >= TimeSpan.Zero, $"Webhooks:RetryDelays:{i}", "must not be negative");
        }

        Require(
            settings.Sanctions.AlternateNamesFile is null || settings.Sanctions.ListFile is not null, "Sanctions:AlternateNamesFile", "needs Sanctions:ListFile");
        CheckFacades(settings.Facades);
        CheckTenants(settings.Tenants);
    }

    private static void CheckServer(ServerSettings server)
    {
        Require(server.DrainSeconds >= 0, "Server:DrainSeconds", "must not be negative");
        Require(server.PublicUrl is null || server.PublicUrl.Scheme is "http" or "https", "Server:PublicUrl", "must be an http or https address");
        Require(server.SignedUrlLifetime > TimeSpan.Zero && server.SignedUrlLifetime <= TimeSpan.FromDays(7), "Server:SignedUrlLifetime", "must be positive and at most seven days");
        Require(server.Bans.Offences >= 0, "Server:Bans:Offences", "must not be negative");
        Require(server.Bans.Window > TimeSpan.Zero, "Server:Bans:Window", "must be positive");
        Require(server.Bans.Duration > TimeSpan.Zero, "Server:Bans:Duration", "must be positive");
        Require(server.RateLimit.PerSecond >= 0, "Server:RateLimit:PerSecond", "must not be negative");
        Require(server.RateLimit.Burst >= 1, "Server:RateLimit:Burst", "must be at least 1");
        Require(server.Tls.CertificateFile is not null || server.Tls.KeyFile is null, "Server:Tls:KeyFile", "needs Server:Tls:CertificateFile");
        Require(server.Tls.CertificateFile is not null || server.Tls.ClientAuthorityFile is null, "Server:Tls:ClientAuthorityFile", "needs Server:Tls:CertificateFile");
    }

    private static void CheckEngine(EngineSettings engine)
    {
        Require(engine.Threads >= 1, "Engine:Threads", "must be at least 1");
        Require(engine.Concurrency >= 0, "Engine:Concurrency", "must not be negative");
        Require(engine.QueueLength >= 1, "Engine:QueueLength", "must be at least 1");
        Require(
            engine.QueueLengthPerTenant >= 0 && engine.QueueLengthPerTenant <= engine.QueueLength,
            "Engine:QueueLengthPerTenant",
            "must lie between 0 and Engine:QueueLength");
        Require(engine.TimeLimit > TimeSpan.Zero, "Engine:TimeLimit", "must be positive");
        Require(engine.DeviceIndex >= 0, "Engine:DeviceIndex", "must not be negative");
        Require(engine.ExecutionProvider is "cpu" or "cuda", "Engine:ExecutionProvider", "must be 'cpu' or 'cuda'");
        Require(engine.MrzSecondReader is "pp-ocr" or "tesseract" or "none", "Engine:MrzSecondReader", "must be 'pp-ocr', 'tesseract' or 'none'");
        Require(engine.FalseMatchRate is > 0 and < 1, "Engine:FalseMatchRate", "must lie between 0 and 1");
    }

    private static void CheckRetention(IList<RetentionRuleSettings> rules, string key)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            Require(rules[i].State is "completed" or "aborted" or "expired" or "anonymized", $"{key}:{i}:State", "must be 'completed', 'aborted', 'expired' or 'anonymized'");
            Require(rules[i].Action is "anonymize" or "erase", $"{key}:{i}:Action", "must be 'anonymize' or 'erase'");
            Require(rules[i].State != "anonymized" || rules[i].Action == "erase", $"{key}:{i}:Action", "must be 'erase' for what is anonymized already");
            Require(rules[i].Age >= TimeSpan.Zero, $"{key}:{i}:Age", "must not be negative");
        }
    }

    private static void CheckFacades(FacadesSettings facades)
    {
        (string Key, TimeSpan Lifetime)[] lifetimes =
        [
            ("Ubble:IdentificationLifetime", facades.Ubble.IdentificationLifetime),
            ("MobbId:TokenLifetime", facades.MobbId.TokenLifetime),
            ("Uqudo:TokenLifetime", facades.Uqudo.TokenLifetime),
            ("Uqudo:FaceSessionLifetime", facades.Uqudo.FaceSessionLifetime),
            ("IncodeId:TokenLifetime", facades.IncodeId.TokenLifetime),
            ("VultKyc:SessionLifetime", facades.VultKyc.SessionLifetime),
        ];
        foreach (var (key, lifetime) in lifetimes)
        {
            Require(lifetime > TimeSpan.Zero && lifetime <= TimeSpan.FromDays(30), $"Facades:{key}", "must be positive and at most thirty days");
        }

        Require(facades.Uqudo.SearchMatchLevel is >= 1 and <= 5, "Facades:Uqudo:SearchMatchLevel", "must lie between 1 and 5");
        Require(facades.IncodeId.IdentificationFalseMatchRate is > 0 and < 1, "Facades:IncodeId:IdentificationFalseMatchRate", "must lie between 0 and 1");
        foreach (var (operation, path) in facades.VultKyc.Routes)
        {
            Require(path.StartsWith('/'), $"Facades:VultKyc:Routes:{operation}", "must be a path that begins with '/'");
        }
    }

    private static void CheckTenants(IList<TenantSettings> tenants)
    {
        for (var i = 0; i < tenants.Count; i++)
        {
            var key = $"Tenants:{i}";
            Require(TenantId().IsMatch(tenants[i].Id), $"{key}:Id", "must have 1 to 64 lower-case letters, digits and hyphens");
            for (var j = 0; j < tenants[i].ApiKeys.Count; j++)
            {
                Require(tenants[i].ApiKeys[j].Length >= 8, $"{key}:ApiKeys:{j}", "must have at least 8 characters");
            }

            CheckRetention(tenants[i].Retention ?? [], $"{key}:Retention");
            RequireTexts($"{key}:Ubble", tenants[i].Ubble, ubble => [("ClientId", ubble.ClientId), ("ClientSecret", ubble.ClientSecret)]);
            RequireTexts($"{key}:MobbId", tenants[i].MobbId, mobbId => [("ApplicationId", mobbId.ApplicationId), ("ApiKey", mobbId.ApiKey)]);
            RequireTexts($"{key}:Uqudo", tenants[i].Uqudo, uqudo => [("ClientId", uqudo.ClientId), ("ClientSecret", uqudo.ClientSecret)]);
            RequireTexts($"{key}:VultKyc", tenants[i].VultKyc, vult => [("ApiKey", vult.ApiKey), ("ClientId", vult.ClientId), ("UserId", vult.UserId)]);
            RequireTexts($"{key}:IncodeId", tenants[i].IncodeId, incode => [("ApiKey", incode.ApiKey)]);
        }

        var repeated = tenants.GroupBy(tenant => tenant.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        Require(repeated is null, "Tenants", $"names the tenant '{repeated?.Key}' twice");
    }

    private static void RequireTexts<T>(string key, T? section, Func<T, (string Name, string Value)[]> texts)
        where T : class
    {
        foreach (var (name, value) in section is null ? [] : texts(section))
        {
            Require(!string.IsNullOrWhiteSpace(value), $"{key}:{name}", "must not be empty");
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,64}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TenantId();

    private static void Require(bool condition, string key, string demand)
    {
        if (!condition)
        {
            throw new SettingsException($"The setting '{key}' {demand}.");
        }
    }
}
