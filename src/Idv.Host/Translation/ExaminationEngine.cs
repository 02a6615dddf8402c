using Idv.Api.Contracts;
using Idv.Api.Http;
using Idv.Engine;
using Idv.Engine.Liveness;
using Idv.Faces.Embedding;
using Idv.Verifications;
using Idv.Verifications.Faces;
using Idv.Verifications.People;
using Idv.Verifications.Reports;
using Domain = Idv.Verifications.Reports;

namespace Idv.Host.Translation;

/// <summary>The domain's view of the engine: evidence by role in, findings in the domain's words out.</summary>
internal sealed class ExaminationEngine(VerificationEngine engine, VerificationPolicy policy, TimeProvider clock) : IVerificationEngine
{
    /// <inheritdoc/>
    public Examination Examine(ExaminationRequest request, CancellationToken cancellation)
    {
        var pictures = new ExaminedPictures(request.Evidence);
        var front = pictures.Latest(Idv.Verifications.EvidenceRole.DocumentFront);
        var hasPerson = pictures.Latest(Idv.Verifications.EvidenceRole.Face) is not null || pictures.Latest(Idv.Verifications.EvidenceRole.FaceVideo) is not null;
        if (front is not null)
        {
            return hasPerson ? Verify(request, pictures, front, cancellation) : Read(request, pictures, front, cancellation);
        }

        return hasPerson ? Authenticate(request, pictures) : new Examination();
    }

    private Examination Verify(ExaminationRequest request, ExaminedPictures pictures, EvidenceContent front, CancellationToken cancellation)
    {
        var back = pictures.Latest(Idv.Verifications.EvidenceRole.DocumentBack);
        var report = engine.Verify(
            new VerificationEvidence
            {
                DocumentFront = front.Bytes,
                DocumentBack = back?.Bytes,
                Selfie = pictures.Latest(Idv.Verifications.EvidenceRole.Face)?.Bytes,
                Video = pictures.Latest(Idv.Verifications.EvidenceRole.FaceVideo)?.Bytes,
                ExpectedName = request.ReferenceData?.UndividedName,
                ExpectedBirthDate = request.ReferenceData?.BirthDate,
            },
            WithMemory(request));
        cancellation.ThrowIfCancellationRequested();
        var document = DocumentReadings.Translate(report.Document, pictures);
        var faceId = Guid.CreateVersion7();
        var selfieChecks = report.Checks.Where(check => check.Code is Engine.Checks.CheckCodes.SelfieFace or Engine.Checks.CheckCodes.SelfieLiveness);
        var match = report.Check(Engine.Checks.CheckCodes.FaceMatch)!;
        return new Examination
        {
            Documents = [document.Reading, .. Second(request, pictures)],
            Faces = [Face(faceId, selfieChecks, report.Selfie, report.SelfieTemplate, request, pictures)],
            FaceComparisons =
            [
                new Domain.FaceComparison(
                    CheckTranslation.Translate(match, pictures), report.Comparison?.Similarity, report.Comparison?.FalseMatchRate, document.Reading.Id, faceId),
            ],
            Seen = TenantDocuments.Of(report.Document),
            DerivedEvidence = document.Portrait is { } portrait ? [portrait] : [],
            Models = [.. report.Models.Select(model => $"{model.Key}@{model.Value}")],
            EngineReport = VerificationTranslation.Text(ReportTranslation.EngineReport(report)),
        };
    }

    private Examination Read(ExaminationRequest request, ExaminedPictures pictures, EvidenceContent front, CancellationToken cancellation)
    {
        var back = pictures.Latest(Idv.Verifications.EvidenceRole.DocumentBack);
        var reading = engine.ReadDocument(front.Bytes, back?.Bytes, WithMemory(request));
        cancellation.ThrowIfCancellationRequested();
        var document = DocumentReadings.Translate(reading, pictures);
        return new Examination
        {
            Documents = [document.Reading, .. Second(request, pictures)],
            Seen = TenantDocuments.Of(reading),
            DerivedEvidence = document.Portrait is { } portrait ? [portrait] : [],
            Models = Models(),
            EngineReport = VerificationTranslation.Text(new EngineReportContract(
                [.. reading.Checks.Select(ReportTranslation.Check)], DocumentTranslation.Document(reading), null, null, engine.Models, new Dictionary<string, double>())),
        };
    }

    private Examination Authenticate(ExaminationRequest request, ExaminedPictures pictures)
    {
        if (pictures.Latest(Idv.Verifications.EvidenceRole.Face) is { } face && FaceTemplateEvidence.Read(face) is { } given)
        {
            return CompareTemplate(request, face, given);
        }

        var asked = PolicyOf(request) with { FalseMatchRate = request.Policy.AuthenticationFalseMatchRate };
        var reading = engine.ExaminePerson(
            pictures.Latest(Idv.Verifications.EvidenceRole.Face)?.Bytes, pictures.Latest(Idv.Verifications.EvidenceRole.FaceVideo)?.Bytes, LivenessRequest.Passive, asked);
        var faceId = Guid.CreateVersion7();
        var comparison = request.Subject is { } subject ? Compare(reading.Template, subject.Templates, asked.FalseMatchRate, faceId)
            : pictures.Latest(Idv.Verifications.EvidenceRole.FaceReference) is { } reference
                ? Compare(reading.Template, References(reference, asked), asked.FalseMatchRate, faceId)
            : null;
        return new Examination
        {
            Faces = [Face(faceId, reading.Checks, reading.Face, reading.Template, request, pictures)],
            FaceComparisons = comparison is null ? [] : [comparison],
            Models = Models(),
            EngineReport = VerificationTranslation.Text(new EngineReportContract(
                [.. reading.Checks.Select(ReportTranslation.Check)],
                null,
                reading.Face is { } analysis ? FaceTranslation.Face(analysis) : null,
                comparison is { Similarity: { } similarity, Check.Threshold: { } threshold }
                    ? new FaceComparisonContract(FaceTranslation.Round(similarity), comparison.Check.Outcome == CheckOutcome.Pass, FaceTranslation.Round(threshold), asked.FalseMatchRate)
                    : null,
                engine.Models,
                new Dictionary<string, double>())),
        };
    }

