using System.Globalization;
using System.Text;

namespace Idv.Accuracy.Faces;

/// <summary>
/// Draws a detection error trade-off curve as SVG: both error rates on logarithmic axes (ISO/IEC 19795-1, 10.6).
/// </summary>
public static class DetPlot
{
    private const double Left = 70;
    private const double Top = 40;
    private const double Width = 560;
    private const double Height = 360;
    private const double Decades = 5;

    /// <summary>Draws curves; rates below 1e-5 are left out.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="curves">Each curve with its name for the legend.</param>
    public static string Draw(string title, IReadOnlyList<(string Name, IReadOnlyList<OperatingPoint> Points)> curves)
    {
        string[] colours = ["#1f5fbf", "#c0392b", "#1e8449", "#7d3c98"];
        var svg = new StringBuilder();
        Append(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 470" font-family="sans-serif" font-size="12" fill="#222">""");
        Append(svg, $"""<rect width="680" height="470" fill="#fff"/><text x="{Left}" y="24" font-size="15">{Escape(title)}</text>""");
        for (var decade = 0; decade <= Decades; decade++)
        {
            var (x, y) = (X(Math.Pow(10, -decade)), Y(Math.Pow(10, -decade)));
            var label = decade == 0 ? "1" : $"1e-{decade}";
            Append(svg, $"""<path d="M{x:0.#} {Top}V{Top + Height}M{Left} {y:0.#}H{Left + Width}" stroke="#ddd"/>""");
            Append(svg, $"""<text x="{x:0.#}" y="{Top + Height + 18}" text-anchor="middle">{label}</text>""");
            Append(svg, $"""<text x="{Left - 8}" y="{y + 4:0.#}" text-anchor="end">{label}</text>""");
        }

        for (var i = 0; i < curves.Count; i++)
        {
            var visible = curves[i].Points.Where(point => point.FalseMatchRate >= 1e-5 && point.FalseNonMatchRate >= 1e-5);
            var path = string.Join('L', visible.Select(point => string.Create(
                CultureInfo.InvariantCulture, $"{X(point.FalseMatchRate):0.#} {Y(point.FalseNonMatchRate):0.#}")));
            var colour = colours[i % colours.Length];
            if (path.Length > 0)
            {
                Append(svg, $"""<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>""");
            }

            Append(svg, $"""<text x="{Left + Width - 8}" y="{Top + 18 + (18 * i)}" text-anchor="end" fill="{colour}">{Escape(curves[i].Name)}</text>""");
        }

        Append(svg, $"""<text x="{Left + (Width / 2)}" y="{Top + Height + 42}" text-anchor="middle">false match rate</text>""");
        Append(svg, $"""<text transform="translate(18 {Top + (Height / 2)}) rotate(-90)" text-anchor="middle">false non-match rate</text>""");
        return svg.Append("</svg>\n").ToString();
    }

    private static double X(double rate) => Left + (Width * (1 + (Math.Log10(rate) / Decades)));

    private static double Y(double rate) => Top - (Height * Math.Log10(rate) / Decades);

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static void Append(StringBuilder svg, FormattableString text) => svg.Append(FormattableString.Invariant(text)).Append('\n');
}
