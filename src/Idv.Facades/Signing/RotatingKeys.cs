using System.Security.Cryptography;
using Idv.Verifications.Security;

namespace Idv.Facades.Signing;

/// <summary>
/// The keys of one purpose: the newest signs, and each verifies as long as anything that it signed may live. A new key is made by itself when the
/// newest has signed long enough; every node sees it in the store. Thread-safe.
/// </summary>
/// <param name="store">Where the keys are kept.</param>
/// <param name="purpose">What they are for.</param>
/// <param name="algorithm">The algorithm of new keys.</param>
/// <param name="signFor">How long a key signs.</param>
/// <param name="longestLifetime">How long what is signed may live.</param>
/// <param name="clock">The time.</param>
public sealed class RotatingKeys(
    ISigningKeyStore store, string purpose, SigningAlgorithm algorithm, TimeSpan signFor, TimeSpan longestLifetime, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LeastReadInterval = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _turn = new(1);
    private IReadOnlyList<SigningKey> _keys = [];
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>The key that signs now.</summary>
    public async ValueTask<SigningKey> SigningKeyAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (Newest(now) is { } known)
        {
            return known;
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            await ReadAsync(now, cancellation);
            if (Newest(now) is { } other)
            {
                return other;
            }

            var key = new SigningKey(
                Guid.CreateVersion7(now).ToString("N"), purpose, algorithm, NewSecret(), now, now + signFor + longestLifetime);
            await store.AddAsync(key, now, cancellation);
            await ReadAsync(now, cancellation);
            return key;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The key of an id that still verifies, or null.</summary>
    public async ValueTask<SigningKey?> FindAsync(string id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (Find(id, now) is { } known)
        {
            return known;
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            // Another node may have made it; but made-up ids must not keep the store busy.
            if (now - _readAt >= LeastReadInterval)
            {
                await ReadAsync(now, cancellation);
            }

            return Find(id, now);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private SigningKey? Newest(DateTimeOffset now) => _keys.FirstOrDefault(key => key.SignsFrom <= now && now < key.SignsFrom + signFor);

    private SigningKey? Find(string id, DateTimeOffset now) => _keys.FirstOrDefault(key => key.Id == id && now < key.VerifiesUntil);

    private async Task ReadAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        _keys = await store.ListAsync(purpose, now, cancellation);
        _readAt = now;
    }

    private byte[] NewSecret()
    {
        if (algorithm == SigningAlgorithm.HmacSha256)
        {
            return RandomNumberGenerator.GetBytes(32);
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }
}
