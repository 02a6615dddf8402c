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
    /// <summary>Finds and describes every face.</summary>
    Answer<FacesContract> DetectFaces(Upload image);

    /// <summary>Compares the best face of two pictures at the configured false match rate.</summary>
    Answer<FaceComparisonContract> CompareFaces(Upload probe, Upload reference);

    /// <summary>Reads a document.</summary>
    Answer<DocumentContract> ReadDocument(Upload front, Upload? back);

    /// <summary>Parses the lines of a machine-readable zone.</summary>
    Answer<MrzContract> ParseMrz(IReadOnlyList<string> lines);

    /// <summary>Parses the payload of a licence's barcode.</summary>
    Answer<AamvaContract> ParseAamva(string payload);

    /// <summary>Verifies a person against a document.</summary>
    Answer<VerificationContract> Verify(Upload front, Upload? back, Upload selfie, ExpectedPerson? expected);
}
