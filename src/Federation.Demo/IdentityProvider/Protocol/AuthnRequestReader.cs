namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>Reads an AuthnRequest and checks it against what the IdP knows of its sender.</summary>
internal sealed class AuthnRequestReader(IdentityProviderOptions options, KnownServiceProviders serviceProviders, TimeProvider timeProvider)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan MaximumAge = TimeSpan.FromMinutes(10);

    public async Task<AcceptedRequest> ReadAsync(ReceivedMessage? message, CancellationToken cancellationToken)
    {
        if (message is null)
        {
            return AcceptedRequest.Refused("there is no readable SAMLRequest");
        }

        var (request, problem) = AuthnRequest.Read(message.Root);
        if (request is null)
        {
            return AcceptedRequest.Refused(problem!);
        }

        var provider = await serviceProviders.FindAsync(request.Issuer, cancellationToken);
        if (provider is null)
        {
            return AcceptedRequest.Refused($"no service provider `{request.Issuer}` is known here");
        }

        provider = provider.SignsRequests || message.IsSigned ? await serviceProviders.AuthenticateAsync(message, request.Issuer, cancellationToken) : provider;
        return provider is null
            ? AcceptedRequest.Refused("the signature of the AuthnRequest does not verify with the service provider's metadata")
            : Check(request, provider, message.RelayState);
    }

    private AcceptedRequest Check(AuthnRequest request, KnownServiceProvider provider, string? relayState)
    {
        // SAML Core 3.2.1, Destination
        if (request.Destination is { } destination && destination != options.SingleSignOnUrl)
        {
            return AcceptedRequest.Refused($"the Destination is `{destination}`, expected `{options.SingleSignOnUrl}`");
        }

        var age = timeProvider.GetUtcNow() - request.IssueInstant;
        if (age > MaximumAge || age < -Skew)
        {
            return AcceptedRequest.Refused("the AuthnRequest is too old, or the clocks differ");
        }

        // SAML Profiles 4.1.4.1: the response goes only where the metadata says.
        var consumer = request.AssertionConsumerServiceUrl ?? provider.AssertionConsumerServices[0];
        if (!provider.AssertionConsumerServices.Contains(consumer, StringComparer.Ordinal) || request.ProtocolBinding is not (null or SamlNames.PostBinding))
        {
            return AcceptedRequest.Refused($"`{consumer}` is no POST assertion consumer service of this service provider's metadata");
        }

        return new AcceptedRequest { Request = request, Provider = provider, AssertionConsumerService = consumer, RelayState = relayState };
    }
}
