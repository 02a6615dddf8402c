using Idv.Imaging;

namespace Idv.Specimens.Layouts;

/// <summary>Cuts the largest centred part with a given shape, so that a portrait is never stretched.</summary>
internal static class PortraitCrop
{
    /// <summary>Cuts it; the caller owns the result.</summary>
    /// <param name="portrait">The picture.</param>
    /// <param name="aspect">Width divided by height of the result.</param>
    public static Image To(Image portrait, double aspect)
    {
        var width = Math.Clamp((int)Math.Round(portrait.Height * aspect), 1, portrait.Width);
        var height = Math.Clamp((int)Math.Round(portrait.Width / aspect), 1, portrait.Height);
        var left = (portrait.Width - width) / 2;
        var top = (portrait.Height - height) / 2;
        var result = Image.Rent(width, height, portrait.Format);
        for (var y = 0; y < height; y++)
        {
            portrait.Row(top + y).Slice(left * portrait.Channels, width * portrait.Channels).CopyTo(result.Row(y));
        }

        return result;
    }
}
