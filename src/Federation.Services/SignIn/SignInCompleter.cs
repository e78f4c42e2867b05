using Federation.Saml.Protocol;
using Federation.Saml.Validation;
using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.Sts;

namespace Federation.Services.SignIn;

/// <summary>
/// The browser's door for assertions (SAML Profiles 4.1.4.3 and 4.1.5). A response counts once, for the browser and the provider that its request was made for.
/// </summary>
public sealed class SignInCompleter(
    SamlProviderDirectory providers, SamlDoors doors, RoleResolver roles, SealedSessions sessions, PortalSessions portal, SignInAudit audit, TimeProvider timeProvider)
{
    /// <summary>Takes the form that the IdP posted.</summary>
    /// <param name="samlResponse">SAMLResponse as it came.</param>
    /// <param name="relayState">RelayState as it came, or null.</param>
    /// <param name="cookieOf">The sign-in cookie of a suffix, or null.</param>
    /// <param name="request">What the door knows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SignInOutcome> CompleteAsync(
        string? samlResponse, string? relayState, Func<string, string?> cookieOf, RequestInfo request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cookieOf);
        if (samlResponse is null || UnverifiedResponse.Read(samlResponse, out var checks) is not { } response)
        {
            return await RefuseAsync(SignInRefusal.Malformed, samlResponse is null ? "no SAMLResponse" : "the response cannot be read", null, request, cancellationToken);
        }

        var id = Handles.IsHandle(relayState) ? Handles.IdOf(relayState!) : null;
        var pending = id is null ? null : await sessions.FindAsync<PendingSignIn>(PendingSignIn.Kind, id, cancellationToken);
        if (pending is null)
        {
            return await RefuseUnknownAsync(id, response, request, cancellationToken);
        }

        if (await providers.FindAsync(pending.ProviderArn, cancellationToken) is not { } entry)
        {
            return await RefuseAsync(SignInRefusal.ProviderGone, pending.ProviderArn, null, request, cancellationToken);
        }

        var cookie = cookieOf(SignInStarter.CookieSuffix(id!));
        if (cookie is not null && !Handles.Equal(Handles.IdOf(cookie), pending.BrowserId))
        {
            return await RefuseAsync(SignInRefusal.OtherBrowser, "the sign-in cookie is another's", entry, request, cancellationToken);
        }

        var context = doors.Browser(entry, SamlExpectedRequest.Pending(pending.RequestId), timeProvider.GetUtcNow());
        var result = SamlResponseValidator.Validate(response, context);
        if (!result.Succeeded)
        {
            var reason = result.FirstFailure?.Rule.Kind == SamlRuleKind.Rejected ? SignInRefusal.ProviderReportedFailure : SignInRefusal.Rejected;
            return await RefuseAsync(reason, SamlErrors.Describe(result), entry, request, cancellationToken);
        }

        if (SamlIdentity.Of(entry.Provider, result.Assertion) is not { } identity)
        {
            return await RefuseAsync(SignInRefusal.NoSubject, "no NameID and no subject attribute", entry, request, cancellationToken);
        }

        var grants = await roles.ResolveAsync(response, result.Assertion, identity, context, cancellationToken);
        return await ConsumeAsync(id!, pending, cookie, identity, grants, AssertionUse.AtBrowser(result.Assertion), entry, request, cancellationToken);
    }

    /// <summary>Goes on with a response that came without its cookie; it must be there now.</summary>
    public async Task<SignInOutcome> ResumeAsync(string? handle, Func<string, string?> cookieOf, RequestInfo request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cookieOf);
        if (!Handles.IsHandle(handle) || await sessions.FindAsync<ResumableSignIn>(ResumableSignIn.Kind, Handles.IdOf(handle!), cancellationToken) is not { } found)
        {
            return await RefuseAsync(SignInRefusal.AlreadyUsed, "no such resume handle", null, request, cancellationToken);
        }

        var entry = await providers.FindAsync(found.Pending.ProviderArn, cancellationToken);
        if (cookieOf(found.CookieSuffix) is not { } cookie || !Handles.Equal(Handles.IdOf(cookie), found.Pending.BrowserId))
        {
            return await RefuseAsync(SignInRefusal.CookieLost, "the sign-in cookie did not come", entry, request, cancellationToken);
        }

        if (entry is null)
        {
            return await RefuseAsync(SignInRefusal.ProviderGone, found.Pending.ProviderArn, null, request, cancellationToken);
        }

        return await sessions.TakeAsync<ResumableSignIn>(ResumableSignIn.Kind, Handles.IdOf(handle!), cancellationToken) is { } resumed
            ? await AcceptAsync(resumed, entry, request, cancellationToken)
            : await RefuseAsync(SignInRefusal.AlreadyUsed, "the resume handle was used", entry, request, cancellationToken);
    }

    private async Task<SignInOutcome> ConsumeAsync(
        string id, PendingSignIn pending, string? cookie, SamlIdentity identity, IReadOnlyList<RoleGrant> grants, Model.Sessions.OneTimeUse use,
        SamlProviderEntry entry, RequestInfo request, CancellationToken cancellationToken)
    {
        // One of many that bring the same response gets the pending sign-in.
        if (await sessions.TakeAsync<PendingSignIn>(PendingSignIn.Kind, id, cancellationToken) is null)
        {
            return await RefuseAsync(SignInRefusal.AlreadyUsed, "the pending sign-in was consumed", entry, request, cancellationToken);
        }

        var now = timeProvider.GetUtcNow();
        await sessions.TryAddAsync(ConsumedSignIn.Kind, id, new ConsumedSignIn { At = now }, now + ConsumedSignIn.Lifetime, [], cancellationToken);
        var resumable = new ResumableSignIn { Pending = pending, CookieSuffix = SignInStarter.CookieSuffix(id), Identity = identity, Grants = grants, Use = use };
        if (cookie is not null)
        {
            return await AcceptAsync(resumable, entry, request, cancellationToken);
        }

        var handle = Handles.Create();
        await sessions.TryAddAsync(ResumableSignIn.Kind, Handles.IdOf(handle), resumable, now + ResumableSignIn.Lifetime, [], cancellationToken);
        return new SignInOutcome.Continue(handle);
    }

    private async Task<SignInOutcome> AcceptAsync(ResumableSignIn resumed, SamlProviderEntry entry, RequestInfo request, CancellationToken cancellationToken)
    {
        if (!await audit.AcceptAsync(resumed.Identity, resumed.Use, request, cancellationToken))
        {
            return await RefuseAsync(SignInRefusal.AlreadyUsed, "the assertion was used before", entry, request, cancellationToken);
        }

        var (cookie, session) = await portal.BeginAsync(resumed.Identity, resumed.Grants, cancellationToken);
        return new SignInOutcome.Accepted(cookie, session, resumed.Pending.ReturnUrl, resumed.CookieSuffix);
    }

    /// <summary>No pending sign-in: says which of the causes it was.</summary>
    private async Task<SignInOutcome> RefuseUnknownAsync(string? id, UnverifiedResponse response, RequestInfo request, CancellationToken cancellationToken)
    {
        if (id is not null && await sessions.FindAsync<ConsumedSignIn>(ConsumedSignIn.Kind, id, cancellationToken) is not null)
        {
            return await RefuseAsync(SignInRefusal.AlreadyUsed, "the sign-in was completed before", null, request, cancellationToken);
        }

        return response.InResponseTo is null
            ? await RefuseAsync(SignInRefusal.Unsolicited, "no InResponseTo, and no provider may start a sign-in here", null, request, cancellationToken)
            : await RefuseAsync(SignInRefusal.Expired, "no pending sign-in has this RelayState", null, request, cancellationToken);
    }

    private async Task<SignInOutcome> RefuseAsync(SignInRefusal reason, string detail, SamlProviderEntry? entry, RequestInfo request, CancellationToken cancellationToken)
    {
        await audit.RefuseAsync(reason, detail, entry, request, cancellationToken);
        return new SignInOutcome.Refused(reason);
    }
}
