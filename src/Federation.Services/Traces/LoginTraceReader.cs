using Federation.Model.Identifiers;
using Federation.Model.LoginTraces;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.ProviderSettings;

namespace Federation.Services.Traces;

/// <summary>Finds recorded logins for a caller: those of its account, and for the management account those of every account.</summary>
public sealed class LoginTraceReader(LoginTraceRecorder recorder)
{
    private const string ValuesAction = "federation:GetLoginTraceValues";

    /// <summary>What it takes to see what an assertion said of a person.</summary>
    internal static Demand Values(string resource, AccountId account) => Demand.Identity(ValuesAction, resource, account);

    /// <summary>One trace, opened.</summary>
    internal async Task<Result<LoginTrace>> FindAsync(string traceId, OperationContext context, CancellationToken cancellationToken)
    {
        await recorder.FlushAsync(cancellationToken);
        var store = await context.ReadAsync(cancellationToken);
        var row = await ProviderSettingsAccess.IsManagementAsync(store, context, cancellationToken)
            ? await store.LoginTraces.FindInAnyAccountAsync(traceId, cancellationToken)
            : await store.LoginTraces.FindAsync(context.Caller.AccountId, traceId, cancellationToken);
        if (row is null || recorder.Open(row) is not { } trace)
        {
            return NotFound(traceId);
        }

        // The management account's look at another account's people stands in that account's trail too.
        context.Audit.AlsoFor = row.AccountId;
        return trace;
    }

    /// <summary>A page of traces, opened.</summary>
    internal async Task<(IReadOnlyList<LoginTrace> Traces, string? Next)> ListAsync(LoginTraceQuery query, OperationContext context, CancellationToken cancellationToken)
    {
        await recorder.FlushAsync(cancellationToken);
        var store = await context.ReadAsync(cancellationToken);
        var page = await ProviderSettingsAccess.IsManagementAsync(store, context, cancellationToken)
            ? await store.LoginTraces.ListInAllAccountsAsync(query, cancellationToken)
            : await store.LoginTraces.ListAsync(context.Caller.AccountId, query, cancellationToken);
        return ([.. page.Items.Select(recorder.Open).OfType<LoginTrace>()], page.Next);
    }

    internal static LoginTraceSummary Summary(LoginTrace trace) => new()
    {
        TraceId = trace.TraceId,
        StartedAt = trace.StartedAt,
        SAMLProviderArn = trace.ProviderArn,
        Outcome = trace.Outcome,
        Refusal = trace.Refusal,
        Door = trace.Door,
        FailedRule = trace.Checks.FirstOrDefault(check => !check.Passed)?.Rule,
    };

    private static AwsError NotFound(string traceId) => new("NoSuchEntityException", 400, $"There is no login trace {traceId}: it may be too old");
}
