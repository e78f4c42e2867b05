using System.Diagnostics.CodeAnalysis;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>A sign-in that the IdP will answer, or the reason why not. Without a request it is a sign-in that the IdP itself starts.</summary>
internal sealed record AcceptedRequest
{
    public AuthnRequest? Request { get; init; }

    public KnownServiceProvider? Provider { get; init; }

    public string AssertionConsumerService { get; init; } = "";

    public string? RelayState { get; init; }

    public string? Problem { get; init; }

    [MemberNotNullWhen(true, nameof(Provider))]
    public bool IsAccepted => Problem is null;

    public static AcceptedRequest Refused(string problem) => new() { Problem = problem };

    /// <summary>A sign-in without a request: SAML Profiles 4.1.5.</summary>
    public static AcceptedRequest Unsolicited(KnownServiceProvider provider) =>
        new() { Provider = provider, AssertionConsumerService = provider.AssertionConsumerServices[0] };
}
