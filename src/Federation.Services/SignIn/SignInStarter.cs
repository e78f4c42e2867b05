using System.Net;
using Federation.Model.Results;
using Federation.Model.Sessions;
using Federation.Saml;
using Federation.Saml.Bindings;
using Federation.Saml.Protocol;
using Federation.Services.Federated;

namespace Federation.Services.SignIn;

/// <summary>Where a browser goes to sign in, and the cookie that binds the pending request to it.</summary>
/// <param name="RedirectUrl">HTTP-Redirect; null where <paramref name="Form"/> is posted.</param>
/// <param name="Form">HTTP-POST; null for a redirect.</param>
/// <param name="CookieSuffix">End of the cookie's name.</param>
/// <param name="CookieValue">Value of the cookie, known to this browser alone.</param>
/// <param name="Lifetime">Lifetime of the cookie.</param>
public sealed record SignInStart(string? RedirectUrl, SamlPostForm? Form, string CookieSuffix, string CookieValue, TimeSpan Lifetime);

/// <summary>Begins SP-initiated sign-ins (SAML Profiles 4.1.3).</summary>
public sealed class SignInStarter(SamlProviderDirectory providers, SealedSessions sessions, ISessionStore counters, SamlOwnKeys keys, RequestIds requestIds, ServiceOptions options, TimeProvider timeProvider)
{
    /// <summary>Makes the AuthnRequest and keeps the pending sign-in.</summary>
    /// <param name="providerArn">The provider.</param>
    /// <param name="returnUrl">Local path to go to afterwards; anything else becomes <c>/</c>.</param>
    /// <param name="source">Where the request came from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<Result<SignInStart>> StartAsync(string providerArn, string? returnUrl, IPAddress source, CancellationToken cancellationToken) =>
        StartAsync(providerArn, returnUrl, null, source, cancellationToken);

    /// <summary>Begins a test login that an administrator was given a link for; the link works once.</summary>
    public async Task<Result<SignInStart>> StartTestAsync(string handle, IPAddress source, CancellationToken cancellationToken) =>
        Handles.IsHandle(handle) && await sessions.TakeAsync<TestSignIn>(TestSignIn.Kind, Handles.IdOf(handle), cancellationToken) is { } test
            ? await StartAsync(test.ProviderArn, null, test.TraceId, source, cancellationToken)
            : IamErrors.NoSuchEntity("This link for a test login was used before, or has run out.");

    private async Task<Result<SignInStart>> StartAsync(string providerArn, string? returnUrl, string? testTraceId, IPAddress source, CancellationToken cancellationToken)
    {
        if (await providers.FindAsync(providerArn, cancellationToken) is not { } entry)
        {
            return IamErrors.NoSuchEntity("This identity provider is not known here, or its metadata has run out.");
        }

        if (await sessions.CountAsync(PendingSignIn.Kind, cancellationToken) >= options.MostPendingSignIns)
        {
            return CommonErrors.Throttling() with { Detail = "too many sign-ins are pending" };
        }

        // The cap over all is no use to the others where one source may fill it.
        if (await counters.IncrementAsync("pending-of-source", SourceKey.Of(source), PendingSignIn.Lifetime, cancellationToken) > options.MostPendingSignInsOfOneSource)
        {
            return CommonErrors.Throttling() with { Detail = "too many sign-ins were begun from one source" };
        }

        var endpoint = Choose(entry);
        if (endpoint is null)
        {
            return IamErrors.InvalidInput("This identity provider offers no sign-in by Redirect or POST.");
        }

        var (relayState, browser) = (Handles.Create(), Handles.Create());
        var pending = new PendingSignIn
        {
            RequestId = requestIds.Create(),
            ProviderArn = entry.Provider.Arn,
            ReturnUrl = LocalPath.OrRoot(returnUrl),
            BrowserId = Handles.IdOf(browser),
            TestTraceId = testTraceId,
        };
        var id = Handles.IdOf(relayState);
        await sessions.TryAddAsync(PendingSignIn.Kind, id, pending, timeProvider.GetUtcNow() + PendingSignIn.Lifetime, [], cancellationToken);
        var request = Request(entry, pending.RequestId, endpoint.Location);
        var credential = Signs(entry) ? keys.Signing : null;
        return endpoint.Binding == SamlBindings.HttpRedirect
            ? new SignInStart(SamlRedirectBinding.Encode(request, relayState, credential), null, CookieSuffix(id), browser, PendingSignIn.Lifetime)
            : new SignInStart(null, SamlPostBinding.Encode(request, relayState, credential), CookieSuffix(id), browser, PendingSignIn.Lifetime);
    }

    /// <summary>The end of the cookie's name for a pending sign-in: so that several tabs do not take each other's.</summary>
    internal static string CookieSuffix(string pendingId) => pendingId[..12];

    private static Saml.Metadata.SamlEndpoint? Choose(SamlProviderEntry entry)
    {
        var redirect = entry.Metadata.SingleSignOn(SamlBindings.HttpRedirect);
        var post = entry.Metadata.SingleSignOn(SamlBindings.HttpPost);
        return entry.Provider.Settings.AuthnRequestBinding switch
        {
            "POST" => post ?? redirect,
            _ => redirect ?? post,
        };
    }

    /// <summary>Signed, unless the administrator says no and the IdP does not want it (SAML Metadata 2.4.3, WantAuthnRequestsSigned): our metadata promises signatures.</summary>
    private static bool Signs(SamlProviderEntry entry) => entry.Metadata.WantAuthnRequestsSigned || entry.Provider.Settings.SignRequests != false;

    private SamlAuthnRequest Request(SamlProviderEntry entry, string id, string destination)
    {
        var settings = entry.Provider.Settings;
        return new SamlAuthnRequest
        {
            Id = id,
            Issuer = options.EntityId,
            IssueInstant = timeProvider.GetUtcNow(),
            Destination = destination,
            AssertionConsumerServiceUrl = options.AssertionConsumerUrls[0],
            ForceAuthn = settings.ForceAuthn,
            NameIdPolicy = settings.NameIdFormat is null ? null : new SamlNameIdPolicy(settings.NameIdFormat),
            RequestedAuthnContext = settings.RequestedAuthnContext.Count == 0 ? null : new SamlRequestedAuthnContext(settings.RequestedAuthnContext),
        };
    }
}
