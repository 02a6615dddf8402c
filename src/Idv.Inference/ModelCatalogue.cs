using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Idv.Inference;

/// <summary>
/// The models that this installation may use. A file is read once, its SHA-256 is compared with its card, and the very
/// bytes that were hashed are the ones that run, so that a file exchanged in between is never executed.
/// Thread-safe. Disposing it frees every opened model.
/// </summary>
public sealed class ModelCatalogue : IDisposable
{
    private static readonly JsonSerializerOptions ManifestFormat = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly Dictionary<string, CataloguedModel> _models;
    private readonly ConcurrentDictionary<string, Lazy<OnnxModel>> _opened = new(StringComparer.Ordinal);

    private ModelCatalogue(Dictionary<string, CataloguedModel> models, InferenceOptions options)
    {
        _models = models;
        Options = options;
    }

    /// <summary>How the models run.</summary>
    public InferenceOptions Options { get; }

    /// <summary>Every card, in the order of the manifests.</summary>
    public IReadOnlyCollection<ModelCard> Cards => [.. _models.Values.Select(model => model.Card)];

    /// <summary>
    /// Reads manifests. A later one may replace a model of an earlier one by using its id.
    /// </summary>
    /// <param name="manifests">Paths of manifest files, or of folders that hold a <c>manifest.json</c>.</param>
    /// <param name="options">How the models run; the defaults when null.</param>
    /// <exception cref="ModelException">A manifest is missing or is not valid; the message names the file and the reason.</exception>
    public static ModelCatalogue Load(IEnumerable<string> manifests, InferenceOptions? options = null)
    {
        var models = new Dictionary<string, CataloguedModel>(StringComparer.Ordinal);
        foreach (var path in manifests)
        {
            var file = Directory.Exists(path) ? Path.Combine(path, "manifest.json") : path;
            foreach (var card in ReadManifest(file))
            {
                models[card.Id] = new CataloguedModel(card, Path.GetDirectoryName(Path.GetFullPath(file))!);
            }
        }

        return new ModelCatalogue(models, options ?? new InferenceOptions());
    }

    /// <summary>
    /// The manifest that comes with the program: <c>models/manifest.json</c> beside it or in a folder above it.
    /// </summary>
    /// <exception cref="ModelException">There is none.</exception>
    public static string FindDefaultManifest()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "models", "manifest.json");
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new ModelException(
            ModelFault.MissingFile,
            $"No models/manifest.json beside {AppContext.BaseDirectory} or above it. Set Engine:ModelPaths, or run scripts/run.sh from a checkout.");
    }

    /// <summary>Whether a card with this id is installed.</summary>
    public bool Contains(string id) => _models.ContainsKey(id);

    /// <summary>The card of a model.</summary>
    /// <exception cref="ModelException">No card has that id.</exception>
    public ModelCard Card(string id) => Find(id).Card;

    /// <summary>The full path of a model's file, whether or not it exists.</summary>
    /// <exception cref="ModelException">No card has that id.</exception>
    public string PathOf(string id) => Find(id).Path;

    /// <summary>
    /// Reads a model's file and compares its hash with the card's, without loading it.
    /// </summary>
    /// <exception cref="ModelException">The file is missing, unreadable or differs; the message names both hashes.</exception>
    public void Verify(string id) => ReadVerified(Find(id));

    /// <summary>The verified bytes of a file that is no ONNX graph, such as a small head's weights.</summary>
    /// <exception cref="ModelException">The file is missing, unreadable or differs; the message names both hashes.</exception>
    public byte[] Read(string id) => ReadVerified(Find(id));

    /// <summary>
    /// The model of this id, loaded and warmed up at the first call and the same object ever after.
    /// </summary>
    /// <exception cref="ModelException">The model is unknown, missing, altered or cannot run here.</exception>
    public OnnxModel Open(string id)
    {
        var opened = _opened.GetOrAdd(id, key => new Lazy<OnnxModel>(() =>
        {
            var model = Find(key);
            return new OnnxModel(model.Card, ReadVerified(model), Options);
        }));
        try
        {
            return opened.Value;
        }
        catch (ModelException)
        {
            // A failure must not stick: the operator may restore the file while the program runs.
            _opened.TryRemove(KeyValuePair.Create(id, opened));
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var opened in _opened.Values)
        {
            if (opened.IsValueCreated)
            {
                opened.Value.Dispose();
            }
        }

        _opened.Clear();
    }

    private static byte[] ReadVerified(CataloguedModel model)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(model.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var why = File.Exists(model.Path) ? exception.Message : "the file does not exist";
            throw new ModelException(
                ModelFault.MissingFile,
                $"Model '{model.Card.Id}' cannot be read from {model.Path}: {why}. Restore it with scripts/run.sh (package {model.Card.Source.Package} {model.Card.Source.Version}).",
                exception);
        }

        var actual = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (!string.Equals(actual, model.Card.Sha256, StringComparison.Ordinal))
        {
            throw new ModelException(
                ModelFault.HashMismatch,
                $"Model '{model.Card.Id}' is refused: {model.Path} has SHA-256 {actual} but its card demands {model.Card.Sha256}. Restore the file, or correct the card if the change was meant.");
        }

        return bytes;
    }

    private static IReadOnlyList<ModelCard> ReadManifest(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var manifest = JsonSerializer.Deserialize<ModelManifest>(stream, ManifestFormat)
                ?? throw new JsonException("the document is null");
            foreach (var card in manifest.Models)
            {
                Check(card, file);
            }

            return manifest.Models;
        }
        catch (JsonException exception)
        {
            throw new ModelException(ModelFault.InvalidCard, $"The model manifest {file} is not valid: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(ModelFault.MissingFile, $"The model manifest {file} cannot be read: {exception.Message}", exception);
        }
    }

    private static void Check(ModelCard card, string file)
    {
        if (card.Sha256.Length != 64 || !card.Sha256.All(char.IsAsciiHexDigitLower))
        {
            throw new ModelException(ModelFault.InvalidCard, $"In {file}, model '{card.Id}': sha256 must be 64 lower-case hexadecimal digits.");
        }

        var channels = card.Input.Channels.Equals("grey", StringComparison.Ordinal) ? 1 : 3;
        if (card.Input.Mean.Count != channels || card.Input.Scale.Count != channels || card.Input.Scale.Contains(0))
        {
            throw new ModelException(
                ModelFault.InvalidCard,
                $"In {file}, model '{card.Id}': input.mean and input.scale need {channels} numbers for {card.Input.Channels}, and no scale may be 0.");
        }

        for (var i = 1; i < card.Calibration.Count; i++)
        {
            var (previous, next) = (card.Calibration[i - 1], card.Calibration[i]);
            if (next.FalseMatchRate >= previous.FalseMatchRate || next.Similarity <= previous.Similarity)
            {
                throw new ModelException(
                    ModelFault.InvalidCard,
                    $"In {file}, model '{card.Id}': calibration must have falling false match rates and rising similarities; point {i + 1} does not.");
            }
        }
    }

    private CataloguedModel Find(string id) => _models.TryGetValue(id, out var model)
        ? model
        : throw new ModelException(
            ModelFault.UnknownModel,
            $"No model '{id}' is installed. Installed: {string.Join(", ", _models.Keys.Order(StringComparer.Ordinal))}.");

    private sealed record CataloguedModel(ModelCard Card, string Folder)
    {
        public string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder, Card.File));
    }
}
