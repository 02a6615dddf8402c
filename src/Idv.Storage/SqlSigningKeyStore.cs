using Idv.Storage.Keys;
using Idv.Verifications.Security;

namespace Idv.Storage;

/// <summary>Signing keys in either database, sealed under the system's own tenant key.</summary>
internal sealed class SqlSigningKeyStore(Database database, KeyRing keys) : ISigningKeyStore
{
    public async Task<IReadOnlyList<SigningKey>> ListAsync(string purpose, DateTimeOffset now, CancellationToken cancellation)
    {
        await keys.EnsureAsync(KeyRing.System, cancellation);
        var systemKeys = await keys.GetAsync(KeyRing.System, cancellation);
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                """
                SELECT id AS Id, purpose AS Purpose, algorithm AS Algorithm, sealed AS Sealed, signs_from AS SignsFrom, verifies_until AS VerifiesUntil
                FROM signing_keys WHERE purpose = @purpose AND verifies_until > @now ORDER BY signs_from DESC, id DESC
                """,
                new { purpose, now = Time.ToMicroseconds(now) }),
            cancellation);
        return
        [
            .. rows.Select(row => new SigningKey(
                row.Id,
                row.Purpose,
                (SigningAlgorithm)row.Algorithm,
                RecordCodec.Open<byte[]>(systemKeys, row.Sealed, Context(row.Id)),
                Time.FromMicroseconds(row.SignsFrom),
                Time.FromMicroseconds(row.VerifiesUntil))),
        ];
    }

    public async Task AddAsync(SigningKey key, DateTimeOffset now, CancellationToken cancellation)
    {
        await keys.EnsureAsync(KeyRing.System, cancellation);
        var content = RecordCodec.Seal(await keys.GetAsync(KeyRing.System, cancellation), key.Secret.ToArray(), Context(key.Id));
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM signing_keys WHERE verifies_until <= @now", new { now = Time.ToMicroseconds(now) });
                await session.ExecuteAsync(
                    """
                    INSERT INTO signing_keys (id, purpose, algorithm, sealed, signs_from, verifies_until)
                    VALUES (@Id, @Purpose, @algorithm, @content, @from, @until)
                    """,
                    new
                    {
                        key.Id,
                        key.Purpose,
                        algorithm = (long)key.Algorithm,
                        content,
                        from = Time.ToMicroseconds(key.SignsFrom),
                        until = Time.ToMicroseconds(key.VerifiesUntil),
                    });
            },
            cancellation);
    }

    internal static string Context(string id) => $"signing-key/{id}";

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Purpose { get; set; } = "";

        public long Algorithm { get; set; }

        public byte[] Sealed { get; set; } = [];

        public long SignsFrom { get; set; }

        public long VerifiesUntil { get; set; }
    }
}
