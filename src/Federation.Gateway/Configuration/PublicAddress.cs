using Federation.Services;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Federation.Gateway.Configuration;

/// <summary>The one base URL: configured, or the first bound URL once the server listens. Never guessed from a request.</summary>
public sealed class PublicAddress(GatewayOptions options, IServer server)
{
    private Uri? _url;

    /// <summary>The base URL.</summary>
    /// <exception cref="InvalidOperationException">Nothing is configured and the server does not listen yet.</exception>
    public Uri Url => _url ??= options.PublicUrl ?? Bound() ?? throw new InvalidOperationException("the server does not listen yet");

    /// <summary>True where pages are served over TLS: cookies carry the __Host- prefix then.</summary>
    public bool IsSecure => Url.Scheme == Uri.UriSchemeHttps;

    /// <summary>Scheme and authority, without a trailing slash.</summary>
    public string Origin => Url.GetLeftPart(UriPartial.Authority);

    /// <summary>What the verbs are told of the house.</summary>
    public ServiceOptions ToServiceOptions() => new()
    {
        PublicUrl = Origin,
        EntityIdOverride = options.EntityId,
        StsRecipients = options.SamlRecipients,
        StsAudiences = options.SamlAudiences,
        LoginTraceLifetime = options.LoginTraceLifetime,
        MostLoginTraces = options.MostLoginTraces,
        MostSamlProvidersPerAccount = options.MostSamlProvidersPerAccount,
        LargestMetadata = options.LargestMetadata,
        MostPendingSignInsOfOneSource = options.PendingSignInsPerSource,
        AlertWebhook = options.AlertWebhook,
        SessionLifetime = options.SessionLifetime,
        SessionIdle = options.SessionIdle,
        RevokeCredentialsOnLogout = options.RevokeCredentialsOnLogout,
    };

    private Uri? Bound() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } first && Uri.TryCreate(first, UriKind.Absolute, out var url) ? url : null;
}
