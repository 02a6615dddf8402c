using Idv.Inference.Preprocessing;

namespace Idv.Documents.Mrz.Reading;

/// <summary>Gives a second opinion on a line of a zone. Thread-safe.</summary>
internal interface IMrzLineReader
{
    /// <summary>Reads a line from the picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="line">Where the line is.</param>
    MrzPosteriors Read(ImagePyramid picture, TextLine line);
}
