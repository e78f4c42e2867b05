using Federation.Model.Sessions;
using Federation.Services.Federated;
using Federation.Services.Traces;

namespace Federation.Services.SignIn;

/// <summary>Ends an attempt: audit trail, security log and trace say the same.</summary>
public sealed class SignInReport(SignInAudit audit, LoginTraceRecorder traces)
{
    /// <summary>Records a refusal.</summary>
    public async Task<SignInOutcome> RefuseAsync(LoginAttempt attempt, SignInRefusal reason, string detail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        attempt.End(LoginOutcomes.Refused, reason.ToString(), detail);
        await audit.RefuseAsync(reason, detail, attempt.Entry, attempt.Request, cancellationToken);
        traces.Record(attempt.Trace);
        return new SignInOutcome.Refused(reason, attempt.Trace.TraceId);
    }

    /// <summary>Audits an accepted sign-in and uses its assertion up, durably. False: it was used before. The trace follows with <see cref="End"/>.</summary>
    internal Task<bool> AcceptAsync(LoginAttempt attempt, SamlIdentity identity, OneTimeUse use, CancellationToken cancellationToken) =>
        audit.AcceptAsync(identity, use, attempt.Request, cancellationToken);

    /// <summary>Records a test login and uses its assertion up. False: it was used before.</summary>
    internal async Task<bool> TestAsync(LoginAttempt attempt, SamlIdentity identity, OneTimeUse use, CancellationToken cancellationToken)
    {
        if (!await audit.TestAsync(identity, use, attempt.Request, cancellationToken))
        {
            return false;
        }

        End(attempt, LoginOutcomes.Tested);
        return true;
    }

    /// <summary>Records any other end.</summary>
    internal void End(LoginAttempt attempt, string outcome)
    {
        attempt.End(outcome);
        traces.Record(attempt.Trace);
    }
}
