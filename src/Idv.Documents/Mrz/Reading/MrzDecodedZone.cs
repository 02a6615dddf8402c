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

    /// <summary>Letters and the digits that look like them, and the most that taking one for the other costs.</summary>
    private static readonly string[] Lookalikes = ["O0", "D0", "Q0", "I1", "L1", "Z2", "S5", "G6", "B8"];
    private const float MostLookalikeCost = 1.8f;

    /// <summary>Readers take a filler beside others for one of these; below this margin it is a filler.</summary>
    private const float LookalikeMargin = 1f;
    private const string FillerLookalikes = "KSC";

    /// <summary>A line decoded worse than this per character is in doubt.</summary>
    private const float DoubtfulMean = -0.2f;

    /// <summary>So is one with a character that is less than this, in nats, ahead of the next.</summary>
    private const float DoubtfulMargin = 1.5f;

    /// <summary>Share of a line's steps that may lie outside its characters.</summary>
    private const float MostMargin = 0.06f;

    /// <summary>Share of a line's steps below which its characters touch the edge.</summary>
    private const float LeastMargin = 0.013f;

    /// <summary>Nats for a pitch that is off by a factor of e; TD2 and TD3 differ by 0.2.</summary>
    private const float PitchWeight = 100f;
    private const float PitchTolerance = 0.1f;

    private const float RightDigitEvidence = 2.3f;
    private const float WrongDigitEvidence = 3f;

    /// <summary>A zone that was read worse than this is not repaired: several characters may be wrong.</summary>
    private const float LeastMeanForRepair = -0.2f;

    /// <summary>How far characters reach beyond the steps at which the reader sees them, as a share of the pitch.</summary>
    private const float PrintMargin = 0.2f;

    private readonly MrzFormat _format;
    private readonly TextLine[] _lines;
    private readonly MrzDecodedLine[] _decoded;

    public MrzDecodedZone(MrzFormat format, TextLine[] lines, MrzPosteriors[] posteriors, MrzDecodedLine[] decoded)
    {
        Posteriors = posteriors;
        _format = format;
        _lines = lines;
        _decoded = decoded;
        var score = decoded.Sum(line => line.Score);
        Mean = score / decoded.Sum(line => line.Length);
        Score = score;
        Plausibility = score + CheckDigitEvidence() - PitchMisfit();
    }

    /// <summary>Log-probability of the lines.</summary>
    public float Score { get; }

    /// <summary>The format.</summary>
    public MrzFormat Format => _format;

    /// <summary>Log-probability of the lines with the evidence of the check digits, by which formats compare.</summary>
    public float Plausibility { get; }

    /// <summary>Mean log-probability per character.</summary>
    public float Mean { get; }

    /// <summary>The lines.</summary>
    public TextLine[] Lines => _lines;

    /// <summary>What the lines were decoded from.</summary>
    public MrzPosteriors[] Posteriors { get; }

    /// <summary>Mean log-probability per character of one line.</summary>
    public float MeanOf(int line) => _decoded[line].Score / _decoded[line].Length;

    /// <summary>
    /// Whether another reading of a line may say more: its check digits are wrong, or nothing vouches for it and it was read worse than usual or one
    /// of its characters nearly became another.
    /// </summary>
    public bool IsDoubtful(int line)
    {
        var digits = Array.FindAll(MrzLayout.Of(_format).CheckDigits, place => place.Line == line || Array.Exists(place.Covers, span => span.Line == line));
        var verdict = Parse();
        return digits.Length > 0 && verdict is not null
            ? !verdict.CheckDigitsValid
            : MeanOf(line) < DoubtfulMean || _decoded[line].LeastMargin() < DoubtfulMargin;
    }

    /// <summary>The zone with another reading of a line counted in; unchanged where the reading is not one of this format.</summary>
    /// <param name="line">The line.</param>
    /// <param name="posteriors">The other reading.</param>
    /// <param name="weight">What it counts against what is known, 1 for as much.</param>
    public MrzDecodedZone With(int line, MrzPosteriors posteriors, float weight)
    {
        if (MrzLineDecoder.Decode(posteriors, MrzLineClasses.Of(_format)[line]) is not { } other)
        {
            return this;
        }

        var decoded = (MrzDecodedLine[])_decoded.Clone();
        decoded[line] = MrzDecodedLine.Fuse(decoded[line], other, weight);
        return new MrzDecodedZone(_format, _lines, Posteriors, decoded);
    }

    /// <summary>Whether a line's characters reach the edge of what was read, so that some may lie outside.</summary>
    public bool TouchesEdge => Array.Exists(_decoded, line => line.FirstStep < LeastMargin || line.LastStep > 1 - LeastMargin);

    /// <summary>Whether the lines hold other print before the first or after the last character.</summary>
    public bool HasForeignPrint => Array.Exists(_decoded, line => line.FirstStep > MostMargin || line.LastStep < 1 - MostMargin);

    /// <summary>The lines without the print beside the zone, and longer where they may have been cut.</summary>
    public TextLine[] OwnLines()
    {
        static float Beyond(bool touchesEdge) => touchesEdge ? 2.5f : 0.2f;
        var before = _decoded.Select((line, i) => _lines[i].Height * Beyond(line.FirstStep < LeastMargin)).ToArray();
        var after = _decoded.Select((line, i) => _lines[i].Height * Beyond(line.LastStep > 1 - LeastMargin)).ToArray();
        return Cut(before, after);
    }

    /// <summary>The lines with so many more characters on both sides, since it is unknown on which they were cut.</summary>
    public TextLine[] LongerBy(int characters)
    {
        var beyond = _decoded.Select((line, i) =>
            ((line.LastStep - line.FirstStep) * Posteriors[i].StripLength / line.Length * characters) + (_lines[i].Height * 0.2f)).ToArray();
        return Cut(beyond, beyond);
    }

    private TextLine[] Cut(float[] before, float[] after)
    {
        var along = _lines[0].Along;
        var from = float.MaxValue;
        var to = float.MinValue;
        for (var i = 0; i < _lines.Length; i++)
        {
            var length = Posteriors[i].StripLength;
            var start = Vector2.Dot(_lines[i].Centre, along) - (length / 2);
            from = MathF.Min(from, start + (_decoded[i].FirstStep * length) - before[i]);
            to = MathF.Max(to, start + (_decoded[i].LastStep * length) + after[i]);
        }

        return Array.ConvertAll(_lines, line => Cut(line, along, from, to));
    }

    /// <summary>A piece of a line; of its parabola, the chord and the bend between its ends.</summary>
    private static TextLine Cut(TextLine line, Vector2 along, float from, float to)
    {
        var at = Vector2.Dot(line.Centre, along);
        var (start, end) = (2 * (from - at) / line.Length, 2 * (to - at) / line.Length);
        var bend = line.Bend * (end - start) * (end - start) / 4;
        var cut = TextLine.Between(line.At(start), line.At(end), line.Height);
        return cut with { Centre = line.At((start + end) / 2), Bend = bend };
    }

    /// <summary>Settles every character and parses the zone.</summary>
    public MrzReading? ToReading(DateOnly today)
    {
        var lines = Array.ConvertAll(_decoded, Text);
        var layout = MrzLayout.Of(_format);
        PreferFillers(lines, layout.Names);
        PreferFillers(lines, layout.OptionalData);
        PreferFillers(lines, layout.OptionalData2);
        PreferKnownState(lines, layout.IssuingState);
        PreferKnownState(lines, layout.Nationality);
        var repairs = new List<MrzRepair>(1);
        var ambiguous = false;
        if (Mean > LeastMeanForRepair && MrzParser.Parse(Strings(lines), today).Record is { CheckDigitsValid: false })
        {
            ambiguous = Repair(lines, layout, today, repairs);
        }

        var probabilities = Probabilities(lines);
        var printed = PrintedLines();
        return MrzParser.Parse(Strings(lines), today).Record is { } record
            ? new MrzReading
            {
                Record = record,
                Zone = Around(printed),
                LineQuads = Array.ConvertAll(printed, line => line.ToQuad()),
                MeanLogProbability = Mean,
                CharacterProbabilities = probabilities,
                Repairs = repairs,
                IsRepairAmbiguous = ambiguous,
                LeastProtectedProbability = LeastProtected(lines, layout, probabilities, repairs),
                Placements = [.. _lines.Select((line, i) => Place(line, Posteriors[i], lines[i]))],
            }
            : null;
    }

    /// <summary>A right check digit is ten times likelier in a format that is the zone's own; a wrong one speaks against it.</summary>
    private float CheckDigitEvidence() =>
        Parse()?.CheckDigits.Sum(digit => digit.Status == MrzCheckDigitStatus.Invalid ? -WrongDigitEvidence : RightDigitEvidence) ?? 0;

    /// <summary>The lines as decoded. The clock plays no part in check digits.</summary>
    private MrzRecord? Parse() => MrzParser.Parse(Strings(Array.ConvertAll(_decoded, Text)), new DateOnly(2000, 1, 1)).Record;

    /// <summary>How badly the format's number of characters fits the pitch of the print, in nats.</summary>
    private float PitchMisfit()
    {
        var misfit = 0f;
        for (var i = 0; i < _lines.Length; i++)
        {
            var extent = (_decoded[i].LastStep - _decoded[i].FirstStep) * Posteriors[i].StripLength;
            var pitch = _lines[i].Height / TextLineRefiner.HeightInPitches;
            misfit += PitchWeight * MathF.Max(0, MathF.Abs(MathF.Log(extent / _decoded[i].Length / pitch)) - PitchTolerance);
        }

        return misfit;
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
            var replacement = MrzAlphabet.Characters[character];
            var cost = MathF.Min(_decoded[line].CostOf(column, character), LookalikeCost(line, column, original, replacement));
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

    /// <summary>
    /// Readers learned from words are too sure of themselves between a letter and the digit that looks like it, where a field holds both.
    /// </summary>
    private float LookalikeCost(int line, int column, char read, char replacement)
    {
        var layout = MrzLayout.Of(_format);
        var holdsBoth = layout.DocumentNumber.Holds(line, column) || layout.OptionalData.Holds(line, column) || layout.OptionalData2.Holds(line, column);
        return holdsBoth && Array.Exists(Lookalikes, pair => (pair[0] == read && pair[1] == replacement) || (pair[1] == read && pair[0] == replacement))
            ? MostLookalikeCost
            : float.PositiveInfinity;
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

    /// <summary>
    /// The least probability of a protected character, both among the 37 and as what the first reader saw where it must stand: a character under a
    /// finger may be the likeliest one there and still not have been seen at all. Repaired characters are listed apart.
    /// </summary>
    private float LeastProtected(char[][] lines, MrzLayout layout, IReadOnlyList<float>[] probabilities, List<MrzRepair> repairs)
    {
        var least = 1f;
        for (var line = 0; line < lines.Length; line++)
        {
            var seen = MrzAlignment.Seen(Posteriors[line], Array.ConvertAll(lines[line], MrzAlphabet.IndexOf));
            for (var column = 0; column < seen.Length; column++)
            {
                var isRepaired = repairs.Exists(repair => repair.Line == line + 1 && repair.Column == column + 1);
                if (!isRepaired && Array.Exists(layout.CheckDigits, place => place.Protects(line, column)))
                {
                    // Of a run of fillers, one too few or too many may have been seen.
                    least = MathF.Min(least, lines[line][column] == '<' ? probabilities[line][column] : MathF.Min(probabilities[line][column], seen[column]));
                }
            }
        }

        return least;
    }

    private static MrzLinePlacement Place(TextLine line, MrzPosteriors posteriors, char[] characters)
    {
        var steps = MrzAlignment.Steps(posteriors, Array.ConvertAll(characters, MrzAlphabet.IndexOf));
        return new MrzLinePlacement(line, posteriors.StripLength, Array.ConvertAll(steps, step => (step + 0.5f) / posteriors.Steps));
    }

    /// <summary>The lines from their first to their last character, wherever the strips began and ended in which they were read.</summary>
    private TextLine[] PrintedLines()
    {
        var margins = _decoded.Select((line, i) => (line.LastStep - line.FirstStep) * Posteriors[i].StripLength / line.Length * PrintMargin).ToArray();
        return Cut(margins, margins);
    }

    private static Quad Around(TextLine[] lines)
    {
        var (first, last) = (lines[0].ToQuad(), lines[^1].ToQuad());
        return new Quad(first.TopLeft, first.TopRight, last.BottomRight, last.BottomLeft);
    }
}
