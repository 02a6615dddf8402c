using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Idv.Engine;
using Idv.Galleries;
using Idv.Verifications;
using Idv.Verifications.Faces;
using Idv.Verifications.People;
using Idv.Verifications.Stores;

namespace Idv.Host.Galleries;

/// <summary>
/// The index of each tenant's identities. The store is the truth and this only a quick way to it: it is brought in line at a tenant's first search and
/// with each change of this process, new identities of other nodes are looked for at most every two seconds, and what is found is read from the store again.
/// </summary>
internal sealed class IdentityGallery(GalleryShelf shelf, VerificationStores stores, VerificationEngine engine, TimeProvider clock) : IIdentityGallery, IDisposable
{
    /// <summary>No tenant can name a gallery so: it is not reached through our own API.</summary>
    private const string Name = "~identities";

    private const int PageLength = 1000;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);

    /// <summary>Clocks of nodes may differ, and what is committed now may carry an earlier time.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Progress> _tenants = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IdentityCandidate>> SearchAsync(string tenantId, BiometricTemplate probe, int top, CancellationToken cancellation)
    {
        await CatchUpAsync(tenantId, cancellation);
        var found = new List<IdentityCandidate>();
        if (!shelf.Exists(tenantId, Name))
        {
            return found;
        }

        var gallery = shelf.Open(tenantId, Name);
        foreach (var candidate in gallery.Search(Translate(probe), new SearchOptions { Top = top }).Candidates)
        {
            if (await stores.Identities.FindAsync(tenantId, Guid.Parse(candidate.SubjectId), cancellation) is { } identity)
            {
                found.Add(new IdentityCandidate(
                    identity, new FaceLikeness(candidate.Similarity, engine.Faces.Comparer.Calibration.FalseMatchRateAt(candidate.Similarity))));
            }
            else
            {
                gallery.Delete(candidate.SubjectId);
            }
        }

        return found;
    }

    /// <summary>Looks an identity up again that was saved or may have been forgotten.</summary>
    public async Task RefreshAsync(string tenantId, Guid id, CancellationToken cancellation)
    {
        try
        {
            if (await stores.Identities.FindAsync(tenantId, id, cancellation) is { } identity)
            {
                Save(identity);
            }
            else if (shelf.Exists(tenantId, Name))
            {
                shelf.Open(tenantId, Name).Delete(id.ToString());
            }
        }
#pragma warning disable CA1031 // The change itself is kept; the index is brought in line again before the next search.
        catch (Exception)
        {
            _tenants.TryRemove(tenantId, out _);
        }
#pragma warning restore CA1031
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var progress in _tenants.Values)
        {
            progress.Turn.Dispose();
        }
    }

    private async Task CatchUpAsync(string tenantId, CancellationToken cancellation)
    {
        var progress = _tenants.GetOrAdd(tenantId, static _ => new Progress());
        await progress.Turn.WaitAsync(cancellation);
        try
        {
            var now = clock.GetUtcNow();
            if (progress.LookedAt is not { } last)
            {
                await foreach (var identity in stores.Identities.AllAsync(tenantId, cancellation))
                {
                    SaveIfChanged(identity);
                }
            }
            else if (now - last >= LookInterval)
            {
                await TakeNewAsync(tenantId, last - Overlap, cancellation);
            }
            else
            {
                return;
            }

            progress.LookedAt = now;
        }
        finally
        {
            progress.Turn.Release();
        }
    }

    private async Task TakeNewAsync(string tenantId, DateTimeOffset from, CancellationToken cancellation)
    {
        for (var skip = 0; ; skip += PageLength)
        {
            var page = await stores.Identities.ListAsync(
                new IdentityQuery { TenantId = tenantId, CreatedFrom = from, Take = PageLength, Skip = skip }, cancellation);
            foreach (var identity in page.Items)
            {
                SaveIfChanged(identity);
            }

            if (page.Items.Count < PageLength)
            {
                return;
            }
        }
    }

    private void SaveIfChanged(Identity identity)
    {
        var known = shelf.Exists(identity.TenantId, Name) ? shelf.Open(identity.TenantId, Name).Find(identity.Id.ToString()) : null;
        if (known?.TemplateCount != Comparable(identity).Length)
        {
            Save(identity);
        }
    }

    private void Save(Identity identity)
    {
        var templates = Comparable(identity);
        if (templates.Length > 0)
        {
            shelf.Open(identity.TenantId, Name).Replace(new Idv.Galleries.Enrolment
            {
                SubjectId = identity.Id.ToString(),
                Templates = templates,
                EnrolledAt = identity.CreatedAt,
            });
        }
    }

    /// <summary>Templates of the model in use; those of an older one cannot be searched.</summary>
    private Template[] Comparable(Identity identity) =>
        [.. identity.Templates.Select(Translate).Where(template => template.Model == shelf.Model)];

    private static Template Translate(BiometricTemplate template) =>
        new($"{template.ModelId}@{template.ModelVersion}", MemoryMarshal.Cast<byte, float>(template.Data.Span).ToArray());

    private sealed class Progress
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public DateTimeOffset? LookedAt { get; set; }
    }
}