    /// <summary>A face that came as a template has no picture: nothing but the comparison can be made.</summary>
    private Examination CompareTemplate(ExaminationRequest request, EvidenceContent face, BiometricTemplate given)
    {
        var faceId = Guid.CreateVersion7();
        return new Examination
        {
            Faces = [new Domain.FaceReading { Id = faceId, EvidenceId = face.Evidence.Id, Template = given }],
            FaceComparisons = [Compare(TemplateBytes.Unpack(given), request.Subject?.Templates ?? [], request.Policy.AuthenticationFalseMatchRate, faceId)],
            Models = Models(),
        };
    }

    private IReadOnlyList<BiometricTemplate> References(EvidenceContent reference, VerificationPolicy asked) =>
        engine.EmbedFace(reference.Bytes, asked, alone: false).Template is { } template ? [TemplateBytes.Pack(template, clock.GetUtcNow())] : [];

    private IEnumerable<Domain.DocumentReading> Second(ExaminationRequest request, ExaminedPictures pictures) =>
        pictures.Latest(Idv.Verifications.EvidenceRole.SecondDocumentFront) is { } front
            ? [DocumentReadings.Translate(
                engine.ReadDocument(front.Bytes, pictures.Latest(Idv.Verifications.EvidenceRole.SecondDocumentBack)?.Bytes, PolicyOf(request)), pictures.OfSecondDocument()).Reading]
            : [];

    /// <summary>The best comparison with any template of the same model; an older model's templates cannot be compared and are left out.</summary>
    private Domain.FaceComparison Compare(FaceTemplate? probe, IReadOnlyList<BiometricTemplate> references, double falseMatchRate, Guid faceId)
    {
        if (probe is null)
        {
            return new Domain.FaceComparison(Check.Undecided(CheckCodes.IdentityFaceMatch, "no_face"), null, falseMatchRate, null, faceId);
        }

        var comparable = references.Where(template => template.ModelId == probe.ModelId && template.ModelVersion == probe.ModelVersion).ToArray();
        if (comparable.Length == 0)
        {
            return new Domain.FaceComparison(
                Check.Undecided(CheckCodes.IdentityFaceMatch, references.Count == 0 ? "nothing_to_compare_with" : "template_of_another_model"), null, falseMatchRate, null, faceId);
        }

        var (best, comparison) = comparable
            .Select(template => (Template: template, Comparison: engine.Faces.Comparer.Compare(probe, TemplateBytes.Unpack(template), falseMatchRate)))
            .MaxBy(pair => pair.Comparison.Similarity);
        return new Domain.FaceComparison(
            Check.OfScore(CheckCodes.IdentityFaceMatch, Math.Max(0, comparison.Similarity), comparison.Threshold, "faces_differ"),
            comparison.Similarity,
            falseMatchRate,
            null,
            faceId,
            best.Id);
    }

    private Domain.FaceReading Face(
        Guid id,
        IEnumerable<Engine.Checks.Check> checks,
        Idv.Faces.FaceAnalysis? analysis,
        FaceTemplate? template,
        ExaminationRequest request,
        ExaminedPictures pictures)
    {
        var source = pictures.Latest(Idv.Verifications.EvidenceRole.Face) ?? pictures.Latest(Idv.Verifications.EvidenceRole.FaceVideo)!;
        var judged = checks.Select(check => CheckTranslation.Translate(check, pictures)).SelectMany(check => Judge(check, request));
        return new Domain.FaceReading
        {
            Id = id,
            EvidenceId = source.Evidence.Id,
            Checks = [.. judged, .. FaceAttributeChecks.Of(analysis)],
            Template = template is null ? null : TemplateBytes.Pack(template, clock.GetUtcNow(), source.Evidence.BlobId),
        };
    }

    /// <summary>The liveness check as the request wants it: left out, or compared with the policy's own threshold.</summary>
    private static IEnumerable<Check> Judge(Check check, ExaminationRequest request)
    {
        if (check.Code != CheckCodes.FaceLiveness)
        {
            return [check];
        }

        return request.Liveness == LivenessMode.None ? []
            : request.Policy.LivenessThreshold is { } threshold && check.Score is { } score
                ? [Check.OfScore(CheckCodes.FaceLiveness, score, threshold, "presentation_attack")]
                : [check];
    }

    private string[] Models() => [.. engine.Models.Select(model => $"{model.Key}@{model.Value}")];

    /// <summary>The policy with the documents that the tenant has seen, where the request gives access to them.</summary>
    private VerificationPolicy WithMemory(ExaminationRequest request) =>
        PolicyOf(request) with { SeenDocuments = request.PortraitsSeenWith is null ? null : new TenantDocuments(request) };

    private VerificationPolicy PolicyOf(ExaminationRequest request) => policy with
    {
        FalseMatchRate = request.Policy.DocumentFaceFalseMatchRate,
        Today = request.Today,
        RequireLiveness = request.Liveness != LivenessMode.None,
    };
}
