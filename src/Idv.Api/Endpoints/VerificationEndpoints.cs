using Idv.Api.Contracts;
using Idv.Api.Http;
using Idv.Facades.Auditing;
using Idv.Verifications;
using Idv.Verifications.Notifications;
using Idv.Verifications.Processing;
using Idv.Verifications.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Idv.Api.Endpoints;

/// <summary><c>/v1/verifications</c>.</summary>
internal static class VerificationEndpoints
{
    private const string Item = "/verifications/{id:guid}";

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPost("/verifications", Create)
            .Describes<VerificationContract>(
                "Verify",
                "Verifies a person against a document",
                "Takes `front`, `back` for cards, `selfie` or `video`, and optionally `expected` (an object, as JSON text in a form: `name`, `birthDate` as yyyy-MM-dd), `externalUserId` and `metadata` (an object of texts). Answers the whole report; with `Prefer: respond-async`, 202 and where to look for it. With `Idempotency-Key` a repeated request is answered by the first one's verification.",
                "front",
                "back?",
                "selfie?",
                "video?")
            .WithJsonField("expected", """{ "name": "Anna Maria Eriksson", "birthDate": "1974-08-12" }""")
            .Produces<VerificationContract>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/verifications", List)
            .WithName("ListVerifications").WithSummary("Lists verifications, newest first")
            .WithDescription("Filters: `state`, `decision` (`approved` or `not-approved`), `externalUserId`, `createdFrom`, `createdBefore`, `search` (words of names, external ids, the id), `metadata.<label>`; paging: `limit` (1 to 1000, 50 by default) and `offset`.")
            .Produces<VerificationPageContract>().ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapGet(Item, Read)
            .WithName("ReadVerification").WithSummary("A verification and its report")
            .Produces<VerificationContract>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet(Item + "/events", Events)
            .WithName("ReadVerificationHistory").WithSummary("What happened to a verification, oldest first")
            .Produces<VerificationHistoryContract>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapDelete(Item, Delete)
            .WithName("DeleteVerification").WithSummary("Forgets a verification with everything that belongs to it")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost(Item + "/anonymize", Anonymize)
            .WithName("AnonymizeVerification").WithSummary("Removes everything personal; scores and labels stay")
            .Produces<VerificationContract>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost(Item + "/review", Review)
            .WithName("ReviewVerification").WithSummary("Replaces the report's decision by a person's")
            .Produces<VerificationContract>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet(Item + "/notifications", Notifications)
            .WithName("ReadNotifications").WithSummary("The webhooks of a verification and every try to deliver them")
            .Produces<NotificationsContract>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost(Item + "/notifications/resend", Resend)
            .WithName("ResendNotifications").WithSummary("Makes the webhooks of a verification due again")
            .Produces<ResentContract>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Create(
        HttpRequest request, IEngineOperations engine, EngineQueue queue, VerificationProcessor processor, AuditTrail audit)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var tenant = EngineApiGate.TenantOf(request.HttpContext);
        var form = await EvidenceForm.ReadAsync(request, [.. EvidenceFields.All.Select(pair => pair.Field)]);
        var asked = VerificationRequest.Read(form, request);
        var evidence = new List<NewEvidence>();
        foreach (var (field, role) in EvidenceFields.All)
        {
            if (form.OptionalFile(field) is { } file)
            {
                // What cannot be decoded is the caller's mistake: it is told now, and nothing of it is kept.
                var media = await queue.AskAsync(request.HttpContext, () => engine.RecognizeMedia(file));
                evidence.Add(new NewEvidence(role, media.MediaType, file.Bytes) { Context = asked.Context });
            }
        }

        var verification = await processor.SubmitNewAsync(asked with { TenantId = tenant }, evidence, VerificationRequest.Key(request, form), cancellation);
        await audit.RecordAsync(tenant, Facades.ApiNames.Engine, "verification.created", verification.Id.ToString(), cancellation);
        var location = $"{EngineApi.Prefix}/verifications/{verification.Id}";
        request.HttpContext.Response.Headers.Location = location;
        if (VerificationRequest.PrefersAsynchronous(request) && verification.State == VerificationState.Processing)
        {
            request.HttpContext.Response.Headers["Preference-Applied"] = "respond-async";
            return TypedResults.Json(VerificationTranslation.Verification(verification), statusCode: StatusCodes.Status202Accepted);
        }

