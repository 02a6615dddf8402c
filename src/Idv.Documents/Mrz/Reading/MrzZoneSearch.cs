using System.Numerics;
using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// Looks for the zone of one picture at growing expense, until something plain is found: first where most zones are found, then at other sizes, then
/// in the darkest ink alone.
/// </summary>
/// <param name="reader">Reads what was found.</param>
/// <param name="picture">The picture.</param>
/// <param name="reduction">How much smaller than the picture the images are in which zones are looked for.</param>
/// <param name="today">The reader's date.</param>
internal sealed class MrzZoneSearch(MrzZoneReader reader, ImagePyramid picture, int reduction, DateOnly today)
{
    /// <summary>Candidates tried at each size.</summary>
    private const int MostCandidates = 4;

    /// <summary>Above this mean log-probability the lines are plain to read, whatever their check digits say.</summary>
    private const float PlainMeanLogProbability = -0.15f;

    /// <summary>Above this the zone is where it was found, though it may be read better at another size.</summary>
    private const float FoundMeanLogProbability = -0.4f;

    private readonly List<MrzZoneCandidate> _failed = [];

    /// <summary>The best reading so far.</summary>
    public MrzReading? Best { get; private set; }

    /// <summary>Whether the zone was found, so that there is no use in looking elsewhere.</summary>
    public bool IsFound => IsSettled || Best?.MeanLogProbability > FoundMeanLogProbability;

    /// <summary>Whether looking further would only find something worse: the check digits are right, or the lines are plain to read and are not.</summary>
    private bool IsSettled => Best is { Record.CheckDigitsValid: true } || Best?.MeanLogProbability > PlainMeanLogProbability;

    /// <summary>Looks for lines that run along the image's rows, in either direction.</summary>
    /// <param name="grey">The picture's ink channel, reduced.</param>
    /// <param name="turned">Whether it was turned clockwise by a quarter.</param>
    /// <param name="attempts">Groups of lines that are read at most.</param>
    public void Look(Image grey, bool turned, int attempts)
    {
        _failed.Clear();
        foreach (var darkestOnly in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (var scale in MrzZoneFinder.Scales(grey))
            {
                Try(grey, MrzZoneFinder.Find(grey, scale, darkestOnly), turned, ref attempts);
                if (IsSettled || attempts == 0)
                {
                    return;
                }
            }

            if (IsFound)
            {
                return;
            }
        }
    }

    private void Try(Image grey, List<MrzZoneCandidate> candidates, bool turned, ref int attempts)
    {
        foreach (var candidate in candidates.Take(MostCandidates))
        {
            if (_failed.Exists(other => MrzZoneFinder.Repeats(candidate, other)))
            {
                continue;
            }

            attempts--;
            var lines = Array.ConvertAll(TextLineRefiner.Refine(grey, candidate.Lines), line => ToPicture(line, grey, turned));
            if (reader.Read(picture, lines, today) is not { } reading)
            {
                _failed.Add(candidate);
            }
            else if (Best is null || Rank(reading) > Rank(Best))
            {
                Best = reading;
            }

            if (IsSettled || attempts == 0)
            {
                return;
            }
        }
    }

    private static float Rank(MrzReading reading) => reading.MeanLogProbability + (reading.Record.CheckDigitsValid ? 10 : 0);

    /// <summary>From the searched image to the picture; the searched image may have been turned clockwise by a quarter.</summary>
    private TextLine ToPicture(TextLine line, Image grey, bool turned)
    {
        var upright = turned ? line with { Centre = new Vector2(line.Centre.Y, grey.Width - line.Centre.X), Angle = line.Angle - (MathF.PI / 2) } : line;
        return upright.Scale(reduction);
    }
}
