namespace Idv.Verifications.Retention;

/// <summary>What a sweep removed.</summary>
/// <param name="Anonymized">How many verifications were anonymized.</param>
/// <param name="Erased">How many were erased.</param>
public readonly record struct RetentionResult(int Anonymized, int Erased);

/// <summary>Removes what has reached the age that its tenant's rules give it.</summary>
/// <param name="lifecycle">The verifications.</param>
/// <param name="stores">Where they are kept.</param>
/// <param name="clock">The time.</param>
public sealed class RetentionSweep(VerificationLifecycle lifecycle, VerificationStores stores, TimeProvider clock)
{
    private const int BatchLength = 100;

    /// <summary>Applies every tenant's rules once, and then makes the database give up the bytes.</summary>
    public async Task<RetentionResult> RunOnceAsync(CancellationToken cancellation)
    {
        var result = default(RetentionResult);
        foreach (var tenant in await stores.Tenants.ListAsync(cancellation))
        {
            foreach (var rule in tenant.Retention.Rules)
            {
                result = await ApplyAsync(tenant.Id, rule, result, cancellation);
            }
        }

        await stores.Verifications.ReclaimAsync(cancellation);
        return result;
    }

    private async Task<RetentionResult> ApplyAsync(string tenantId, RetentionRule rule, RetentionResult result, CancellationToken cancellation)
    {
        while (true)
        {
            var aged = await stores.Verifications.FindAgedAsync(tenantId, rule, clock.GetUtcNow(), BatchLength, cancellation);
            foreach (var id in aged)
            {
                try
                {
                    if (rule.Action == RetentionAction.Anonymize)
                    {
                        await lifecycle.AnonymizeInBulkAsync(tenantId, id, cancellation);
                        result = result with { Anonymized = result.Anonymized + 1 };
                    }
                    else if (await stores.Verifications.EraseAsync(tenantId, id, cancellation))
                    {
                        result = result with { Erased = result.Erased + 1 };
                    }
                }
                catch (RefusedException)
                {
                    // Somebody else was quicker: another node's sweep, or the tenant.
                }
            }

            if (aged.Count < BatchLength)
            {
                return result;
            }
        }
    }
}
