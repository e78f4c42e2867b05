using System.Net;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>Two gateway processes over one store.</summary>
public sealed class TwoNodeTests(CorporateGateway corporate) : IClassFixture<CorporateGateway>
{
    [Fact]
    public async Task An_assertion_that_was_used_on_one_node_is_refused_on_the_other_at_both_doors()
    {
        using var root = corporate.Gateway.As(corporate.Gateway.Root());
        (await root.JsonAsync("federation", "UpdateSamlProviderSettings", new { SAMLProviderArn = GatewaySetup.ProviderArn(corporate.Account), IdpInitiated = "Accept" })).Succeeded();
        await using var other = await GatewayProcess.StartBesideAsync(corporate.Gateway);
        var (first, second) = (await corporate.UnsolicitedAssertionAsync("bob"), await corporate.UnsolicitedAssertionAsync("bob"));

        (await PostAsync(corporate.Gateway, first)).ShouldBe(HttpStatusCode.SeeOther);
        (await PostAsync(other, first)).ShouldBe(HttpStatusCode.BadRequest, other.Transcript);
        (await PostAsync(other, second)).ShouldBe(HttpStatusCode.SeeOther, other.Transcript);
        (await PostAsync(corporate.Gateway, second)).ShouldBe(HttpStatusCode.BadRequest);

        using var anybody = corporate.Gateway.As(null);
        var assumed = await anybody.QueryAsync("sts", "AssumeRoleWithSAML",
            ("RoleArn", corporate.RoleArn(GatewaySetup.Developer)), ("PrincipalArn", GatewaySetup.ProviderArn(corporate.Account)), ("SAMLAssertion", second));
        assumed.ErrorCode.ShouldBe("InvalidIdentityToken");
    }

    /// <summary>The form that the IdP's page would send, to one node, under the name that both serve.</summary>
    private async Task<HttpStatusCode> PostAsync(GatewayProcess node, string response)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(node.Url, "/saml/acs")) { Content = new FormUrlEncodedContent([new("SAMLResponse", response)]) };
        message.Headers.Host = corporate.Url.Authority;
        using var answer = await http.SendAsync(message);
        return answer.StatusCode;
    }
}
