using Idv.Imaging;

namespace Idv.Documents.VisualZone;

/// <summary>
/// Where a template's regions lie on a rectified document: as they stand, or shifted and stretched along both axes such that the template's anchors meet the lines
/// that read like them (least squares). An outline that follows the desk or the sheet instead of the card does no harm then.
/// </summary>
internal sealed class TemplateFit
{
    /// <summary>Shorter anchors would be found everywhere.</summary>
    public const int LeastLetters = 5;

    /// <summary>One misread letter in this many is forgiven.</summary>
    private const int LettersPerError = 5;

    /// <summary>Anchors that end up further off than this share of the document are misread lines.</summary>
    private const float MostResidual = 0.03f;

    /// <summary>Anchors closer together than this share of the document tell no scale.</summary>
    private const float LeastSpread = 0.15f;

    private readonly (float Scale, float Offset) _x, _y;

    private TemplateFit((float Scale, float Offset) x, (float Scale, float Offset) y, bool isAnchored) => (_x, _y, IsAnchored) = (x, y, isAnchored);

    /// <summary>Whether anchors were found; where a template has some and they were not, its regions are no more than a hint.</summary>
    public bool IsAnchored { get; }

    /// <summary>Fits a template to the print.</summary>
    /// <param name="template">The template.</param>
    /// <param name="lines">The print.</param>
    /// <param name="width">The rectified document's width in pixels.</param>
    /// <param name="height">Its height.</param>
    public static TemplateFit Of(DocumentTemplate template, IReadOnlyList<PrintedLine> lines, int width, int height)
    {
        var pairs = new List<(TemplateAnchor Anchor, Box Seen)>();
        foreach (var anchor in template.Anchors)
        {
            var text = LabelDictionary.Normalise(anchor.Text);
            var allowed = text.Length / LettersPerError;
            var alike = lines
                .Select(line => (line.Box, Differences: LabelDictionary.Differences(text, LabelDictionary.Normalise(line.Text), allowed)))
                .Where(pair => pair.Differences <= allowed)
                .OrderBy(pair => pair.Differences).ThenBy(pair => MathF.Abs((pair.Box.Y / height) - anchor.Y)).Take(1).ToList();
            pairs.AddRange(alike.Select(pair => (anchor, pair.Box)));
        }

        while (pairs.Count >= 2)
        {
            if (Fit(pairs, width, height) is not { } fit)
            {
                break;
            }

            var worst = pairs.MaxBy(pair => fit.Residual(pair.Anchor, pair.Seen, width, height));
            if (fit.Residual(worst.Anchor, worst.Seen, width, height) <= MostResidual)
            {
                return fit;
            }

            pairs.Remove(worst);
        }

        return new TemplateFit((width, 0), (height, 0), isAnchored: template.Anchors.Count == 0);
    }

    /// <summary>A region in the rectified document's pixels.</summary>
    public Box Place(TemplateRegion region) =>
        new((region.X * _x.Scale) + _x.Offset, (region.Y * _y.Scale) + _y.Offset, region.Width * _x.Scale, region.Height * _y.Scale);

    private static TemplateFit? Fit(List<(TemplateAnchor Anchor, Box Seen)> pairs, int width, int height)
    {
        var across = Line([.. pairs.SelectMany(pair => new[] { (pair.Anchor.X, pair.Seen.X), (pair.Anchor.X + pair.Anchor.Width, pair.Seen.Right) })]);
        var down = Line([.. pairs.Select(pair => (pair.Anchor.Y + (pair.Anchor.Height / 2), pair.Seen.CentreY))]);
        return across is { } x && down is { } y && IsPlausible(x.Scale / width) && IsPlausible(y.Scale / height) ? new TemplateFit(x, y, isAnchored: true) : null;
    }

    /// <summary>A document fills at least two fifths of what was cut out, and no more than its edges are missing.</summary>
    private static bool IsPlausible(float scale) => scale is > 0.4f and < 1.4f;

    private static (float Scale, float Offset)? Line((float From, float To)[] points)
    {
        if (points.Max(point => point.From) - points.Min(point => point.From) < LeastSpread)
        {
            return null;
        }

        var (from, to) = (points.Average(point => point.From), points.Average(point => point.To));
        var scale = points.Sum(point => (point.From - from) * (point.To - to)) / points.Sum(point => (point.From - from) * (point.From - from));
        return (scale, to - (scale * from));
    }

    private float Residual(TemplateAnchor anchor, Box seen, int width, int height)
    {
        var placed = Place(new TemplateRegion(anchor.X, anchor.Y, anchor.Width, anchor.Height));
        return MathF.Max(MathF.Max(MathF.Abs(placed.X - seen.X), MathF.Abs(placed.Right - seen.Right)) / width, MathF.Abs(placed.CentreY - seen.CentreY) / height);
    }
}
