using Federation.Model.Storage;
using Federation.Services.Portal;
using Federation.Services.Traces;

namespace Federation.Services.SignIn;

/// <summary>The last step of a sign-in, whoever started it: the assertion is used up, the session begins.</summary>
public sealed class SignInAcceptance(SealedSessions sessions, PortalSessions portal, PortalRoles roles, SignInReport report, TimeProvider timeProvider)
{
    /// <summary>Keeps a validated sign-in under a one-time handle until the browser comes back with its cookies.</summary>
    internal async Task<SignInOutcome> HoldAsync(ResumableSignIn resumable, LoginAttempt attempt, CancellationToken cancellationToken)
    {
        var handle = Handles.Create();
        await sessions.TryAddAsync(ResumableSignIn.Kind, Handles.IdOf(handle), resumable, timeProvider.GetUtcNow() + ResumableSignIn.Lifetime, [], cancellationToken);

        // Whatever ends it takes the place of this trace; a browser that never comes back leaves it.
        report.End(attempt, LoginOutcomes.Unfinished);
        return new SignInOutcome.Continue(handle);
    }

    /// <summary>Begins the session, or ends the test.</summary>
    internal async Task<SignInOutcome> AcceptAsync(ResumableSignIn resumed, LoginAttempt attempt, CancellationToken cancellationToken)
    {
        if (resumed.Pending?.TestTraceId is { } traceId)
        {
            await NoteWithheldAsync(Trial(resumed), attempt, cancellationToken);
            return await report.TestAsync(attempt, resumed.Identity, resumed.Use, cancellationToken)
                ? new SignInOutcome.Tested(traceId, resumed.CookieSuffix!)
                : await report.RefuseAsync(attempt, SignInRefusal.AlreadyUsed, "the assertion was used before", cancellationToken);
        }

        if (!await report.AcceptAsync(attempt, resumed.Identity, resumed.Use, cancellationToken))
        {
            return await report.RefuseAsync(attempt, SignInRefusal.AlreadyUsed, "the assertion was used before", cancellationToken);
        }

        var (cookie, session) = await portal.BeginAsync(resumed.Identity, resumed.OtherIdentities, cancellationToken);
        await NoteWithheldAsync(session, attempt, cancellationToken);
        report.End(attempt, LoginOutcomes.Accepted);
        return new SignInOutcome.Accepted(cookie, session, resumed.ReturnUrl, resumed.CookieSuffix);
    }

    private async Task NoteWithheldAsync(PortalSession session, LoginAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.Trace.Grants.Count == 0)
        {
            return;
        }

        try
        {
            attempt.Take((await roles.ListAsync(session, attempt.Request, cancellationToken)).Withheld);
        }
        catch (StoreUnavailableException exception)
        {
            // The person is signed in: a trace that says less is no reason to undo that.
            attempt.Note($"whether the roles can be used could not be found out: {exception.Message}");
        }
    }

    /// <summary>The session that a test does not begin: so that its roles are judged as a real one's would be.</summary>
    private PortalSession Trial(ResumableSignIn resumed)
    {
        var now = timeProvider.GetUtcNow();
        return new PortalSession
        {
            SessionId = Handles.IdOf(Handles.Create()),
            Identity = resumed.Identity,
            OtherIdentities = resumed.OtherIdentities,
            AuthenticatedAt = now,
            ExpiresAt = now,
            LastSeenAt = now,
        };
    }
}
