using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Mrz.Reading;

/// <summary>The decoded lines of a zone under one format.</summary>
internal sealed class MrzDecodedZone
{
    /// <summary>The greatest cost of a repair: at 2.5 nats no invalid specimen was made valid, at 4 some were (docs/documents.md).</summary>
    private const float MostRepairCost = 2.5f;

    /// <summary>A repair counts as ambiguous when another one costs at most this much more.</summary>
    private const float AmbiguityMargin = 0.7f;

    /// <summary>Readers take a filler beside others for one of these; below this margin it is a filler.</summary>
    private const float LookalikeMargin = 1f;
    private const string FillerLookalikes = "KSC";

    /// <summary>Share of a line's steps that may lie outside its characters.</summary>
    private const float MostMargin = 0.06f;

    private readonly MrzFormat _format;
    private readonly TextLine[] _lines;
    private readonly MrzDecodedLine[] _decoded;

    public MrzDecodedZone(MrzFormat format, TextLine[] lines, MrzDecodedLine[] decoded)
    {
        _format = format;
        _lines = lines;
        _decoded = decoded;
        Mean = decoded.Sum(line => line.Score) / decoded.Sum(line => line.Length);
    }

    /// <summary>Mean log-probability per character.</summary>
    public float Mean { get; }

    /// <summary>Whether the lines hold other print before the first or after the last character.</summary>
    public bool HasForeignPrint => Array.Exists(_decoded, line => line.FirstStep > MostMargin || line.LastStep < 1 - MostMargin);

    /// <summary>The lines without the print beside the zone.</summary>
    public TextLine[] OwnLines()
    {
        var along = _lines[0].Along;
        var from = float.MaxValue;
        var to = float.MinValue;
        for (var i = 0; i < _lines.Length; i++)
        {
            var (length, height) = (MrzLineReader.CropLength(_lines[i]), _lines[i].Height);
            var start = Vector2.Dot(_lines[i].Centre, along) - (length / 2);
            from = MathF.Min(from, start + (_decoded[i].FirstStep * length) - (height * 0.2f));
            to = MathF.Max(to, start + (_decoded[i].LastStep * length) + (height * 0.2f));
        }

        return Array.ConvertAll(_lines, line => Cut(line, along, from, to));
    }

    private static TextLine Cut(TextLine line, Vector2 along, float from, float to)
    {
        var at = Vector2.Dot(line.Centre, along);
        return TextLine.Between(line.Centre + (line.Along * (from - at)), line.Centre + (line.Along * (to - at)), line.Height);
    }

    /// <summary>Settles every character and parses the zone.</summary>
    public MrzReading? ToReading(DateOnly today)
    {
        var lines = Array.ConvertAll(_decoded, Text);
        var layout = MrzLayout.Of(_format);
        PreferFillers(lines, layout.Names);
        PreferKnownState(lines, layout.IssuingState);
        PreferKnownState(lines, layout.Nationality);
        var repairs = new List<MrzRepair>(1);
        var ambiguous = false;
        if (MrzParser.Parse(Strings(lines), today).Record is { CheckDigitsValid: false })
        {
            ambiguous = Repair(lines, layout, today, repairs);
        }

        return MrzParser.Parse(Strings(lines), today).Record is { } record
            ? new MrzReading
            {
                Record = record,
                Zone = Zone(),
                LineQuads = Array.ConvertAll(_lines, line => line.ToQuad()),
                MeanLogProbability = Mean,
                CharacterProbabilities = Probabilities(lines),
                Repairs = repairs,
                IsRepairAmbiguous = ambiguous,
            }
            : null;
    }

    private static char[] Text(MrzDecodedLine line)
    {
        var text = new char[line.Length];
        for (var column = 0; column < text.Length; column++)
        {
            text[column] = MrzAlphabet.Characters[line.Best(column)];
        }

        return text;
    }

    private static string[] Strings(char[][] lines) => Array.ConvertAll(lines, line => new string(line));

