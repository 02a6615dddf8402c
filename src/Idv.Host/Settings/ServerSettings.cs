namespace Idv.Host.Settings;

/// <summary>The section <c>Server</c>.</summary>
public sealed class ServerSettings
{
    /// <summary>The address under which callers reach the appliance; null is the first bound one.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>How long accepted requests may take to finish after SIGTERM, in seconds.</summary>
    public int DrainSeconds { get; init; } = 30;

    /// <summary>How long signed URLs of images open.</summary>
    public TimeSpan SignedUrlLifetime { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>When an address that guesses credentials is banned.</summary>
    public BanSettings Bans { get; init; } = new();

    /// <summary>How much one credential may ask for.</summary>
    public RateLimitSettings RateLimit { get; init; } = new();

    /// <summary>The certificate of https addresses.</summary>
    public TlsSettings Tls { get; init; } = new();

    /// <summary>Where traces are sent by OTLP over gRPC; null sends none.</summary>
    public Uri? OtlpEndpoint { get; init; }
}

/// <summary>The section <c>Server:Bans</c>.</summary>
public sealed class BanSettings
{
    /// <summary>How many bad credentials within the window ban an address; 0 bans nobody.</summary>
    public int Offences { get; init; } = 50;

    /// <summary>The window.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a ban lasts.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>The section <c>Server:RateLimit</c>: a token bucket for each credential.</summary>
public sealed class RateLimitSettings
{
    /// <summary>Requests per second in the long run; 0 limits nobody.</summary>
    public double PerSecond { get; init; }

    /// <summary>Requests at once after a pause.</summary>
    public int Burst { get; init; } = 100;
}

/// <summary>The section <c>Server:Tls</c>.</summary>
public sealed class TlsSettings
{
    /// <summary>The certificate with its chain: a PEM file, or a PKCS #12 file with its key.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The private key of a PEM certificate.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The password of the PKCS #12 file or of the key; may be <c>file:/path</c>.</summary>
    public string? Password { get; init; }

    /// <summary>PEM file of the authorities whose client certificates are accepted; given, every caller must present one (mutual TLS).</summary>
    public string? ClientAuthorityFile { get; init; }
}
