using Idv.Verifications;
using Idv.Verifications.Reports;
using static Idv.Storage.Tests.Harness;

namespace Idv.Storage.Tests;

/// <summary>Whatever callers do in whatever order, a verification does what the state machine says and nothing else.</summary>
public sealed class RandomWalkTests
{
    private enum Act
    {
        Start,
        AddEvidence,
        Submit,
        Complete,
        Review,
        Abort,
        Expire,
        Anonymize,
    }

    [Fact]
    public async Task Any_sequence_of_calls_follows_the_state_machine()
    {
        await using var harness = await OpenAsync(null);
        var random = new Random(20261121);
        for (var walk = 0; walk < 60; walk++)
        {
            var id = (await harness.CreateAsync()).Id;
            var expected = VerificationState.Created;
            for (var step = 0; step < 9; step++)
            {
                var act = (Act)random.Next(8);
                var next = Next(expected, act);
                if (next is { } state)
                {
                    Assert.Equal(state, (await DoAsync(harness.Lifecycle, id, act)).State);
                    expected = state;
                }
                else
                {
                    var refused = await Assert.ThrowsAsync<IllegalTransitionException>(() => DoAsync(harness.Lifecycle, id, act));
                    Assert.Equal(expected, refused.Current);
                }
            }

            var history = await harness.Store.Stores.Verifications.EventsAsync(Demo, id, Cancellation);
            Assert.Equal(expected, history[^1].To);
            Assert.Equal(history.Skip(1).Select(happened => happened.From), history.SkipLast(1).Select(happened => (VerificationState?)happened.To));
        }
    }

    /// <summary>The model: where an act leads, or null when it must be refused.</summary>
    private static VerificationState? Next(VerificationState state, Act act) => (state, act) switch
    {
        (VerificationState.Created or VerificationState.Started, Act.Start or Act.AddEvidence) => VerificationState.Started,
        (VerificationState.Started, Act.Submit) => VerificationState.Processing,
        (VerificationState.Processing, Act.Complete) => VerificationState.Completed,
        (VerificationState.Completed, Act.Review) => VerificationState.Completed,
        (VerificationState.Created or VerificationState.Started or VerificationState.Processing, Act.Abort) => VerificationState.Aborted,
        (VerificationState.Created or VerificationState.Started, Act.Expire) => VerificationState.Expired,
        (VerificationState.Completed or VerificationState.Aborted or VerificationState.Expired, Act.Anonymize) => VerificationState.Anonymized,
        _ => null,
    };

    private static Task<Verification> DoAsync(VerificationLifecycle lifecycle, Guid id, Act act) => act switch
    {
        Act.Start => lifecycle.StartAsync(Demo, id, ClientContext.Unknown, Cancellation),
        Act.AddEvidence => lifecycle.AddEvidenceAsync(Demo, id, Picture(), Cancellation),
        Act.Submit => lifecycle.SubmitAsync(Demo, id, ClientContext.Unknown, Cancellation),
        Act.Complete => lifecycle.CompleteAsync(Demo, id, Approval(DateTimeOffset.UtcNow), Cancellation),
        Act.Review => lifecycle.ReviewAsync(Demo, id, Decision.Declined, "operator", null, Cancellation),
        Act.Abort => lifecycle.AbortAsync(Demo, id, new AbortReason(AbortReasons.Refusal), ClientContext.Unknown, Cancellation),
        Act.Expire => lifecycle.ExpireAsync(Demo, id, Cancellation),
        _ => lifecycle.AnonymizeAsync(Demo, id, Cancellation),
    };
}
