using System.Text;

namespace Idv.Accuracy.Liveness;

/// <summary>Draws, as SVG, how BPCER and each species' APCER change with the threshold.</summary>
public static class ThresholdSweep
{
    private const double Left = 60;
    private const double Top = 40;
    private const double Width = 560;
    private const double Height = 320;
    private const double Lowest = -8;
    private const double Highest = 8;
    private const double Step = 0.1;

    private static readonly string[] Colours = ["#c0392b", "#7d3c98", "#d68910", "#117a65", "#5d6d7e", "#873600"];

    /// <summary>Draws the sweep over the presentations that have a score; their preconditions are left aside.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="presentations">The presentations.</param>
    public static string Draw(string title, IReadOnlyList<Presentation> presentations)
    {
        var scored = presentations.Where(one => one.Logit is not null).ToArray();
        var svg = new StringBuilder();
        Append(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 420" font-family="sans-serif" font-size="12" fill="#222">""");
        Append(svg, $"""<rect width="860" height="420" fill="#fff"/><text x="{Left}" y="24" font-size="15">{title}</text>""");
        for (var tenth = 0; tenth <= 10; tenth += 2)
        {
            Append(svg, $"""<path d="M{Left} {Y(tenth / 10.0):0.#}h{Width}" stroke="#ddd"/><text x="{Left - 8}" y="{Y(tenth / 10.0) + 4:0.#}" text-anchor="end">{tenth * 10}%</text>""");
        }

        for (var logit = Lowest; logit <= Highest; logit += 2)
        {
            Append(svg, $"""<path d="M{X(logit):0.#} {Top}v{Height}" stroke="#ddd"/><text x="{X(logit):0.#}" y="{Top + Height + 18}" text-anchor="middle">{logit:0}</text>""");
        }

        Append(svg, $"""<text x="{Left + (Width / 2)}" y="{Top + Height + 40}" text-anchor="middle">threshold (mean logit)</text>""");
        if (scored.Length > 0)
        {
            Append(svg, $"""<path d="M{X(scored[0].Threshold):0.#} {Top}v{Height}" stroke="#222" stroke-dasharray="4 3"/>""");
        }

        Curve(svg, 0, "#1f5fbf", "BPCER", [.. scored.Where(one => one.IsBonaFide)], accepted: false);
        var row = 1;
        foreach (var species in scored.Where(one => !one.IsBonaFide).GroupBy(one => one.Species).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Curve(svg, row, Colours[(row - 1) % Colours.Length], $"APCER {species.Key}", [.. species], accepted: true);
            row++;
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Curve(StringBuilder svg, int row, string colour, string name, Presentation[] presentations, bool accepted)
    {
        if (presentations.Length == 0)
        {
            return;
        }

        var path = new StringBuilder();
        for (var threshold = Lowest; threshold <= Highest + 1e-9; threshold += Step)
        {
            var limit = threshold;
            var share = presentations.Count(one => one.Logit >= limit == accepted) / (double)presentations.Length;
            path.Append(FormattableString.Invariant($"{(path.Length == 0 ? 'M' : 'L')}{X(threshold):0.#} {Y(share):0.#}"));
        }

        Append(svg, $"""<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>""");
        Append(svg, $"""<path d="M640 {Top + 10 + (18 * row)}h16" stroke="{colour}" stroke-width="3"/><text x="662" y="{Top + 14 + (18 * row)}">{name}</text>""");
    }

    private static double X(double logit) => Left + ((logit - Lowest) / (Highest - Lowest) * Width);

    private static double Y(double share) => Top + ((1 - share) * Height);

    private static void Append(StringBuilder svg, FormattableString text) => svg.Append(FormattableString.Invariant(text)).Append('\n');
}
