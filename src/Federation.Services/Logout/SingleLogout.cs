using System.Security.Cryptography;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Saml;
using Federation.Saml.Bindings;
using Federation.Saml.Logout;
using Federation.Saml.Metadata;
using Federation.Saml.Protocol;
using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;

namespace Federation.Services.Logout;

/// <summary>
/// Single logout, front channel, both ways (SAML Profiles 4.4). Sessions are found by NameID and SessionIndex, never by a cookie: the IdP calls from a frame of its own
/// site, where ours do not come. What the IdP asks is always answered.
/// </summary>
public sealed class SingleLogout(
    SamlProviderDirectory providers, PortalSessions portal, SealedSessions sessions, SamlOwnKeys keys, ServiceOptions options, SecurityLog securityLog, TimeProvider timeProvider)
{
    /// <summary>The request that tells the IdP that a person signed out here; null where the IdP takes none or the assertion named nobody. The session has ended before.</summary>
    public async Task<LogoutStep?> StartAsync(SamlIdentity identity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identity);
        if (identity.NameId is not { } nameId || await providers.FindAsync(identity.ProviderArn, cancellationToken) is not { } entry || Endpoint(entry.Metadata, null) is not { } endpoint)
        {
            return null;
        }

        var now = timeProvider.GetUtcNow();
        var relayState = Handles.Create();
        var pending = new PendingLogout { RequestId = NewId(), ProviderArn = entry.Provider.Arn };
        await sessions.TryAddAsync(PendingLogout.Kind, Handles.IdOf(relayState), pending, now + PendingLogout.Lifetime, [], cancellationToken);
        var request = new SamlLogoutRequest
        {
            Id = pending.RequestId,
            Issuer = options.EntityId,
            IssueInstant = now,
            Destination = endpoint.Location,
            NameId = nameId,
            SessionIndexes = identity.SessionIndex is { } index ? [index] : [],
            NotOnOrAfter = now + PendingLogout.Lifetime,
        };
        return endpoint.Binding == SamlBindings.HttpRedirect
            ? new LogoutStep(SamlRedirectBinding.Encode(request, relayState, keys.Signing), null)
            : new LogoutStep(null, SamlPostBinding.Encode(request, relayState, keys.Signing));
    }

    /// <summary>Takes a message that came to our single logout URL.</summary>
    public async Task<LogoutOutcome> HandleAsync(UnverifiedLogoutMessage message, string binding, RequestInfo request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(request);
        var candidates = await providers.FindByIssuerAsync(message.Issuer, cancellationToken);
        if (candidates.Count == 0)
        {
            return Refuse("no provider here has the issuer's entity id", request);
        }

        return message.IsRequest
            ? await AnswerAsync(message, candidates, binding, request, cancellationToken)
            : await FinishAsync(message, candidates, request, cancellationToken);
    }

    private async Task<LogoutOutcome> AnswerAsync(
        UnverifiedLogoutMessage message, IReadOnlyList<SamlProviderEntry> candidates, string binding, RequestInfo request, CancellationToken cancellationToken)
    {
        SamlProviderEntry? vouched = null;
        var complete = true;
        var ended = 0;
        string? failure = null;
        foreach (var entry in candidates)
        {
            var result = SamlLogoutValidator.ValidateRequest(message, Context(entry, null));
            if (!result.Succeeded)
            {
                failure ??= Describe(result.FirstFailure);
                continue;
            }

            vouched ??= entry;
            var (count, all) = await EndAsync(entry, result.Message, request, cancellationToken);
            ended += count;
            complete &= all;
        }

        if (vouched is null)
        {
            // Also a refusal is answered, to the address of the metadata and to no other.
            Refuse(failure ?? "the request did not verify", request);
            return new LogoutOutcome.Answer(Response(candidates[0], message, binding, SamlStatusCodes.Requester, SamlStatusCodes.RequestDenied), false);
        }

        return complete
            ? new LogoutOutcome.Answer(Response(vouched, message, binding, SamlStatusCodes.Success, null), true)
            : new LogoutOutcome.Answer(Response(vouched, message, binding, ended > 0 ? SamlStatusCodes.Success : SamlStatusCodes.Responder, SamlStatusCodes.PartialLogout), false);
    }

    private async Task<(int Ended, bool Complete)> EndAsync(SamlProviderEntry entry, ValidatedLogoutRequest request, RequestInfo info, CancellationToken cancellationToken)
    {
        var ended = 0;
        var complete = true;
        foreach (var session in await SessionsAsync(entry, request, info, cancellationToken))
        {
            if (session is null)
            {
                complete = false;
                continue;
            }

            if (session.Identity is not { NameId: { } nameId } identity || !request.Covers(nameId, identity.SessionIndex))
            {
                continue;
            }

            try
            {
                await portal.EndAsync(session, info, revokeCredentials: true);
                ended++;
            }
            catch (StoreUnavailableException exception)
            {
                // The others still end, and the IdP hears that one did not.
                complete = false;
                securityLog.Refused("signin:Logout", CommonErrors.ServiceUnavailable(exception.Message), info);
            }
        }

        return (ended, complete);
    }

    /// <summary>The subject's sessions; a null stands for those that the store does not tell of: the IdP is answered all the same (SAML Profiles 4.4.3.4).</summary>
    private async Task<IReadOnlyList<PortalSession?>> SessionsAsync(SamlProviderEntry entry, ValidatedLogoutRequest request, RequestInfo info, CancellationToken cancellationToken)
    {
        try
        {
            return await portal.FindBySubjectAsync(entry.Provider.Arn, request.NameId.Value, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            securityLog.Refused("signin:Logout", CommonErrors.ServiceUnavailable(exception.Message), info);
            return [null];
        }
    }

    private async Task<LogoutOutcome> FinishAsync(UnverifiedLogoutMessage message, IReadOnlyList<SamlProviderEntry> candidates, RequestInfo request, CancellationToken cancellationToken)
    {
        if (!Handles.IsHandle(message.RelayState) || await sessions.TakeAsync<PendingLogout>(PendingLogout.Kind, Handles.IdOf(message.RelayState!), cancellationToken) is not { } pending)
        {
            return Refuse("no logout is pending under this RelayState", request);
        }

        if (candidates.FirstOrDefault(candidate => candidate.Provider.Arn == pending.ProviderArn) is not { } entry)
        {
            return Refuse("the answer comes from another provider than was asked", request);
        }

        var result = SamlLogoutValidator.ValidateResponse(message, Context(entry, pending.RequestId));
        return result.Succeeded ? new LogoutOutcome.Ended(result.Message.IsComplete) : Refuse(Describe(result.FirstFailure), request);
    }

    private SamlLogoutContext Context(SamlProviderEntry entry, string? pendingRequestId) => new()
    {
        Provider = entry.Metadata,
        Destinations = [options.SingleLogoutUrl],
        Now = timeProvider.GetUtcNow(),
        ClockSkew = TimeSpan.FromSeconds(entry.Provider.Settings.ClockSkewSeconds),
        AllowSha1 = entry.Provider.Settings.AllowSha1,
        DecryptionKeys = keys.Decryption,
        PendingRequestId = pendingRequestId,
    };

    private LogoutStep? Response(SamlProviderEntry entry, UnverifiedLogoutMessage message, string binding, string status, string? subStatus)
    {
        if (Endpoint(entry.Metadata, binding) is not { } endpoint)
        {
            return null;
        }

        var response = new SamlLogoutResponse
        {
            Id = NewId(),
            InResponseTo = message.Id,
            Issuer = options.EntityId,
            IssueInstant = timeProvider.GetUtcNow(),
            // SAML Metadata 2.2.2: ResponseLocation, where there is one.
            Destination = endpoint.ResponseLocation ?? endpoint.Location,
            StatusCode = status,
            SubStatusCode = subStatus,
        };
        return endpoint.Binding == SamlBindings.HttpRedirect
            ? new LogoutStep(SamlRedirectBinding.Encode(response, message.RelayState, keys.Signing), null)
            : new LogoutStep(null, SamlPostBinding.Encode(response, message.RelayState, keys.Signing));
    }

    private static SamlEndpoint? Endpoint(SamlIdpMetadata metadata, string? preferred) =>
        (preferred is null ? null : metadata.SingleLogout(preferred)) ?? metadata.SingleLogout(SamlBindings.HttpRedirect) ?? metadata.SingleLogout(SamlBindings.HttpPost);

    private LogoutOutcome.Refused Refuse(string why, RequestInfo request)
    {
        securityLog.Refused("signin:Logout", CommonErrors.AccessDenied("the logout message was refused") with { Detail = why }, request);
        return new LogoutOutcome.Refused(why);
    }

    private static string Describe(Saml.Validation.SamlCheck? check) =>
        check is { } failed ? $"{failed.Rule.Id}: expected {failed.Expected ?? "-"}, came {failed.Actual ?? "-"}" : "the message did not verify";

    private static string NewId() => SamlMessageId.Create(RandomNumberGenerator.GetBytes(20));
}
