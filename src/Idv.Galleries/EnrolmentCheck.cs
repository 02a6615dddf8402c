using System.Text;
using Idv.Galleries.Index;
using Idv.Galleries.Protection;
using Idv.Galleries.Storage;

namespace Idv.Galleries;

/// <summary>Checks what callers give, and brings it into the form in which it is stored.</summary>
internal static class EnrolmentCheck
{
    /// <summary>Most templates of one enrolment.</summary>
    public const int MaximumTemplates = 1_000;

    /// <summary>Strict UTF-8: a lone surrogate is an error, not a question mark that two subjects could share.</summary>
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>An identifier's bytes.</summary>
    /// <exception cref="GalleryException"><see cref="GalleryFault.InvalidArgument"/>.</exception>
    public static byte[] SubjectId(string subjectId)
    {
        var bytes = Utf8(subjectId, "A subject id");
        if (bytes.Length is 0 or > SubjectTable.MaximumIdBytes)
        {
            throw Invalid($"A subject id has 1 to {SubjectTable.MaximumIdBytes} bytes of UTF-8; this one has {bytes.Length}.");
        }

        return bytes;
    }

    /// <summary>The subject as it is logged.</summary>
    /// <exception cref="GalleryException"><see cref="GalleryFault.InvalidArgument"/>.</exception>
    public static SubjectRecord Subject(Enrolment enrolment)
    {
        if (enrolment.Tags.Count > SubjectRecordCodec.MaximumTags)
        {
            throw Invalid($"A subject has at most {SubjectRecordCodec.MaximumTags} tags; this one has {enrolment.Tags.Count}.");
        }

        foreach (var (name, value) in enrolment.Tags)
        {
            if (Utf8(name, "A tag's name").Length is 0 or > SubjectRecordCodec.MaximumTagName)
            {
                throw Invalid($"A tag's name has 1 to {SubjectRecordCodec.MaximumTagName} bytes of UTF-8.");
            }

            if (Utf8(value, "A tag's value").Length > SubjectRecordCodec.MaximumTagValue)
            {
                throw Invalid($"A tag's value has at most {SubjectRecordCodec.MaximumTagValue} bytes of UTF-8.");
            }
        }

        return new SubjectRecord(SubjectId(enrolment.SubjectId), enrolment.EnrolledAt.ToUnixTimeMilliseconds(), enrolment.Tags);
    }

    /// <summary>The templates as unit vectors in the model's space.</summary>
    /// <exception cref="GalleryException">A template does not fit, or there are none or too many.</exception>
    public static float[][] Templates(Enrolment enrolment, string model, int dimension)
    {
        if (enrolment.Templates.Count is 0 or > MaximumTemplates)
        {
            throw Invalid($"A subject is enrolled with 1 to {MaximumTemplates} templates; this one has {enrolment.Templates.Count}.");
        }

        return [.. enrolment.Templates.Select(template => UnitVector.From(template, model, dimension))];
    }

    /// <summary>Checks how a gallery is to be opened.</summary>
    /// <exception cref="GalleryException"><see cref="GalleryFault.InvalidArgument"/>.</exception>
    public static void Options(GalleryOptions options)
    {
        Require(options.Model.Length is > 0 and <= 200, "A gallery needs a model of 1 to 200 characters.");
        Require(options.Dimension is >= 8 and <= 4096, "A template has 8 to 4,096 coordinates.");
        Require(options.Threads >= 0, "The number of threads is 0 (one per processor) or more.");
        Require(options.SegmentBytes is >= 1 << 20 and <= 64L << 30, "A segment has 1 MiB to 64 GiB.");
        Require(options.CompactAtDeadShare > 0, "The share of dead templates that starts compaction is above 0.");
        Require(options.CompactFromDeadTemplates >= 0, "The number of dead templates that starts compaction is not negative.");
        Require(options.SketchShortList >= 0, "The short list of approximate search is 0 (automatic) or more.");
        Require(options.ExactShortListLimit >= 256, "The limit of the exact short list is 256 or more.");
        Require(options.KeepSketches || options.ApproximateFrom == int.MaxValue, "Approximate search needs sketches.");
    }

    /// <summary>Checks what a search asks for.</summary>
    /// <exception cref="GalleryException"><see cref="GalleryFault.InvalidArgument"/>.</exception>
    public static void Search(SearchOptions options)
    {
        Require(options.Top is >= 1 and <= 10_000, "A candidate list has 1 to 10,000 places.");
        Require(options.MinimumSimilarity is not { } minimum || !float.IsNaN(minimum), "The least similarity is a number.");
        Require(options.SketchShortList is not { } sketches || sketches is >= 1 and <= 10_000_000, "The short list of approximate search is 1 to 10,000,000.");
    }

    /// <summary>An argument that has no meaning.</summary>
    public static GalleryException Invalid(string message) => new(GalleryFault.InvalidArgument, message);

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw Invalid(message);
        }
    }

    private static byte[] Utf8(string text, string what)
    {
        try
        {
            return StrictUtf8.GetBytes(text);
        }
        catch (EncoderFallbackException failure)
        {
            throw new GalleryException(GalleryFault.InvalidArgument, $"{what} is not valid Unicode text.", failure);
        }
    }
}
