using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Idv.Verifications.Security;

/// <summary>Somebody saw or changed something. Names are of credentials and objects, never of people.</summary>
/// <param name="At">When.</param>
/// <param name="TenantId">Whose data.</param>
/// <param name="Actor">The credential or the part of the program that acted.</param>
/// <param name="Action">What was done: "verification.read", "image.read", "policy.changed".</param>
/// <param name="Subject">The object's id.</param>
/// <param name="Detail">More, or null; no personal data.</param>
public sealed record AuditEntry(DateTimeOffset At, string TenantId, string Actor, string Action, string Subject, string? Detail = null)
{
    /// <summary>
    /// The link of the chain: SHA-256 over the previous link and every member, each with its length in front so that members cannot run into each other.
    /// </summary>
    /// <param name="previous">The 32 bytes of the previous link; all zero before the first.</param>
    /// <param name="sequence">The entry's place, from 1.</param>
    public byte[] Link(ReadOnlySpan<byte> previous, long sequence)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, sequence);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64BigEndian(number, At.UtcTicks / TimeSpan.TicksPerMicrosecond);
        hash.AppendData(number);
        foreach (var member in new[] { TenantId, Actor, Action, Subject, Detail })
        {
            var bytes = member is null ? [] : Encoding.UTF8.GetBytes(member);
            BinaryPrimitives.WriteInt64BigEndian(number, member is null ? -1 : bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}

/// <summary>What verifying the audit log found.</summary>
/// <param name="Entries">How many entries were read.</param>
/// <param name="BrokenAt">The first entry whose link does not fit, or null when all do.</param>
/// <param name="Head">The last link in hexadecimal. Kept elsewhere, it proves later that no entries were cut off the end.</param>
public sealed record AuditVerdict(long Entries, long? BrokenAt, string Head);

/// <summary>An append-only log whose entries are chained by hashes.</summary>
public interface IAuditLog
{
    /// <summary>Appends entries in their order.</summary>
    Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellation);

    /// <summary>Recomputes the whole chain.</summary>
    /// <param name="expectedHead">A link that must occur, from an earlier verification; null to check only the chain itself.</param>
    /// <param name="cancellation">Stops reading.</param>
    Task<AuditVerdict> VerifyAsync(string? expectedHead, CancellationToken cancellation);

    /// <summary>A tenant's entries, newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(string tenantId, int limit, CancellationToken cancellation);
}
