using System.Net;
using Federation.Policy;
using Federation.Services.Authorization;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;
using Federation.UnitTests.Saml;

namespace Federation.UnitTests.Services.Authorization;

/// <summary>What an identity provider can make policies believe: what its own keys say, and nothing else, whatever it is called.</summary>
public sealed class FederatedKeyTests
{
    private const string Oidc = "arn:aws:iam::111122223333:oidc-provider/";
    private const string Saml = "arn:aws:iam::111122223333:saml-provider/corp";

    [Theory]
    [InlineData(Oidc + "aws", "aws:SourceIp")]
    [InlineData(Oidc + "aws", "AWS:SOURCEIP")]
    [InlineData(Oidc + "aws", "aws:PrincipalOrgID")]
    [InlineData(Oidc + "iam", "iam:PassedToService")]
    [InlineData(Oidc + "sts", "sts:ExternalId")]
    [InlineData(Oidc + "saml", "saml:sub")]
    [InlineData(Oidc + "federation", "federation:Key")]
    [InlineData(Oidc + "idp.example.net", "aws:SourceIp")]
    [InlineData(Oidc + "idp.example.net", "idp.example.net.evil:sub")]
    [InlineData(Oidc + "idp.example.net/a", "idp.example.net:sub")]
    [InlineData(Saml, "aws:SourceIp")]
    [InlineData(Saml, "idp.example.net:sub")]
    public void A_provider_sets_no_key_but_its_own(string provider, string key)
    {
        foreach (var context in Contexts(provider, key))
        {
            context.Entries.SelectMany(entry => entry.Values).ShouldNotContain("192.0.2.66");
            Value(context, "aws:SourceIp").ShouldBe("198.51.100.7");
        }
    }

    [Theory]
    [InlineData(Oidc + "idp.example.net", "idp.example.net:sub")]
    [InlineData(Oidc + "idp.example.net/Realm", "idp.example.net/Realm:sub")]
    [InlineData(Oidc + "localhost:8443", "localhost:8443:sub")]
    [InlineData(Saml, "saml:sub")]
    public void A_provider_sets_its_own_keys(string provider, string key)
    {
        foreach (var context in Contexts(provider, key))
        {
            Value(context, key).ShouldBe("192.0.2.66");
        }
    }

    /// <summary>At the assumption, and in the session that comes of it.</summary>
    private static IEnumerable<RequestContext> Contexts(string provider, string key)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [key] = ["192.0.2.66"] };
        var nobody = Caller.Anonymous;
        var federated = new FederatedIdentity { ProviderArn = provider, Issuer = "i", Subject = "s", PrincipalId = "p", ContextKeys = keys };
        yield return Fill(nobody with { Kind = CallerKind.WebIdentity, Federated = federated });
        var session = new SessionClaims { Principal = SessionPrincipal.Role, PrincipalId = "r", SessionId = "s", SubjectKey = "k", FederatedProvider = provider, FederatedContext = keys, IssuedAt = ResponseBuilder.Now, ExpiresAt = ResponseBuilder.Now.AddHours(1) };
        yield return Fill(nobody with { Kind = CallerKind.AssumedRole, Arn = "a", UserId = "u", Session = session });
    }

    private static RequestContext Fill(Caller caller)
    {
        var context = new RequestContext();
        var request = new RequestInfo { RequestId = "r", ReceivedAt = ResponseBuilder.Now, SourceAddress = IPAddress.Parse("198.51.100.7"), UserAgent = "tests", IsSecure = true };
        ContextBuilder.Fill(context, request, caller, Demand.Identity("iam:GetUser", "*", caller.AccountId), null, null);
        return context;
    }

    private static string? Value(RequestContext context, string key) =>
        context.Entries.FirstOrDefault(entry => entry.Key.Name.Equals(key, StringComparison.OrdinalIgnoreCase)).Values?.Single();
}
