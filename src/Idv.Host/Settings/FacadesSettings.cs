namespace Idv.Host.Settings;

/// <summary>The section <c>Facades</c>.</summary>
public sealed class FacadesSettings
{
    /// <summary>Ubble.</summary>
    public UbbleFacadeSettings Ubble { get; init; } = new();

    /// <summary>MobbID Gateway.</summary>
    public MobbIdFacadeSettings MobbId { get; init; } = new();

    /// <summary>Uqudo.</summary>
    public UqudoFacadeSettings Uqudo { get; init; } = new();

    /// <summary>Incode ID.</summary>
    public IncodeIdFacadeSettings IncodeId { get; init; } = new();

    /// <summary>Vult KYC.</summary>
    public VultKycFacadeSettings VultKyc { get; init; } = new();
}

/// <summary>What every facade's section has.</summary>
public abstract class FacadeSettings
{
    /// <summary>Whether the facade is served.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Host names that only this facade answers for, beside its paths under every other name.</summary>
    public IList<string> Hosts { get; init; } = [];
}

/// <summary>The section <c>Facades:Ubble</c>.</summary>
public sealed class UbbleFacadeSettings : FacadeSettings
{
    /// <summary>How long an applicant has.</summary>
    public TimeSpan IdentificationLifetime { get; init; } = TimeSpan.FromHours(24);
}

/// <summary>The section <c>Facades:MobbId</c>.</summary>
public sealed class MobbIdFacadeSettings : FacadeSettings
{
    /// <summary>How long a token is accepted.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(30);
}

/// <summary>The section <c>Facades:Uqudo</c>.</summary>
public sealed class UqudoFacadeSettings : FacadeSettings
{
    /// <summary>How long a token is accepted.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a face session's image is kept.</summary>
    public TimeSpan FaceSessionLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The match level, 1 to 5, from which a one-to-n search counts a face as found.</summary>
    public int SearchMatchLevel { get; init; } = 5;
}

/// <summary>The section <c>Facades:IncodeId</c>.</summary>
public sealed class IncodeIdFacadeSettings : FacadeSettings
{
    /// <summary>How long a token is accepted.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The false match rate that a comparison must keep to when a face is looked for among all identities.</summary>
    public double IdentificationFalseMatchRate { get; init; } = 1e-5;
}

/// <summary>The section <c>Facades:VultKyc</c>.</summary>
public sealed class VultKycFacadeSettings : FacadeSettings
{
    /// <summary>How long an applicant has.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Paths in place of the default ones, by operation.</summary>
    public IDictionary<string, string> Routes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
