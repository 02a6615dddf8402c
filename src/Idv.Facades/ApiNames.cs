namespace Idv.Facades;

/// <summary>The names of the APIs: as schemes of credentials, in the outbox, in metrics and as OpenAPI documents.</summary>
public static class ApiNames
{
    /// <summary>Our own API.</summary>
    public const string Engine = "engine";

    /// <summary>Ubble.</summary>
    public const string Ubble = "ubble";

    /// <summary>MobbID Gateway.</summary>
    public const string MobbId = "mobbid";

    /// <summary>Uqudo.</summary>
    public const string Uqudo = "uqudo";

    /// <summary>Incode ID.</summary>
    public const string IncodeId = "incode-id";

    /// <summary>Vult KYC.</summary>
    public const string VultKyc = "vult-kyc";
}
