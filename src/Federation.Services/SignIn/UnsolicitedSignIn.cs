using Federation.Model.SamlProviders;
using Federation.Model.Sessions;
using Federation.Saml.Protocol;
using Federation.Saml.Validation;
using Federation.Services.Federated;
using Federation.Services.Sts;
using Federation.Services.Traces;

namespace Federation.Services.SignIn;

/// <summary>
/// A response that nobody asked for (SAML Profiles 4.1.5), by each provider's setting: refused, taken, or a hint that begins an SP-initiated sign-in. Its provider
/// is whoever of the issuer's providers, over all accounts, has the key that signed.
/// </summary>
public sealed class UnsolicitedSignIn(
    SamlProviderDirectory providers, SamlDoors doors, RoleResolver roles, ISessionStore counters, SignInAcceptance acceptance, SignInReport report, ServiceOptions options,
    TimeProvider timeProvider)
{
    /// <summary>Restarts of one source and provider within a minute: an IdP that answers no request with its id would send the browser round for ever.</summary>
    private const int MostRestarts = 30;

    internal async Task<SignInOutcome> CompleteAsync(UnverifiedResponse response, SignInMessage message, LoginAttempt attempt, CancellationToken cancellationToken)
    {
        var candidates = await providers.FindByIssuerAsync(response.Issuer, cancellationToken);
        if (candidates.Count == 0)
        {
            return await report.RefuseAsync(attempt, SignInRefusal.UnknownIssuer, "no provider here has the issuer's entity id", cancellationToken);
        }

        attempt.Take(candidates[0]);
        var now = timeProvider.GetUtcNow();
        SamlValidationResult? failed = null;
        foreach (var entry in candidates.Where(candidate => candidate.Provider.Settings.IdpInitiated == IdpInitiatedModes.Accept))
        {
            var result = SamlResponseValidator.Validate(response, doors.Browser(entry, SamlExpectedRequest.Unsolicited, now));
            if (result.Succeeded)
            {
                attempt.Take(entry);
                attempt.Take(result);
                return await TakeAsync(entry, response, result, message, attempt, now, cancellationToken);
            }

            failed ??= result;
            attempt.Take(entry);
        }

        if (candidates.FirstOrDefault(candidate => candidate.Provider.Settings.IdpInitiated == IdpInitiatedModes.Restart) is { } restarting)
        {
            attempt.Take(restarting);
            return await RestartAsync(restarting, message, attempt, cancellationToken);
        }

        if (failed is null)
        {
            return await report.RefuseAsync(attempt, SignInRefusal.Unsolicited, "the provider's IdpInitiated is Refuse: set it to Accept or Restart to allow this", cancellationToken);
        }

        attempt.Take(failed);
        var reason = failed.FirstFailure?.Rule.Kind == SamlRuleKind.Rejected ? SignInRefusal.ProviderReportedFailure : SignInRefusal.Rejected;
        return await report.RefuseAsync(attempt, reason, SamlErrors.Describe(failed), cancellationToken);
    }

    private async Task<SignInOutcome> TakeAsync(
        SamlProviderEntry entry, UnverifiedResponse response, SamlValidationResult result, SignInMessage message, LoginAttempt attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var assertion = result.Assertion!;
        if (SubjectRule.Check(entry, assertion) is { } unusable)
        {
            return await report.RefuseAsync(attempt, unusable.Reason, unusable.Detail, cancellationToken);
        }

        var identity = SamlIdentity.Of(entry.Provider, assertion)!;
        var evaluation = await roles.ResolveAsync(response, assertion, identity, SamlExpectedRequest.Unsolicited, now, cancellationToken);
        attempt.Take(identity, evaluation);
        var resumable = new ResumableSignIn
        {
            ProviderArn = entry.Provider.Arn,
            ReturnUrl = ReturnUrl(message.RelayState),
            Identity = identity,
            OtherIdentities = evaluation.OtherIdentities,
            Use = AssertionUse.AtBrowser(assertion),
            Trace = attempt.Trace,
        };

        // Whether somebody else is signed in is only seen where the browser sends its cookies; and if so, that person is asked.
        return message.HidesCookies || IsAnother(message.LiveSession, identity)
            ? await acceptance.HoldAsync(resumable, attempt, cancellationToken)
            : await acceptance.AcceptAsync(resumable, attempt, cancellationToken);
    }

    /// <summary>Whether a live session is of another person than a new sign-in.</summary>
    internal static bool IsAnother(PortalSession? live, SamlIdentity identity) => live is not null && live.SubjectKey != identity.SubjectKey;

    private async Task<SignInOutcome> RestartAsync(SamlProviderEntry entry, SignInMessage message, LoginAttempt attempt, CancellationToken cancellationToken)
    {
        var source = Handles.IdOf($"{attempt.Request.SourceAddress} {entry.Provider.Arn}");
        if (await counters.IncrementAsync("sign-in-restart", source, TimeSpan.FromMinutes(1), cancellationToken) > MostRestarts)
        {
            return await report.RefuseAsync(
                attempt, SignInRefusal.RestartedTooOften, "the identity provider answers our requests without their InResponseTo, or too many people restart from one address", cancellationToken);
        }

        report.End(attempt, LoginOutcomes.Restarted);
        return new SignInOutcome.Restart(entry.Provider.Arn, ReturnUrl(message.RelayState));
    }

    /// <summary>An IdP's RelayState is where the person wants to go: a path of ours, or a URL that begins with our own base.</summary>
    private string ReturnUrl(string? relayState) =>
        LocalPath.OrRoot(relayState is not null && relayState.StartsWith(options.PublicUrl + "/", StringComparison.Ordinal) ? relayState[options.PublicUrl.Length..] : relayState);
}
