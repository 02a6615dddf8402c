using System.Diagnostics;
using Idv.Documents.Mrz.Reading;
using Idv.Documents.VisualZone;
using Idv.Engine.Checks;
using Idv.Engine.Documents;
using Idv.Engine.DocumentStages;
using Idv.Engine.Faces;
using Idv.Engine.Liveness;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference;

namespace Idv.Engine;

/// <summary>
/// Turns pictures into reports. Calls are synchronous, pure and thread-safe; pictures that cannot be used are reported, never
/// thrown. Concurrency, queues and time belong to the caller.
/// </summary>
public sealed class VerificationEngine
{
    private readonly DocumentExamination _documents;
    private readonly SelfieExamination _selfies;
    private readonly LivenessExamination _liveness;
    private readonly PersonExamination _people;
    private readonly Dictionary<string, string> _models;

    /// <summary>Opens every model that the engine uses. The catalogue must outlive the engine.</summary>
    /// <param name="catalogue">The installed models.</param>
    /// <param name="faceModels">Which of the installed face models to use; null chooses.</param>
    /// <param name="templates">The types of document that are known by name; those that are built in when null.</param>
    /// <param name="mrzSecondReader">Who reads the lines of a machine-readable zone that our own reader leaves in doubt.</param>
    /// <exception cref="ModelException">A model, or the library that runs it, is missing, altered or unusable on this machine.</exception>
    public VerificationEngine(
        ModelCatalogue catalogue, FaceModelPolicy? faceModels = null, TemplateLibrary? templates = null, MrzSecondReader mrzSecondReader = MrzSecondReader.PpOcr)
    {
        Faces = new FaceAnalyzer(catalogue, faceModels);
        _documents = new DocumentExamination(new MrzReader(catalogue, mrzSecondReader), Faces, new VisualZoneReader(catalogue, templates ?? new TemplateLibrary()));
        _selfies = new SelfieExamination(Faces);
        _liveness = new LivenessExamination(Faces, _selfies);
        _people = new PersonExamination(Faces, _selfies, _liveness);
        _models = catalogue.Cards.ToDictionary(card => card.Id, card => card.Version, StringComparer.Ordinal);
    }

    /// <summary>The face half of the engine, for callers that need no document.</summary>
    public FaceAnalyzer Faces { get; }

    /// <summary>Finds and describes every face of a picture.</summary>
    /// <param name="image">The file's bytes.</param>
    /// <param name="limits">Limits on the picture; the defaults when null.</param>
    public FaceReading DetectFaces(ReadOnlyMemory<byte> image, DecodeLimits? limits = null)
    {
        using var picture = EvidencePicture.Decode(EvidenceRole.Probe, image, limits ?? DecodeLimits.Default);
        if (picture.Pyramid is not { } pyramid)
        {
            return new FaceReading(0, 0, [], picture.Fault);
        }

        var faces = Faces.Detect(pyramid, FaceSearch.Portrait);
        return new FaceReading(pyramid.Image.Width, pyramid.Image.Height, [.. faces.Select(face => Faces.Describe(pyramid, face, faces))], null);
    }

    /// <summary>Compares the most prominent face of two pictures.</summary>
    /// <param name="probe">The file with the face to be judged.</param>
    /// <param name="reference">The file with the face to compare it with.</param>
    /// <param name="policy">The false match rate and the limits.</param>
    public FaceComparisonReading CompareFaces(ReadOnlyMemory<byte> probe, ReadOnlyMemory<byte> reference, VerificationPolicy policy)
    {
        using var first = EvidencePicture.Decode(EvidenceRole.Probe, probe, policy.DecodeLimits);
        using var second = EvidencePicture.Decode(EvidenceRole.Reference, reference, policy.DecodeLimits);
        var (probeTemplate, probeObstacle, probeFace) = _selfies.EmbedMostProminent(first, alone: false);
        var (referenceTemplate, referenceObstacle, referenceFace) = _selfies.EmbedMostProminent(second, alone: false);
        return probeTemplate is null || referenceTemplate is null
            ? new FaceComparisonReading(null, probeObstacle ?? referenceObstacle)
            : new FaceComparisonReading(Faces.Comparer.Compare(probeTemplate, referenceTemplate, policy.FalseMatchRate), null)
            {
                ProbeFace = probeFace,
                ReferenceFace = referenceFace,
            };
    }

    /// <summary>Makes the template of the most prominent face of a picture, for enrolment and search.</summary>
    /// <param name="image">The file's bytes.</param>
    /// <param name="policy">The limits.</param>
    /// <param name="alone">Whether a second face of comparable size is an obstacle, as it must be for an enrolment.</param>
    public FaceTemplateReading EmbedFace(ReadOnlyMemory<byte> image, VerificationPolicy policy, bool alone)
    {
        using var picture = EvidencePicture.Decode(EvidenceRole.Probe, image, policy.DecodeLimits);
        var (template, obstacle, _) = _selfies.EmbedMostProminent(picture, alone);
        return new FaceTemplateReading(template, obstacle);
    }

    /// <summary>Examines a person without a document: whether the face can be used and is bona fide.</summary>
    /// <param name="selfie">The picture's bytes, or null.</param>
    /// <param name="video">The video's bytes, or null.</param>
    /// <param name="request">What is asked of the video.</param>
    /// <param name="policy">The limits.</param>
    public PersonReading ExaminePerson(ReadOnlyMemory<byte>? selfie, ReadOnlyMemory<byte>? video, LivenessRequest request, VerificationPolicy policy)
    {
        using var picture = selfie is { } file ? EvidencePicture.Decode(EvidenceRole.Selfie, file, policy.DecodeLimits) : null;
        var examined = _people.Examine(picture, video, request);
        return new PersonReading(examined.Analysis, examined.Template, examined.Checks);
    }