    private void PreferFillers(char[][] lines, MrzSpan names)
    {
        var line = lines[names.Line];
        for (var column = names.Start; column < names.End; column++)
        {
            var beside = (column > names.Start && line[column - 1] == '<') || (column + 1 < names.End && line[column + 1] == '<');
            if (beside && FillerLookalikes.Contains(line[column], StringComparison.Ordinal)
                && _decoded[names.Line].CostOf(column, MrzAlphabet.Filler) < LookalikeMargin)
            {
                line[column] = '<';
            }
        }
    }

    /// <summary>A code that does not exist gives way to the likeliest that does, within the cost of a repair.</summary>
    private void PreferKnownState(char[][] lines, MrzSpan span)
    {
        if (!span.IsPresent || MrzStateCode.Find(lines[span.Line].AsSpan(span.Start, span.Length)) is not null)
        {
            return;
        }

        var decoded = _decoded[span.Line];
        var best = MostRepairCost;
        foreach (var state in MrzStateCode.All)
        {
            var cost = 0f;
            for (var i = 0; i < span.Length; i++)
            {
                cost += decoded.CostOf(span.Start + i, i < state.Code.Length ? MrzAlphabet.IndexOf(state.Code[i]) : MrzAlphabet.Filler);
            }

            if (cost < best)
            {
                best = cost;
                state.Code.PadRight(span.Length, '<').CopyTo(lines[span.Line].AsSpan(span.Start, span.Length));
            }
        }
    }

    /// <summary>Replaces the one character that makes every check digit right at the least cost.</summary>
    /// <returns>Whether several were nearly as likely and none was replaced.</returns>
    private bool Repair(char[][] lines, MrzLayout layout, DateOnly today, List<MrzRepair> repairs)
    {
        var found = new List<MrzRepair>();
        for (var line = 0; line < lines.Length; line++)
        {
            for (var column = 0; column < lines[line].Length; column++)
            {
                if (Array.Exists(layout.CheckDigits, place => place.Protects(line, column)))
                {
                    TryAt(lines, line, column, today, found);
                }
            }
        }

        if (found.Count == 0)
        {
            return false;
        }

        found.Sort((a, b) => a.CostNats.CompareTo(b.CostNats));
        if (found.Count > 1 && found[1].CostNats - found[0].CostNats < AmbiguityMargin)
        {
            return true;
        }

        var repair = found[0];
        lines[repair.Line - 1][repair.Column - 1] = repair.Repaired;
        repairs.Add(repair);
        return false;
    }

    private void TryAt(char[][] lines, int line, int column, DateOnly today, List<MrzRepair> found)
    {
        var original = lines[line][column];
        for (var character = 0; character < MrzAlphabet.Size; character++)
        {
            var cost = _decoded[line].CostOf(column, character);
            var replacement = MrzAlphabet.Characters[character];
            if (cost > MostRepairCost || replacement == original)
            {
                continue;
            }

            lines[line][column] = replacement;
            if (MrzParser.Parse(Strings(lines), today).Record is { CheckDigitsValid: true } record && record.Format == _format)
            {
                found.Add(new MrzRepair(line + 1, column + 1, original, replacement, cost));
            }
        }

        lines[line][column] = original;
    }

    private IReadOnlyList<float>[] Probabilities(char[][] lines)
    {
        var all = new IReadOnlyList<float>[lines.Length];
        for (var line = 0; line < lines.Length; line++)
        {
            var probabilities = new float[lines[line].Length];
            for (var column = 0; column < probabilities.Length; column++)
            {
                probabilities[column] = _decoded[line].Probability(column, MrzAlphabet.IndexOf(lines[line][column]));
            }

            all[line] = probabilities;
        }

        return all;
    }

    private Quad Zone()
    {
        var first = _lines[0].ToQuad();
        var last = _lines[^1].ToQuad();
        return new Quad(first.TopLeft, first.TopRight, last.BottomRight, last.BottomLeft);
    }
}
