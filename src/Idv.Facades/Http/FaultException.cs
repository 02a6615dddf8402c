namespace Idv.Facades.Http;

/// <summary>Carries a refusal from where it is noticed to where it is answered in the vendor's own shape.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="detail">The fault in words; it never holds personal data or secrets.</param>
/// <param name="code">The vendor's own name of the fault, where it has one for this status.</param>
public sealed class FaultException(int status, string detail, string? code = null) : Exception(detail)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The vendor's own name of the fault, or null for the status's usual one.</summary>
    public string? Code { get; } = code;
}