    /// <summary>The models that the engine has at hand and their versions, by id.</summary>
    public IReadOnlyDictionary<string, string> Models => _models;

    /// <summary>Judges whether a picture shows a live person.</summary>
    /// <param name="image">The file's bytes.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="limits">Limits on the picture; the defaults when null.</param>
    public LivenessReading JudgeLiveness(ReadOnlyMemory<byte> image, LivenessRequest request, DecodeLimits? limits = null)
    {
        using var picture = EvidencePicture.Decode(EvidenceRole.Selfie, image, limits ?? DecodeLimits.Default);
        return _liveness.Picture(picture, request);
    }

    /// <summary>Judges whether a short video shows a live person. Takes as long as the video's frames, 30 s at the most.</summary>
    /// <param name="video">The file's bytes.</param>
    /// <param name="request">What is asked.</param>
    public LivenessReading JudgeVideoLiveness(ReadOnlyMemory<byte> video, LivenessRequest request) => _liveness.Video(video, request);

    /// <summary>Reads a document.</summary>
    /// <param name="front">The file of its front.</param>
    /// <param name="back">The file of its back, or null.</param>
    /// <param name="policy">The clock and the limits.</param>
    public DocumentReading ReadDocument(ReadOnlyMemory<byte> front, ReadOnlyMemory<byte>? back, VerificationPolicy policy)
    {
        using var frontPicture = EvidencePicture.Decode(EvidenceRole.DocumentFront, front, policy.DecodeLimits);
        using var backPicture = back is { } file ? EvidencePicture.Decode(EvidenceRole.DocumentBack, file, policy.DecodeLimits) : null;
        return _documents.Examine(frontPicture, backPicture, policy).Reading;
    }

    /// <summary>Verifies a person against a document.</summary>
    /// <param name="evidence">What the person handed in.</param>
    /// <param name="policy">By what to judge.</param>
    /// <exception cref="ArgumentOutOfRangeException">The policy's false match rate is not calibrated.</exception>
    public VerificationReport Verify(VerificationEvidence evidence, VerificationPolicy policy)
    {
        // Told before any work is done: a policy that cannot be applied is the caller's error, not the evidence's.
        Faces.Comparer.Calibration.ThresholdFor(policy.FalseMatchRate);
        var stages = new StageClock();
        using var front = stages.Time("decode", () => EvidencePicture.Decode(EvidenceRole.DocumentFront, evidence.DocumentFront, policy.DecodeLimits));
        using var back = evidence.DocumentBack is { } file
            ? stages.Time("decode", () => EvidencePicture.Decode(EvidenceRole.DocumentBack, file, policy.DecodeLimits))
            : null;
        using var selfie = evidence.Selfie is { } portrait
            ? stages.Time("decode", () => EvidencePicture.Decode(EvidenceRole.Selfie, portrait, policy.DecodeLimits))
            : null;

        var document = stages.Time("document", () => _documents.Examine(front, back, policy));
        var face = stages.Time("selfie", () => _people.Examine(selfie, evidence.Video, evidence.Liveness));
        var (match, comparison) = stages.Time("compare", () => FaceMatch.Check(Faces.Comparer, face.Template, document.PortraitTemplate, policy.FalseMatchRate));
        List<Check> checks = [.. document.Reading.Checks, .. face.Checks, match, .. PersonalDataChecks.Of(document.Reading, evidence, policy, Day(policy))];
        return new VerificationReport(
            Decide(checks, policy), checks, document.Reading, face.Analysis, comparison, face.Video, _models, stages.Elapsed)
        {
            SelfieTemplate = face.Template,
        };
    }

    private static DateOnly Day(VerificationPolicy policy) => policy.Today ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static VerificationDecision Decide(List<Check> checks, VerificationPolicy policy)
    {
        if (checks.Exists(check => check.Outcome == CheckOutcome.Fail && DocumentAuthenticity.IsDeciding(check.Code)))
        {
            return VerificationDecision.Declined;
        }

        // Evidence that only adds to the verdict on the document's authenticity may be lacking: the verdict says whether enough was left.
        return checks.TrueForAll(check => check.Outcome == CheckOutcome.Pass
            || DocumentAuthenticity.IsEvidence(check.Code)
            || (check.Code == CheckCodes.SelfieLiveness && !policy.RequireLiveness))
            ? VerificationDecision.Approved
            : VerificationDecision.Review;
    }

    /// <summary>Adds up how long stages take.</summary>
    private sealed class StageClock
    {
        private readonly List<(string Stage, TimeSpan Duration)> _stages = [];

        public IReadOnlyList<(string Stage, TimeSpan Duration)> Elapsed => _stages;

        public T Time<T>(string stage, Func<T> work)
        {
            using var activity = EngineInstruments.Source.StartActivity("engine." + stage);
            var start = Stopwatch.GetTimestamp();
            var result = work();
            var duration = Stopwatch.GetElapsedTime(start);
            EngineInstruments.RecordStage(stage, duration);
            var index = _stages.FindIndex(known => known.Stage == stage);
            if (index < 0)
            {
                _stages.Add((stage, duration));
            }
            else
            {
                _stages[index] = (stage, _stages[index].Duration + duration);
            }

            return result;
        }
    }
}
