using Idv.Documents.Mrz.Reading;

namespace Idv.Documents.Tests.Mrz;

/// <summary>A reader that is certain: a blank and a character in turn.</summary>
internal static class CertainReader
{
    public static MrzPosteriors Posteriors(string text)
    {
        var posteriors = new MrzPosteriors((2 * text.Length) + 1);
        for (var step = 0; step < posteriors.Steps; step++)
        {
            posteriors.At(step).Fill(MrzPosteriors.Least);
            posteriors.Blanks[step] = step % 2 == 0 ? -0.01f : MrzPosteriors.Least;
            if (step % 2 == 1)
            {
                posteriors.At(step)[MrzAlphabet.IndexOf(text[step / 2])] = -0.01f;
            }
        }

        return posteriors;
    }
}
