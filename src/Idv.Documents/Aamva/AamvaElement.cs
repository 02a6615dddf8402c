namespace Idv.Documents.Aamva;

/// <summary>A data element as encoded.</summary>
/// <param name="Id">Three characters: <c>DCS</c>, <c>ZVA</c> …</param>
/// <param name="Value">The value without surrounding white space; may be empty.</param>
public readonly record struct AamvaElement(string Id, string Value);

/// <summary>A sub-file of a barcode.</summary>
/// <param name="Type">Two letters: <c>DL</c> driving licence, <c>ID</c> identification card, <c>EN</c> enhanced licence, <c>Z</c> + letter a jurisdiction's own.</param>
/// <param name="Elements">The elements in their order.</param>
public sealed record AamvaSubfile(string Type, IReadOnlyList<AamvaElement> Elements)
{
    /// <summary>The value of an element, or <see langword="null"/> when there is none with this id.</summary>
    public string? Find(string id)
    {
        foreach (var element in Elements)
        {
            if (element.Id == id)
            {
                return element.Value;
            }
        }

        return null;
    }
}
