using System.Net;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>SimpleSAMLphp as the corporate IdP: it checks our AuthnRequests and writes assertions that none of us wrote.</summary>
public sealed class SimpleSamlPhpTests
{
    [Fact]
    public async Task A_person_signs_in_there_and_calls_the_gateway_with_the_credentials()
    {
        Tools.NeedSimpleSamlPhp();
        await using var gateway = await GatewayProcess.StartAsync();
        await using var idp = await SimpleSamlPhp.StartAsync();
        var account = await ConnectAsync(gateway, idp);
        idp.SetPeople(
            Person("erin", ("groups", ["developers", "staff"])),
            Person("frank",
                ("https://aws.amazon.com/SAML/Attributes/Role", [$"{GatewaySetup.RoleArn(account, GatewaySetup.Administrator)},{GatewaySetup.ProviderArn(account)}"]),
                ("https://aws.amazon.com/SAML/Attributes/RoleSessionName", ["frank.o'hara@example.com".Replace("'", "", StringComparison.Ordinal)])));

        using var erin = new TestBrowser();
        (await SignInAsync(erin, gateway, idp, "erin")).Status.ShouldBe(HttpStatusCode.OK);
        var session = (await erin.GetJsonAsync(new Uri(gateway.Url, "/portal/session"))).Body;
        session.GetProperty("issuer").GetString().ShouldBe(idp.EntityId);
        session.GetProperty("attributes").GetProperty("groups").EnumerateArray().Select(value => value.GetString()).ShouldBe(["developers", "staff"]);
        await ShouldBeAsync(erin, gateway, GatewaySetup.RoleArn(account, GatewaySetup.Developer), $"arn:aws:sts::{account}:assumed-role/Developer/erin");

        // The other way to a role: the AWS attributes, as they are configured for AWS itself.
        using var frank = new TestBrowser();
        (await SignInAsync(frank, gateway, idp, "frank")).Status.ShouldBe(HttpStatusCode.OK);
        await ShouldBeAsync(frank, gateway, GatewaySetup.RoleArn(account, GatewaySetup.Administrator),
            $"arn:aws:sts::{account}:assumed-role/FederationAdministrator/frank.ohara@example.com");
    }

    [Fact]
    public async Task A_person_without_a_role_is_signed_in_and_gets_no_credentials()
    {
        Tools.NeedSimpleSamlPhp();
        await using var gateway = await GatewayProcess.StartAsync();
        await using var idp = await SimpleSamlPhp.StartAsync(Person("gina", ("groups", ["staff"])));
        var account = await ConnectAsync(gateway, idp);

        using var gina = new TestBrowser();
        (await SignInAsync(gina, gateway, idp, "gina")).Status.ShouldBe(HttpStatusCode.OK);
        (await gina.RolesAsync(gateway.Url)).ShouldBeEmpty();
        var (status, body) = await gina.PostJsonAsync(new Uri(gateway.Url, "/portal/credentials"), new { roleArn = GatewaySetup.RoleArn(account, GatewaySetup.Developer) });
        status.ShouldBe(HttpStatusCode.Forbidden, body.ToString());
    }

    [Fact]
    public async Task Keys_of_another_identity_provider_under_the_same_entity_id_open_nothing()
    {
        Tools.NeedSimpleSamlPhp();
        await using var gateway = await GatewayProcess.StartAsync();
        await using var idp = await SimpleSamlPhp.StartAsync(Person("erin", ("groups", ["administrators"])));
        await using var impostor = await SimpleSamlPhp.StartAsync();
        var genuine = await idp.MetadataAsync();
        var certificate = Certificate(await impostor.MetadataAsync());
        await ConnectAsync(gateway, idp, genuine.Replace(Certificate(genuine), certificate, StringComparison.Ordinal));

        using var erin = new TestBrowser();
        (await SignInAsync(erin, gateway, idp, "erin")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await erin.GetJsonAsync(new Uri(gateway.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<string> ConnectAsync(GatewayProcess gateway, SimpleSamlPhp idp, string? metadata = null)
    {
        var account = await gateway.SetUpAsync(metadata ?? await idp.MetadataAsync());
        using var http = new HttpClient();
        idp.Trust(await http.GetStringAsync(gateway.Metadata));
        return account;
    }

    private static async Task<TestPage> SignInAsync(TestBrowser browser, GatewayProcess gateway, SimpleSamlPhp idp, string name)
    {
        try
        {
            return await browser.SignInWithSamlAsync(gateway.Url, GatewaySetup.Provider, name, name + "-password");
        }
        catch (Exception problem) when (problem is InvalidOperationException or ShouldAssertException)
        {
            throw new InvalidOperationException($"{problem.Message}\n{idp.Log}\n{gateway.Transcript}", problem);
        }
    }

    private static async Task ShouldBeAsync(TestBrowser browser, GatewayProcess gateway, string roleArn, string arn)
    {
        using var client = gateway.As(Credentials.Read(await browser.CredentialsAsync(gateway.Url, roleArn)));
        (await client.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Arn").ShouldBe(arn);
    }

    private static string Certificate(string metadata) =>
        System.Xml.Linq.XElement.Parse(metadata).Descendants().First(element => element.Name.LocalName == "KeyDescriptor").Value.Trim();

    private static SamlPerson Person(string name, params (string Name, string[] Values)[] attributes) =>
        new(name, name + "-password", attributes.Append(("uid", [name])).ToDictionary(pair => pair.Item1, pair => pair.Item2));
}