        return TypedResults.Ok(VerificationTranslation.Verification(await processor.WaitAsync(tenant, verification.Id, cancellation)));
    }

    private static async Task<IResult> List(HttpRequest request, VerificationStores stores, AuditTrail audit)
    {
        var query = VerificationListQuery.Read(request, EngineApiGate.TenantOf(request.HttpContext));
        var page = await stores.Verifications.ListAsync(query, request.HttpContext.RequestAborted);
        await audit.RecordAsync(query.TenantId, Facades.ApiNames.Engine, "verifications.listed", $"{page.Items.Count} of {page.Total}", request.HttpContext.RequestAborted);
        return TypedResults.Ok(new VerificationPageContract([.. page.Items.Select(VerificationTranslation.Entry)], page.Total, query.Take, query.Skip));
    }

    private static async Task<IResult> Read(HttpContext http, Guid id, VerificationLifecycle lifecycle, AuditTrail audit)
    {
        var verification = await lifecycle.GetAsync(EngineApiGate.TenantOf(http), id, http.RequestAborted);
        await RecordAsync(http, audit, "verification.read", id);
        return TypedResults.Ok(VerificationTranslation.Verification(verification));
    }

    private static async Task<IResult> Events(HttpContext http, Guid id, VerificationLifecycle lifecycle, VerificationStores stores)
    {
        var tenant = EngineApiGate.TenantOf(http);
        await lifecycle.GetAsync(tenant, id, http.RequestAborted);
        var events = await stores.Verifications.EventsAsync(tenant, id, http.RequestAborted);
        return TypedResults.Ok(new VerificationHistoryContract([.. events.Select(VerificationTranslation.Event)]));
    }

    private static async Task<IResult> Delete(HttpContext http, Guid id, VerificationLifecycle lifecycle, AuditTrail audit)
    {
        await lifecycle.EraseAsync(EngineApiGate.TenantOf(http), id, http.RequestAborted);
        await RecordAsync(http, audit, "verification.erased", id);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Anonymize(HttpContext http, Guid id, VerificationLifecycle lifecycle, AuditTrail audit)
    {
        var verification = await lifecycle.AnonymizeAsync(EngineApiGate.TenantOf(http), id, http.RequestAborted);
        await RecordAsync(http, audit, "verification.anonymized", id);
        return TypedResults.Ok(VerificationTranslation.Verification(verification));
    }

    private static async Task<IResult> Review(HttpContext http, Guid id, [FromBody] ReviewContract review, VerificationLifecycle lifecycle, AuditTrail audit)
    {
        Decision decision = review.Decision switch
        {
            "approved" => Decision.Approved,
            "declined" => Decision.Declined,
            "review" => Decision.Review,
            _ => throw new ProblemException(Problem.InvalidField("decision", "invalid-decision", "The field 'decision' must be 'approved', 'declined' or 'review'.")),
        };
        var verification = await lifecycle.ReviewAsync(
            EngineApiGate.TenantOf(http), id, decision, Facades.ApiNames.Engine, review.Comment, http.RequestAborted);
        await RecordAsync(http, audit, "verification.reviewed", id);
        return TypedResults.Ok(VerificationTranslation.Verification(verification));
    }

    private static async Task<IResult> Notifications(HttpContext http, Guid id, VerificationLifecycle lifecycle, IOutbox outbox)
    {
        var tenant = EngineApiGate.TenantOf(http);
        await lifecycle.GetAsync(tenant, id, http.RequestAborted);
        var items = new List<NotificationContract>();
        foreach (var entry in await outbox.ListAsync(tenant, id, http.RequestAborted))
        {
            items.Add(VerificationTranslation.Notification(entry, await outbox.AttemptsAsync(entry.Notification.Id, http.RequestAborted)));
        }

        return TypedResults.Ok(new NotificationsContract(items));
    }

    private static async Task<IResult> Resend(HttpContext http, Guid id, VerificationLifecycle lifecycle, IOutbox outbox, TimeProvider clock, AuditTrail audit)
    {
        var tenant = EngineApiGate.TenantOf(http);
        await lifecycle.GetAsync(tenant, id, http.RequestAborted);
        var count = await outbox.ResendAsync(tenant, id, deadOnly: false, clock.GetUtcNow(), http.RequestAborted);
        await RecordAsync(http, audit, "notifications.resent", id);
        return TypedResults.Ok(new ResentContract(count));
    }

    private static Task RecordAsync(HttpContext http, AuditTrail audit, string action, Guid id) =>
        audit.RecordAsync(EngineApiGate.TenantOf(http), Facades.ApiNames.Engine, action, id.ToString(), http.RequestAborted);
}
