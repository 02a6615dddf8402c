namespace Idv.Verifications.Tests;

public sealed class StateMachineTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    // The whole table, written out: a reviewer can read the state machine here.
    private static readonly Dictionary<VerificationState, VerificationState[]> Allowed = new()
    {
        [VerificationState.Created] = [VerificationState.Started, VerificationState.Aborted, VerificationState.Expired],
        [VerificationState.Started] = [VerificationState.Processing, VerificationState.Aborted, VerificationState.Expired],
        [VerificationState.Processing] = [VerificationState.Completed, VerificationState.Aborted],
        [VerificationState.Completed] = [VerificationState.Anonymized],
        [VerificationState.Aborted] = [VerificationState.Anonymized],
        [VerificationState.Expired] = [VerificationState.Anonymized],
        [VerificationState.Anonymized] = [],
    };

    public static TheoryData<VerificationState, VerificationState> EveryPair()
    {
        var data = new TheoryData<VerificationState, VerificationState>();
        foreach (var from in Enum.GetValues<VerificationState>())
        {
            foreach (var to in Enum.GetValues<VerificationState>())
            {
                data.Add(from, to);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void Each_transition_is_allowed_or_refused_as_the_table_says(VerificationState from, VerificationState to)
    {
        var verification = InState(from);

        if (Allowed[from].Contains(to))
        {
            Assert.Equal(to, verification.Enter(to, Now).State);
        }
        else
        {
            var refused = Assert.Throws<IllegalTransitionException>(() => verification.Enter(to, Now));
            Assert.Equal(from, refused.Current);
            Assert.Equal(verification.Id, refused.VerificationId);
        }
    }

    [Fact]
    public void Every_walk_through_the_machine_ends_in_at_most_four_steps()
    {
        static int Longest(VerificationState state)
        {
            var longest = 0;
            foreach (var next in VerificationTransitions.From(state))
            {
                longest = Math.Max(longest, 1 + Longest(next));
            }

            return longest;
        }

        Assert.Equal(4, Longest(VerificationState.Created));
    }

    [Theory]
    [InlineData(VerificationState.Created, false)]
    [InlineData(VerificationState.Started, false)]
    [InlineData(VerificationState.Processing, false)]
    [InlineData(VerificationState.Completed, true)]
    [InlineData(VerificationState.Aborted, true)]
    [InlineData(VerificationState.Expired, true)]
    [InlineData(VerificationState.Anonymized, true)]
    public void A_verification_has_ended_once_nothing_more_can_be_decided(VerificationState state, bool hasEnded) =>
        Assert.Equal(hasEnded, VerificationTransitions.HasEnded(state));

    [Fact]
    public void Each_state_leaves_its_time()
    {
        var started = InState(VerificationState.Created).Enter(VerificationState.Started, Now);
        var processing = started.Enter(VerificationState.Processing, Now.AddMinutes(1));
        var completed = processing.Enter(VerificationState.Completed, Now.AddMinutes(2));

        Assert.Equal(Now, completed.StartedAt);
        Assert.Equal(Now.AddMinutes(1), completed.SubmittedAt);
        Assert.Equal(Now.AddMinutes(2), completed.EndedAt);
        Assert.Equal(Now.AddMinutes(2), completed.StateChangedAt);
    }

    [Fact]
    public void Anonymizing_keeps_scores_and_metadata_and_nothing_about_the_person()
    {
        var completed = Samples.Completed();

        var anonymous = completed.Anonymize(Now);

        var text = System.Text.Json.JsonSerializer.Serialize(anonymous, Samples.Json);
        foreach (var personal in Samples.PersonalWords)
        {
            Assert.DoesNotContain(personal, text, StringComparison.Ordinal);
        }

        Assert.Equal("order-7", anonymous.Metadata["order"]);
        Assert.Equal(completed.Report!.Score, anonymous.Report!.Score);
        Assert.Equal(completed.Report.AllChecks().Select(check => check.Score), anonymous.Report.AllChecks().Select(check => check.Score));
        Assert.Equal(completed.Decision, anonymous.Decision);
    }

    [Fact]
    public void An_examination_looks_at_the_last_attempt_and_fills_its_gaps_from_earlier_ones()
    {
        Evidence Of(EvidenceRole role, int attempt) => new()
        {
            Id = Guid.NewGuid(),
            Role = role,
            BlobId = Guid.NewGuid(),
            MediaType = "image/jpeg",
            Length = 1,
            ReceivedAt = Now,
            Attempt = attempt,
        };
        Evidence[] all =
        [
            Of(EvidenceRole.DocumentFront, 1), Of(EvidenceRole.Face, 1), Of(EvidenceRole.Face, 2), Of(EvidenceRole.Face, 2),
        ];

        Assert.Equal([all[0], all[2], all[3]], (Samples.New() with { Evidence = all }).EvidenceToExamine());
    }

    private static Verification InState(VerificationState state) => Samples.New() with { State = state };
}
