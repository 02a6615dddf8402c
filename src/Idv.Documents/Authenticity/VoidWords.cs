using Idv.Documents.VisualZone;

namespace Idv.Documents.Authenticity;

/// <summary>Words that mark documents which are none: specimens, cancelled ones and copies.</summary>
public static class VoidWords
{
    private static readonly string[] Words =
        ["SPECIMEN", "SPECIMENE", "MUSTER", "MODELE", "MODELLO", "ESPECIMEN", "MUESTRA", "SAMPLE", "VOID", "CANCELLED", "ANNULE", "UNGULTIG", "WZOR", "VZOR", "NAYTE", "EXEMPEL", "OBRAZEC", "UZORAK", "PROVISOIRE"];

    /// <summary>The first line that holds such a word, or null. Names such as Muster or Sample, which stand as a field's value, do not count.</summary>
    public static PrintedLine? Find(VisualZoneReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return reading.Lines.FirstOrDefault(line =>
            !reading.Fields.Any(field => field.Box == line.Box)
            && line.Text.Split(' ', '·', '.', '*', '/', '-').Any(word => Array.IndexOf(Words, LabelDictionary.Normalise(word)) >= 0));
    }
}
