using System.Net;
using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>SimpleSAMLphp changes its signing key while its metadata is fetched, signed, from a URL.</summary>
public sealed class SamlKeyRollOverTests
{
    [Fact]
    public async Task A_key_that_metadata_announced_signs_without_a_broken_login()
    {
        await using var pair = await StartAsync();
        await pair.Idp.MakeKeyAsync("next");

        // Announced: metadata has both keys, the old one signs.
        pair.Idp.SignWith("idp", announced: "next");
        (await RefreshAsync(pair)).Length.ShouldBe(2);
        (await pair.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.OK);

        // Changed over: the new key counts without another fetch; the next fetch finds the old one withdrawn, and it stays for its overlap.
        pair.Idp.SignWith("next");
        (await pair.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.OK);
        var keys = await RefreshAsync(pair);
        keys.Length.ShouldBe(2);
        keys.Count(key => key.TryGetProperty("WithdrawnAt", out _)).ShouldBe(1);
        keys.Single(key => key.TryGetProperty("WithdrawnAt", out _)).GetProperty("CertificateSubject").GetString().ShouldEndWith(", idp\"", Case.Sensitive);

        // A node of the IdP that has not changed over yet still signs people in.
        pair.Idp.SignWith("idp");
        (await pair.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_that_nobody_announced_is_fetched_at_the_first_login_that_needs_it()
    {
        await using var pair = await StartAsync();
        (await RefreshAsync(pair)).Length.ShouldBe(1);
        await pair.Idp.MakeKeyAsync("sudden");
        pair.Idp.SignWith("sudden");

        (await pair.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.OK);

        // Metadata that somebody else signed is not taken: the key that it brings opens nothing.
        await pair.Idp.MakeKeyAsync("federation");
        await pair.Idp.MakeKeyAsync("foreign");
        pair.Idp.SignWith("foreign");
        (await FetchAsync(pair)).GetProperty("LastProblem").GetString().ShouldNotBeNull().ShouldContain("trust anchor");
        (await pair.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<SimpleSamlPhpPair> StartAsync()
    {
        var pair = await SimpleSamlPhpPair.StartAsync(null, ("Federation__Outbound__AllowedNetworks", "127.0.0.0/8,::1/128"));
        await pair.ManageAsync("UpdateSamlProviderSettings", ("MetadataUrl", new Uri(pair.Idp.Url, "saml2/idp/metadata.php").AbsoluteUri), ("MetadataTrustAnchor", pair.Idp.TrustAnchor));
        return pair;
    }

    private static async Task<JsonElement[]> RefreshAsync(SimpleSamlPhpPair pair)
    {
        var state = await FetchAsync(pair);
        state.TryGetProperty("LastProblem", out var problem).ShouldBeFalse(problem.ToString());
        return [.. state.GetProperty("Keys").EnumerateArray()];
    }

    /// <summary>Asks for a fetch and gives the state after it.</summary>
    private static async Task<JsonElement> FetchAsync(SimpleSamlPhpPair pair)
    {
        var state = await StateAsync(pair);
        var before = TriedAt(state);
        await pair.ManageAsync("RefreshSamlProviderMetadata");
        await pair.Gateway.UntilAsync("a fetch of the metadata", async () => TriedAt(state = await StateAsync(pair)) != before);
        return state;
    }

    private static async Task<JsonElement> StateAsync(SimpleSamlPhpPair pair) => (await pair.ManageAsync("GetSamlProviderSettings")).GetProperty("Metadata");

    private static string? TriedAt(JsonElement state) => state.TryGetProperty("LastTriedAt", out var at) ? at.ToString() : null;
}
