using Federation.Services.Traces;

namespace Federation.Services.SignIn;

/// <summary>The last step of a sign-in, whoever started it: the assertion is used up, the session begins.</summary>
public sealed class SignInAcceptance(SealedSessions sessions, PortalSessions portal, SignInReport report, TimeProvider timeProvider)
{
    /// <summary>Keeps a validated sign-in under a one-time handle until the browser comes back with its cookies.</summary>
    internal async Task<SignInOutcome> HoldAsync(ResumableSignIn resumable, CancellationToken cancellationToken)
    {
        var handle = Handles.Create();
        await sessions.TryAddAsync(ResumableSignIn.Kind, Handles.IdOf(handle), resumable, timeProvider.GetUtcNow() + ResumableSignIn.Lifetime, [], cancellationToken);
        return new SignInOutcome.Continue(handle);
    }

    /// <summary>Begins the session, or ends the test.</summary>
    internal async Task<SignInOutcome> AcceptAsync(ResumableSignIn resumed, LoginAttempt attempt, CancellationToken cancellationToken)
    {
        if (resumed.Pending?.TestTraceId is { } traceId)
        {
            return await report.TestAsync(attempt, resumed.Identity, resumed.Use, cancellationToken)
                ? new SignInOutcome.Tested(traceId, resumed.CookieSuffix!)
                : await report.RefuseAsync(attempt, SignInRefusal.AlreadyUsed, "the assertion was used before", cancellationToken);
        }

        if (!await report.AcceptAsync(attempt, resumed.Identity, resumed.Use, cancellationToken))
        {
            return await report.RefuseAsync(attempt, SignInRefusal.AlreadyUsed, "the assertion was used before", cancellationToken);
        }

        var (cookie, session) = await portal.BeginAsync(resumed.Identity, resumed.OtherIdentities, cancellationToken);
        return new SignInOutcome.Accepted(cookie, session, resumed.ReturnUrl, resumed.CookieSuffix);
    }
}
