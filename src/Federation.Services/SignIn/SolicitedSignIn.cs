using Federation.Saml.Protocol;
using Federation.Saml.Validation;
using Federation.Services.Federated;
using Federation.Services.ProviderSettings;
using Federation.Services.Sts;
using Federation.Services.Traces;

namespace Federation.Services.SignIn;

/// <summary>The answer to a request of ours: it counts once, for the browser and the provider that the request was made for (SAML Profiles 4.1.4.3).</summary>
public sealed class SolicitedSignIn(
    SamlProviderDirectory providers, SamlDoors doors, RoleResolver roles, SamlMetadataRefresher refresher, SealedSessions sessions, SignInAcceptance acceptance, SignInReport report,
    TimeProvider timeProvider)
{
    internal async Task<SignInOutcome> CompleteAsync(
        string id, PendingSignIn pending, UnverifiedResponse response, SignInMessage message, LoginAttempt attempt, CancellationToken cancellationToken)
    {
        if (pending.TestTraceId is { } traceId)
        {
            attempt.Rename(traceId);
        }

        if (await providers.FindAsync(pending.ProviderArn, cancellationToken) is not { } entry)
        {
            return await report.RefuseAsync(attempt, SignInRefusal.ProviderGone, $"the provider {pending.ProviderArn} is gone, or its metadata ran out", cancellationToken);
        }

        attempt.Take(entry);
        var cookie = message.CookieOf(SignInStarter.CookieSuffix(id));
        if (cookie is not null && !Handles.Equal(Handles.IdOf(cookie), pending.BrowserId))
        {
            return await report.RefuseAsync(attempt, SignInRefusal.OtherBrowser, "the sign-in cookie is another's", cancellationToken);
        }

        var expected = SamlExpectedRequest.Pending(pending.RequestId);
        var now = timeProvider.GetUtcNow();
        var result = SamlResponseValidator.Validate(response, doors.Browser(entry, expected, now));
        if (!result.Succeeded && await refresher.RefetchForUnknownKeyAsync(entry, result, cancellationToken) && await providers.FindAsync(entry.Provider.Arn, cancellationToken) is { } fresh)
        {
            attempt.Note("the key was not known: the metadata was fetched anew");
            attempt.Take(entry = fresh);
            result = SamlResponseValidator.Validate(response, doors.Browser(entry, expected, now));
        }

        attempt.Take(result);
        if (!result.Succeeded)
        {
            attempt.NoteOtherTenant(result);
            var reason = result.FirstFailure?.Rule.Kind == SamlRuleKind.Rejected ? SignInRefusal.ProviderReportedFailure : SignInRefusal.Rejected;
            return await report.RefuseAsync(attempt, reason, SamlErrors.Describe(result), cancellationToken);
        }

        if (SubjectRule.Check(entry, result.Assertion) is { } unusable)
        {
            return await report.RefuseAsync(attempt, unusable.Reason, unusable.Detail, cancellationToken);
        }

        var identity = SamlIdentity.Of(entry.Provider, result.Assertion)!;
        var evaluation = await roles.ResolveAsync(response, result.Assertion, identity, expected, now, cancellationToken);
        attempt.Take(identity, evaluation);
        return await ConsumeAsync(id, pending, cookie, identity, evaluation, AssertionUse.AtBrowser(result.Assertion), attempt, cancellationToken);
    }

    private async Task<SignInOutcome> ConsumeAsync(
        string id, PendingSignIn pending, string? cookie, SamlIdentity identity, RoleEvaluation evaluation, Model.Sessions.OneTimeUse use, LoginAttempt attempt, CancellationToken cancellationToken)
    {
        // One of many that bring the same response gets the pending sign-in.
        if (await sessions.TakeAsync<PendingSignIn>(PendingSignIn.Kind, id, cancellationToken) is null)
        {
            return await report.RefuseAsync(attempt, SignInRefusal.AlreadyUsed, "the pending sign-in was consumed", cancellationToken);
        }

        var now = timeProvider.GetUtcNow();
        await sessions.TryAddAsync(ConsumedSignIn.Kind, id, new ConsumedSignIn { At = now }, now + ConsumedSignIn.Lifetime, [], cancellationToken);
        var resumable = new ResumableSignIn
        {
            ProviderArn = pending.ProviderArn,
            ReturnUrl = pending.ReturnUrl,
            Pending = pending,
            CookieSuffix = SignInStarter.CookieSuffix(id),
            Identity = identity,
            OtherIdentities = evaluation.OtherIdentities,
            Use = use,
            Trace = attempt.Trace,
        };
        return cookie is not null ? await acceptance.AcceptAsync(resumable, attempt, cancellationToken) : await acceptance.HoldAsync(resumable, attempt, cancellationToken);
    }
}

/// <summary>Whether an assertion names a person by something that stays.</summary>
internal static class SubjectRule
{
    internal static (SignInRefusal Reason, string Detail)? Check(SamlProviderEntry entry, Saml.Assertions.ValidatedAssertion assertion) =>
        SamlIdentity.WhyNoKey(entry.Provider, assertion) is { } why
            ? (entry.Provider.Settings.SubjectAttribute is null && assertion.NameId?.IsTransient == true ? SignInRefusal.TransientSubject : SignInRefusal.NoSubject, why)
            : null;
}
