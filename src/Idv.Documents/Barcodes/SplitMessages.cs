using Idv.Documents.Aamva;
using Idv.Imaging.Barcodes;

namespace Idv.Documents.Barcodes;

/// <summary>Joins the symbols of messages that are spread over several, from one picture or from several given together.</summary>
public static class SplitMessages
{
    /// <summary>
    /// Joins every message of which all parts are there, in the place of its first part; a part without its siblings stays a part, with its index and
    /// count (<see cref="ScannedBarcode.Part"/>).
    /// </summary>
    /// <param name="barcodes">What was found.</param>
    public static IReadOnlyList<DocumentBarcode> Join(IEnumerable<DocumentBarcode> barcodes)
    {
        ArgumentNullException.ThrowIfNull(barcodes);
        DocumentBarcode[] all = [.. barcodes];
        var messages = all.Where(barcode => barcode.Symbol.Part is not null)
            .GroupBy(barcode => (barcode.Symbol.Format, barcode.Symbol.Part!.Id))
            .ToDictionary(message => message.Key, message => Whole([.. message]));
        var result = new List<DocumentBarcode>(all.Length);
        foreach (var barcode in all)
        {
            if (barcode.Symbol.Part is not { } part || messages[(barcode.Symbol.Format, part.Id)] is not { } parts)
            {
                result.Add(barcode);
            }
            else if (ReferenceEquals(barcode, parts[0]))
            {
                result.Add(Joined(parts));
            }
        }

        return result;
    }

    /// <summary>The parts in order, or null where one is missing or none tells their number.</summary>
    private static DocumentBarcode[]? Whole(DocumentBarcode[] found)
    {
        var count = found.Max(barcode => barcode.Symbol.Part!.Count);
        DocumentBarcode[] parts = [.. found.DistinctBy(barcode => barcode.Symbol.Part!.Index).OrderBy(barcode => barcode.Symbol.Part!.Index)];
        return count > 0 && parts.Length == count && parts[0].Symbol.Part!.Index == 0 && parts[^1].Symbol.Part!.Index == count - 1 ? parts : null;
    }

    private static DocumentBarcode Joined(DocumentBarcode[] parts)
    {
        byte[] content = [.. parts.SelectMany(part => part.Symbol.Content)];
        var symbol = parts[0].Symbol with { Content = content, Text = string.Concat(parts.Select(part => part.Symbol.Text)), Part = null };
        return new DocumentBarcode(symbol, symbol.Format == BarcodeFormats.Pdf417 ? AamvaParser.Parse(System.Text.Encoding.Latin1.GetString(content)).Record : null);
    }
}
