using System.Collections.Concurrent;
using Idv.Galleries;

namespace Idv.Host.Galleries;

/// <summary>
/// The galleries of all tenants: a folder each under <c>galleries/&lt;tenant&gt;/&lt;gallery&gt;</c> of the data folder, opened when first
/// used and kept open. Thread-safe.
/// </summary>
internal sealed class GalleryShelf(string dataFolder, GalleryOptions options) : IDisposable
{
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

    /// <summary>Opens a gallery, or makes it.</summary>
    /// <exception cref="GalleryException">Its files are damaged, locked by another process, sealed by another key or of another model.</exception>
    public Gallery Open(string tenant, string name, IProgress<GalleryProgress>? progress = null)
    {
        var entry = _open.GetOrAdd((tenant, name), key => new Lazy<Gallery>(() => Gallery.Open(FolderOf(key.Tenant, key.Name), options, progress)));
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
    private string FolderOf(string tenant, string name) =>
        Path.Combine(dataFolder, "galleries", "t-" + Uri.EscapeDataString(tenant), "g-" + Uri.EscapeDataString(name));
}
