using Idv.Api.Contracts;

namespace Idv.Api;

/// <summary>A file of a request.</summary>
/// <param name="Field">The request's field that it came in.</param>
/// <param name="Bytes">The file as it was sent.</param>
public sealed record Upload(string Field, ReadOnlyMemory<byte> Bytes);

/// <summary>Evidence that an operation cannot work with.</summary>
/// <param name="Field">The request's field that it came in.</param>
/// <param name="Code">The stable name of the fault, such as <c>no-face</c>.</param>
/// <param name="Message">The fault in words; it never holds personal data.</param>
public sealed record EvidenceFault(string Field, string Code, string Message);

/// <summary>An operation's answer: a value, or the fault of the evidence.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct Answer<T>
    where T : class
{
    private Answer(T? value, EvidenceFault? fault) => (Value, Fault) = (value, fault);

    /// <summary>The value, or null.</summary>
    public T? Value { get; }

    /// <summary>The fault, or null.</summary>
    public EvidenceFault? Fault { get; }

    /// <summary>An answer with a value.</summary>
    public static implicit operator Answer<T>(T value) => new(value, null);

    /// <summary>An answer with a fault.</summary>
    public static implicit operator Answer<T>(EvidenceFault fault) => new(null, fault);
}

/// <summary>
/// What our own routes ask of an engine. The host supplies the real one or, in mock mode, a scripted one. Implementations are
/// thread-safe and never throw on bad evidence.
/// </summary>
public interface IEngineOperations
{
    /// <summary>The false match rates that the embedder is calibrated for; a policy cannot ask for others.</summary>
    (double Smallest, double Largest) CalibratedRates { get; }

    /// <summary>Finds and describes every face.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="annotate">Whether the answer also carries the picture with what was found drawn on it.</param>
    Answer<FacesContract> DetectFaces(Upload image, bool annotate = false);

    /// <summary>Compares the best face of two pictures at the configured false match rate.</summary>
    /// <param name="probe">The picture with the face to be judged.</param>
    /// <param name="reference">The picture with the face to compare it with.</param>
    /// <param name="annotate">Whether the answer also carries both pictures with what was compared drawn on them.</param>
    Answer<FaceComparisonContract> CompareFaces(Upload probe, Upload reference, bool annotate = false);

    /// <summary>Tells whether a picture or video shows a live person.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isVideo">Whether it is a video.</param>
    /// <param name="options">What else is asked.</param>
    Answer<LivenessContract> JudgeLiveness(Upload file, bool isVideo, LivenessOptions options);

    /// <summary>Reads a document.</summary>
    /// <param name="front">The picture of its front.</param>
    /// <param name="back">The picture of its back, if any.</param>
    /// <param name="annotate">Whether the answer also carries the pictures with what was found drawn on them.</param>
    Answer<DocumentContract> ReadDocument(Upload front, Upload? back, bool annotate = false);

    /// <summary>Parses the lines of a machine-readable zone.</summary>
    Answer<MrzContract> ParseMrz(IReadOnlyList<string> lines);

    /// <summary>
    /// Tells what a file is by its content, and whether it can be worked with at all: pictures are decoded, of videos only the container is looked at.
    /// </summary>
    Answer<MediaContract> RecognizeMedia(Upload file);

    /// <summary>Parses the payload of a licence's barcode.</summary>
    Answer<AamvaContract> ParseAamva(string payload);
}
