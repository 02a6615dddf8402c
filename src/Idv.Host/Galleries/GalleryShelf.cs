using System.Collections.Concurrent;
using Idv.Galleries;

namespace Idv.Host.Galleries;

/// <summary>
/// The galleries of all tenants: a folder each under <c>galleries/&lt;tenant&gt;/&lt;gallery&gt;</c> of the data folder, opened when first
/// used and kept open. Thread-safe.
/// </summary>
internal sealed class GalleryShelf(string dataFolder, GalleryOptions options) : IDisposable
{
    private const string TenantPrefix = "t-";
    private const string GalleryPrefix = "g-";

    private readonly ConcurrentDictionary<(string Tenant, string Name), Lazy<Gallery>> _open = new();

    /// <summary>The model whose templates the galleries hold, as id@version.</summary>
    public string Model => options.Model;

    /// <summary>How many coordinates the model's templates have.</summary>
    public int Dimension => options.Dimension;

    /// <summary>Templates in open galleries.</summary>
    public long Templates => Opened.Sum(gallery => (long)gallery.Statistics().Templates);

    /// <summary>Memory of open galleries in bytes.</summary>
    public long MemoryBytes => Opened.Select(gallery => gallery.Statistics()).Sum(statistics => statistics.VectorBytes + statistics.DirectoryBytes);

    private IEnumerable<Gallery> Opened => _open.Values.Where(entry => entry.IsValueCreated).Select(entry => entry.Value);

    /// <summary>Whether a gallery exists.</summary>
    public bool Exists(string tenant, string name) => _open.ContainsKey((tenant, name)) || Directory.Exists(FolderOf(tenant, name));

    /// <summary>Every gallery on disk.</summary>
    public IEnumerable<(string Tenant, string Name)> All()
    {
        var root = new DirectoryInfo(Path.Combine(dataFolder, "galleries"));
        return root.Exists
            ? root.EnumerateDirectories(TenantPrefix + "*").SelectMany(tenant => tenant.EnumerateDirectories(GalleryPrefix + "*").Select(gallery =>
                (Uri.UnescapeDataString(tenant.Name[TenantPrefix.Length..]), Uri.UnescapeDataString(gallery.Name[GalleryPrefix.Length..]))))
            : [];
    }

    /// <summary>Opens a gallery, or makes it.</summary>
    /// <exception cref="GalleryException">Its files are damaged, locked by another process, sealed by another key or of another model.</exception>
    public Gallery Open(string tenant, string name, IProgress<GalleryProgress>? progress = null)
    {
        var entry = _open.GetOrAdd((tenant, name), key => new Lazy<Gallery>(() => OpenOfThisModel(key.Tenant, key.Name, progress)));
        try
        {
            return entry.Value;
        }
        catch (GalleryException)
        {
            // A failure must not stick: the operator may repair what caused it.
            _open.TryRemove(KeyValuePair.Create((tenant, name), entry));
            throw;
        }
    }

    /// <summary>
    /// Replaces a gallery that another embedder enrolled. The new one grows beside the old and takes its place only when <paramref name="enrol"/>
    /// says that it is complete; until then the old one stays and a later call goes on where this one ended.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">The gallery, which must exist and must not be open.</param>
    /// <param name="enrol">Receives the old gallery and the new one; answers whether the new one is complete.</param>
    /// <returns>False when the gallery is of this embedder already.</returns>
    /// <exception cref="GalleryException">Files are damaged, locked by another process or sealed by another key.</exception>
    public bool Reissue(string tenant, string name, Func<Gallery, Gallery, bool> enrol)
    {
        var (folder, growing, old) = (FolderOf(tenant, name), FolderOf(tenant, name, "r-"), FolderOf(tenant, name, "o-"));
        if (!Directory.Exists(folder) && Directory.Exists(old))
        {
            // Ended between the two moves below.
            Directory.Move(old, folder);
        }

        if (Gallery.ModelOf(folder) is not { } model || model.Model == options.Model)
        {
            return false;
        }

        bool complete;
        using (var source = Gallery.Open(folder, options with { Model = model.Model, Dimension = model.Dimension, KeepSketches = false }))
        {
            // What grew for yet another embedder is of no use.
            if (Gallery.ModelOf(growing) is { } begun && begun.Model != options.Model)
            {
                Directory.Delete(growing, recursive: true);
            }

            using var target = Gallery.Open(growing, options);
            complete = enrol(source, target);
        }

        if (complete)
        {
            Directory.Move(folder, old);
            Directory.Move(growing, folder);
            Directory.Delete(old, recursive: true);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var entry in _open.Values)
        {
            if (entry.IsValueCreated)
            {
                entry.Value.Dispose();
            }
        }

        _open.Clear();
    }

    /// <summary>Tenants' ids are free text: escaped, they cannot leave the folder. Galleries' names are checked where they enter.</summary>
    private string FolderOf(string tenant, string name, string kind = GalleryPrefix) =>
        Path.Combine(dataFolder, "galleries", TenantPrefix + Uri.EscapeDataString(tenant), kind + Uri.EscapeDataString(name));

    private Gallery OpenOfThisModel(string tenant, string name, IProgress<GalleryProgress>? progress)
    {
        try
        {
            return Gallery.Open(FolderOf(tenant, name), options, progress);
        }
        catch (GalleryException exception) when (exception.Fault is GalleryFault.ModelMismatch or GalleryFault.DimensionMismatch)
        {
            throw new GalleryException(
                exception.Fault,
                $"{exception.Message} Enrol its people again with 'idv gallery reindex --gallery {name} --from PICTURES', or use the embedder that enrolled them (Engine:FaceModels:Embedder).",
                exception);
        }
    }
}
