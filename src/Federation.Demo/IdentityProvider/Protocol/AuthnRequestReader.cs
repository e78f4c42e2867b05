using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>Reads an AuthnRequest off the Redirect or POST binding and checks it against what the IdP knows of its sender.</summary>
internal sealed class AuthnRequestReader(IdentityProviderOptions options, KnownServiceProviders serviceProviders, TimeProvider timeProvider)
{
    private const int MaximumXmlBytes = 100_000;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan MaximumAge = TimeSpan.FromMinutes(10);

    /// <summary>SAML Bindings 3.4: deflated, in the query; the signature stands beside the message.</summary>
    public Task<AcceptedRequest> ReadRedirectAsync(string rawQuery, CancellationToken cancellationToken)
    {
        var query = RawQuery.Parse(rawQuery);
        if (query.Value("SAMLRequest") is not { } encoded || Inflate(encoded) is not { } xml)
        {
            return Task.FromResult(AcceptedRequest.Refused("the query holds no readable SAMLRequest"));
        }

        return AcceptAsync(xml, query.Value("RelayState"), (_, provider) => VerifyRedirect(query, provider), query.Value("Signature") is not null, cancellationToken);
    }

    /// <summary>SAML Bindings 3.5: base64 in a form; the signature is inside the message.</summary>
    public Task<AcceptedRequest> ReadPostAsync(string? encoded, string? relayState, CancellationToken cancellationToken)
    {
        if (encoded is null || Decode(encoded) is not { } bytes)
        {
            return Task.FromResult(AcceptedRequest.Refused("the form holds no readable SAMLRequest"));
        }

        var xml = Encoding.UTF8.GetString(bytes);
        var signed = xml.Contains("http://www.w3.org/2000/09/xmldsig#", StringComparison.Ordinal);
        return AcceptAsync(xml, relayState, (document, provider) => XmlSignatures.VerifyRoot(document, provider.SigningCertificates), signed, cancellationToken);
    }

    private async Task<AcceptedRequest> AcceptAsync(string xml, string? relayState, Func<XmlDocument, KnownServiceProvider, bool> verify, bool isSigned,
        CancellationToken cancellationToken)
    {
        XmlDocument document;
        try
        {
            document = SamlValues.Parse(xml);
        }
        catch (XmlException)
        {
            return AcceptedRequest.Refused("the message is not well-formed XML");
        }

        var (request, problem) = AuthnRequest.Read(SamlValues.ToLinq(document));
        if (request is null)
        {
            return AcceptedRequest.Refused(problem!);
        }

        var provider = await serviceProviders.FindAsync(request.Issuer, cancellationToken);
        if (provider is null)
        {
            return AcceptedRequest.Refused($"no service provider `{request.Issuer}` is known here");
        }

        if ((provider.SignsRequests || isSigned) && !verify(document, provider))
        {
            // The service provider may have changed its keys since its metadata was read.
            provider = await serviceProviders.RefreshAsync(request.Issuer, cancellationToken);
            if (provider is null || !verify(document, provider))
            {
                return AcceptedRequest.Refused("the signature of the AuthnRequest does not verify with the service provider's metadata");
            }
        }

        return Check(request, provider, relayState);
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

    private static bool VerifyRedirect(RawQuery query, KnownServiceProvider provider) =>
        query.Value("SigAlg") is { } algorithm
        && query.Value("Signature") is { } signature
        && Decode(signature) is { } bytes
        && XmlSignatures.VerifyRedirect(Encoding.ASCII.GetBytes(query.Raw("SAMLRequest", "RelayState", "SigAlg")), algorithm, bytes, provider.SigningCertificates);

    private static byte[]? Decode(string base64)
    {
        try
        {
            return base64.Length > MaximumXmlBytes * 2 ? null : Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Inflate(string base64)
    {
        if (Decode(base64) is not { } compressed)
        {
            return null;
        }

        try
        {
            using var inflater = new DeflateStream(new MemoryStream(compressed), CompressionMode.Decompress);
            var buffer = new byte[MaximumXmlBytes];
            var length = inflater.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length == buffer.Length ? null : Encoding.UTF8.GetString(buffer, 0, length);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
