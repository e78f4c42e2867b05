using Federation.Saml.Protocol;
using Federation.Services.Pipeline;
using Federation.Services.Traces;

namespace Federation.Services.SignIn;

/// <summary>The browser's door for assertions: finds out whether a response was asked for, and goes on with those that came without their cookies.</summary>
public sealed class SignInCompleter(SamlProviderDirectory providers, SealedSessions sessions, SolicitedSignIn solicited, UnsolicitedSignIn unsolicited, SignInAcceptance acceptance, SignInReport report)
{
    /// <summary>Takes the form that the IdP posted.</summary>
    public async Task<SignInOutcome> CompleteAsync(SignInMessage message, RequestInfo request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var attempt = new LoginAttempt(request, LoginAttempt.Browser);
        if (message.SamlResponse is null)
        {
            return await report.RefuseAsync(attempt, SignInRefusal.Malformed, "no SAMLResponse, or several", cancellationToken);
        }

        var response = UnverifiedResponse.Read(message.SamlResponse, out var checks);
        attempt.Take(checks);
        if (response is null)
        {
            return await report.RefuseAsync(attempt, SignInRefusal.Malformed, "the response cannot be read", cancellationToken);
        }

        attempt.Take(response);
        var id = Handles.IsHandle(message.RelayState) ? Handles.IdOf(message.RelayState!) : null;
        var pending = id is null ? null : await sessions.FindAsync<PendingSignIn>(PendingSignIn.Kind, id, cancellationToken);
        if (pending is not null)
        {
            return await solicited.CompleteAsync(id!, pending, response, message, attempt, cancellationToken);
        }

        if (id is not null && await sessions.FindAsync<ConsumedSignIn>(ConsumedSignIn.Kind, id, cancellationToken) is not null)
        {
            return await report.RefuseAsync(attempt, SignInRefusal.AlreadyUsed, "the sign-in was completed before", cancellationToken);
        }

        return response.InResponseTo is null
            ? await unsolicited.CompleteAsync(response, message, attempt, cancellationToken)
            : await report.RefuseAsync(attempt, SignInRefusal.Expired, "no pending sign-in has this RelayState", cancellationToken);
    }

    /// <summary>Goes on with a response that came without its cookies; what binds it must be there now.</summary>
    /// <param name="handle">The one-time handle.</param>
    /// <param name="cookieOf">The sign-in cookie of a suffix, or null.</param>
    /// <param name="live">The live session of the browser, or null.</param>
    /// <param name="confirmed">Whether the person said that the new sign-in takes the place of the present one.</param>
    /// <param name="request">What the door knows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SignInOutcome> ResumeAsync(
        string? handle, Func<string, string?> cookieOf, PortalSession? live, bool confirmed, RequestInfo request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cookieOf);
        var id = Handles.IsHandle(handle) ? Handles.IdOf(handle!) : null;
        if (id is null || await sessions.FindAsync<ResumableSignIn>(ResumableSignIn.Kind, id, cancellationToken) is not { } found)
        {
            return await report.RefuseAsync(new LoginAttempt(request, LoginAttempt.Browser), SignInRefusal.AlreadyUsed, "no such resume handle", cancellationToken);
        }

        var attempt = new LoginAttempt(request, found.Trace);
        if (await providers.FindAsync(found.ProviderArn, cancellationToken) is not { } entry)
        {
            return await report.RefuseAsync(attempt, SignInRefusal.ProviderGone, found.ProviderArn, cancellationToken);
        }

        attempt.Take(entry);
        if (found.Pending is { } pending && (cookieOf(found.CookieSuffix!) is not { } cookie || !Handles.Equal(Handles.IdOf(cookie), pending.BrowserId)))
        {
            return await report.RefuseAsync(attempt, SignInRefusal.CookieLost, "the sign-in cookie did not come", cancellationToken);
        }

        if (found.Pending is null && UnsolicitedSignIn.IsAnother(live, found.Identity) && !confirmed)
        {
            return new SignInOutcome.Ask(handle!, live!.Subject, live.Identity?.ProviderArn ?? live.User!.Arn, found.Identity.Subject, found.ProviderArn);
        }

        return await sessions.TakeAsync<ResumableSignIn>(ResumableSignIn.Kind, id, cancellationToken) is { } resumed
            ? await acceptance.AcceptAsync(resumed, attempt, cancellationToken)
            : await report.RefuseAsync(attempt, SignInRefusal.AlreadyUsed, "the resume handle was used", cancellationToken);
    }
}
