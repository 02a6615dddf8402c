using System.Collections.Frozen;
using Idv.Accuracy.Attributes;

namespace Idv.Accuracy.Labels;

/// <summary>
/// What can be seen on a face of LFW's first three folds, told by eye from the pictures (ours; no label comes from elsewhere). Null is what
/// could not be told.
/// </summary>
/// <param name="Eyewear">What is worn over the eyes.</param>
/// <param name="EyesClosed">Whether both eyes are closed.</param>
/// <param name="Mouth">How far the lips are apart.</param>
/// <param name="IsNeutral">Whether the expression is neutral; smiles and grimaces are not.</param>
internal sealed record LabelledFace(Eyewear? Eyewear, bool? EyesClosed, LabelledMouth? Mouth, bool? IsNeutral)
{
    private static readonly Lazy<FrozenDictionary<string, LabelledFace>> Labels = new(Read);

    /// <summary>The labels of a picture, named as in LFW with its folder; null when it has none.</summary>
    public static LabelledFace? Find(string picture) => Labels.Value.GetValueOrDefault(picture);

    private static FrozenDictionary<string, LabelledFace> Read()
    {
        using var reader = new StreamReader(typeof(LabelledFace).Assembly.GetManifestResourceStream("lfw-attributes.tsv")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split('\t'))
            .ToFrozenDictionary(
                columns => columns[0],
                columns => new LabelledFace(
                    Known<Eyewear>(columns[1]),
                    columns[2] switch { "closed" => true, "open" => false, _ => null },
                    Known<LabelledMouth>(columns[3]),
                    columns[4] switch { "neutral" => true, "unknown" => null, _ => false }),
                StringComparer.Ordinal);
    }

    private static T? Known<T>(string word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : null;
}

/// <summary>How far lips are apart.</summary>
internal enum LabelledMouth
{
    /// <summary>They touch.</summary>
    Closed,

    /// <summary>They show the teeth, which touch.</summary>
    Teeth,

    /// <summary>The jaws are apart.</summary>
    Open,
}
