using Idv.Api.Contracts;
using Idv.Api.Http;
using Idv.Facades;
using Idv.Facades.Auditing;
using Idv.Verifications;
using Idv.Verifications.Policies;
using Idv.Verifications.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Idv.Api.Endpoints;

/// <summary><c>/v1/policy</c>.</summary>
internal static class PolicyEndpoints
{
    private static readonly (string Name, DocumentType Type)[] Types =
    [
        ("passport", DocumentType.Passport),
        ("passport-card", DocumentType.PassportCard),
        ("identity-card", DocumentType.IdentityCard),
        ("driving-licence", DocumentType.DrivingLicence),
        ("residence-permit", DocumentType.ResidencePermit),
        ("visa", DocumentType.Visa),
        ("other", DocumentType.Other),
    ];

    private static readonly (string Name, LivenessMode Mode)[] Modes =
        [("none", LivenessMode.None), ("passive", LivenessMode.Passive), ("passive-then-active", LivenessMode.PassiveThenActive)];

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/policy", Read)
            .WithName("ReadPolicy").WithSummary("The policy that judges from now on")
            .Produces<PolicyContract>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPut("/policy", Save)
            .WithName("SavePolicy").WithSummary("Saves a new version of the policy").WithDescription("Members that are left out take their defaults. Earlier versions stay: reports name the one that judged them.")
            .Produces<PolicyContract>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> Read(HttpContext http, VerificationStores stores)
    {
        var policy = await stores.Policies.LatestAsync(EngineApiGate.TenantOf(http), "", http.RequestAborted);
        return policy is null ? throw new ProblemException(Problem.NotFound("No policy was saved yet; the defaults judge.")) : TypedResults.Ok(Contract(policy));
    }

    private static async Task<IResult> Save(HttpContext http, [FromBody] PolicyContract contract, IEngineOperations engine, VerificationStores stores, TimeProvider clock, AuditTrail audit)
    {
        RequireCalibrated(contract.FaceFmr, "faceFmr", engine);
        RequireCalibrated(contract.AuthenticationFmr, "authenticationFmr", engine);
        var tenant = EngineApiGate.TenantOf(http);
        var policy = Policy(contract, tenant, clock.GetUtcNow());
        if (policy.Validate() is [var fault, ..])
        {
            throw new ProblemException(Problem.InvalidField("policy", "invalid-policy", fault));
        }

        var saved = await stores.Policies.SaveAsync(policy, http.RequestAborted);
        await audit.RecordAsync(tenant, ApiNames.Engine, "policy.changed", saved.Id.ToString(), http.RequestAborted);
        return TypedResults.Ok(Contract(saved));
    }

    private static void RequireCalibrated(double rate, string field, IEngineOperations engine)
    {
        var (smallest, largest) = engine.CalibratedRates;
        if (!(rate >= smallest && rate <= largest))
        {
            throw new ProblemException(Problem.InvalidField(
                field, "invalid-policy", $"The field '{field}' must lie between {smallest:g} and {largest:g}, the rates that the embedder is calibrated for."));
        }
    }

    private static Policy Policy(PolicyContract contract, string tenant, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        TenantId = tenant,
        CreatedAt = now,
        DocumentFaceFalseMatchRate = contract.FaceFmr,
        AuthenticationFalseMatchRate = contract.AuthenticationFmr,
        Liveness = Find(Modes, contract.Liveness, "liveness"),
        LivenessThreshold = contract.LivenessThreshold,
        MinimumAge = contract.MinimumAge,
        MaximumAge = contract.MaximumAge,
        NameMatchShare = contract.NameMatchShare,
        SanctionsMatchShare = contract.SanctionsMatchShare,
        AcceptedDocuments = [.. (contract.AcceptedDocuments ?? []).Select(document =>
            new AcceptedDocument(Find(Types, document.Type, "acceptedDocuments"), [.. document.IssuingStates ?? []]))],
        Weights = (contract.Weights ?? new Dictionary<string, double>()).ToDictionary(weight => weight.Key.Replace('-', '_'), weight => weight.Value, StringComparer.Ordinal),
        DecisiveChecks = [.. (contract.DecisiveChecks ?? []).Select(code => code.Replace('-', '_'))],
        ApprovalScore = contract.ApprovalScore,
    };

    private static PolicyContract Contract(Policy policy) => new(
        policy.Version,
        policy.CreatedAt,
        policy.DocumentFaceFalseMatchRate,
        policy.AuthenticationFalseMatchRate,
        Modes.First(mode => mode.Mode == policy.Liveness).Name,
        policy.LivenessThreshold,
        policy.MinimumAge,
        policy.MaximumAge,
        policy.NameMatchShare,
        policy.SanctionsMatchShare,
        [.. policy.AcceptedDocuments.Select(document => new AcceptedDocumentContract(Types.First(type => type.Type == document.Type).Name, document.IssuingStates))],
        policy.Weights.ToDictionary(weight => weight.Key.Replace('_', '-'), weight => weight.Value, StringComparer.Ordinal),
        [.. policy.DecisiveChecks.Select(code => code.Replace('_', '-'))],
        policy.ApprovalScore);

    private static T Find<T>((string Name, T Value)[] known, string name, string field)
    {
        foreach (var (candidate, value) in known)
        {
            if (candidate == name)
            {
                return value;
            }
        }

        throw new ProblemException(Problem.InvalidField(field, "invalid-policy", $"The field '{field}' knows {string.Join(", ", known.Select(pair => $"'{pair.Name}'"))}."));
    }
}
