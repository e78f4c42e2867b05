using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary><c>fed idp import</c> and <c>fed keys</c>, by the environment's credentials and by a role of the session.</summary>
public sealed class AdministrationCommandTests
{
    [Fact]
    public async Task A_provider_is_made_from_a_file_and_brought_up_to_date_from_another_and_then_from_a_url()
    {
        Tools.NeedSimpleSamlPhp();
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.StartAsync();
        await using var idp = await SimpleSamlPhp.StartAsync();
        using var root = gateway.As(gateway.Root());
        var account = (await root.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Account");
        var arn = $"arn:aws:iam::{account}:saml-provider/corp";
        await File.WriteAllTextAsync(folder.File("idp.xml"), await idp.MetadataAsync());

        (await FedAsync(gateway, "idp", "import", folder.File("idp.xml"), "--name", "corp", "--preset", "Keycloak")).ShouldBe((0, arn));
        await File.WriteAllTextAsync(folder.File("anchor.pem"), idp.TrustAnchor);
        var url = new Uri(idp.Url, "saml2/idp/metadata.php").AbsoluteUri;
        var (code, output) = await FedAsync(gateway, "idp", "import", url, "--name", "corp", "--trust-anchor", folder.File("anchor.pem"), "--output", "json");
        code.ShouldBe(0, output);
        JsonSerializer.Deserialize<JsonElement>(output).GetProperty("created").GetBoolean().ShouldBeFalse();
        (await FedAsync(gateway, "idp", "import", url, "--name", "other", "--trust-anchor", folder.File("anchor.pem"))).ShouldBe((0, $"arn:aws:iam::{account}:saml-provider/other"));

        var settings = (await root.JsonAsync("federation", "GetSamlProviderSettings", new { SAMLProviderArn = arn })).Succeeded().Json;
        settings.GetProperty("MetadataUrl").GetString().ShouldBe(url);
        settings.GetProperty("Preset").GetString().ShouldBe("Keycloak");
        (await FedAsync(gateway, "idp", "import", folder.File("none.xml"), "--name", "corp")).Code.ShouldBe(2);
        var (refused, why) = await FedAsync(gateway, "idp", "import", folder.File("anchor.pem"), "--name", "corp");
        refused.ShouldBe(1);
        why.ShouldContain("fed idp import:");
    }

    [Fact]
    public async Task The_gateways_keys_are_announced_and_rotated_from_the_terminal()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        (await FedAsync(gateway, "keys", "announce", "--use", "Signing")).Output.ShouldContain("Signing\tNext\t");
        (await FedAsync(gateway, "keys", "rotate", "--use", "Signing")).Output.ShouldContain("InvalidSamlKeyException");
        using var http = new HttpClient();
        Keys(await http.GetStringAsync(gateway.Metadata)).ShouldBe(["signing", "signing", "encryption"]);

        (await FedAsync(gateway, "keys", "rotate", "--use", "Signing", "--force")).Output.ShouldContain("Signing\tRetired\t");
        (await FedAsync(gateway, "keys", "list")).Output.Split('\n').Length.ShouldBe(3);

        // A former signing key vouches for nothing any more.
        Keys(await http.GetStringAsync(gateway.Metadata)).ShouldBe(["signing", "encryption"]);
        (await FedAsync(gateway, "keys", "rotate", "--use", "Nothing")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task Keys_of_session_tokens_and_stored_secrets_are_listed_and_rotated_from_the_terminal()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        using var root = gateway.As(gateway.Root());
        var issued = (await root.QueryAsync("sts", "GetSessionToken")).Succeeded();
        using var session = gateway.As(new Credentials(issued.Value("AccessKeyId")!, issued.Value("SecretAccessKey")!, issued.Value("SessionToken")));
        (await session.QueryAsync("sts", "GetCallerIdentity")).Succeeded();

        States((await FedAsync(gateway, "keys", "list", "--purpose", "session-tokens")).Output).ShouldBe(["session-tokens Current", "session-tokens Next"]);
        States((await FedAsync(gateway, "keys", "list", "--purpose", "stored-secrets")).Output).ShouldBe(["stored-secrets Current", "stored-secrets Next"]);

        // A store of seconds ago: other nodes may not have read it.
        foreach (var purpose in new[] { "session-tokens", "stored-secrets" })
        {
            var (refused, why) = await FedAsync(gateway, "keys", "rotate", "--purpose", purpose);
            (refused, why).ShouldSatisfyAllConditions(() => refused.ShouldBe(1), () => why.ShouldContain("fed keys rotate: InvalidSealingKeyException: Nodes may not know the next key before"));
        }

        (await FedAsync(gateway, "keys", "rotate", "--purpose", "stored-secrets", "--force")).Output.ShouldContain("Force is for SessionTokens only");
        var (code, json) = await FedAsync(gateway, "keys", "rotate", "--purpose", "session-tokens", "--force", "--output", "json");
        code.ShouldBe(0, json);
        JsonSerializer.Deserialize<JsonElement>(json).EnumerateArray().Select(key => (key.GetProperty("Purpose").GetString(), key.GetProperty("State").GetString()))
            .ShouldBe([("SessionTokens", "Current"), ("SessionTokens", "Next")]);
        await gateway.UntilAsync("the former key is gone", async () => (await session.QueryAsync("sts", "GetCallerIdentity")).ErrorCode == "InvalidClientTokenId");
        (await root.QueryAsync("sts", "GetCallerIdentity")).Succeeded();
    }

    [Fact]
    public async Task A_key_that_was_announced_a_minute_ago_takes_over_from_the_terminal()
    {
        Tools.NeedPython();
        await using var gateway = await GatewayProcess.StartAsync();
        foreach (var (purpose, former) in new[] { ("session-tokens", "\treads until 20"), ("stored-secrets", "\treads for good") })
        {
            var announced = (await FedAsync(gateway, "keys", "list", "--purpose", purpose)).Output.Split('\n')[1].Split('\t')[2];

            // The minute is written into the store: a test does not wait for it.
            var turnBack = $"import sqlite3\nwith sqlite3.connect({JsonSerializer.Serialize(Path.Combine(gateway.DataDirectory, "federation.db"))}) as store:\n    store.execute('UPDATE ring_keys SET created_at = created_at - 60000')";
            var (turned, _, transcript) = await ChildProcess.RunAsync(Tools.Python, ["-s", "-c", turnBack], new Dictionary<string, string?>(StringComparer.Ordinal));
            turned.ShouldBe(0, transcript);

            var (code, output) = await FedAsync(gateway, "keys", "rotate", "--purpose", purpose);
            code.ShouldBe(0, output);
            States(output).ShouldBe([$"{purpose} Current", $"{purpose} Next", $"{purpose} Retired"]);
            var lines = output.Split('\n');
            lines[0].Split('\t')[2].ShouldBe(announced);
            lines[2].ShouldContain(former);
        }

        using var root = gateway.As(gateway.Root());
        (await root.QueryAsync("sts", "GetCallerIdentity")).Succeeded();
    }

    [Fact]
    public async Task Without_credentials_nothing_is_sent()
    {
        var (code, _, transcript) = await ChildProcess.RunAsync("dotnet", [Built.Assembly("Federation.Cli", "fed"), "keys", "list", "--url", "http://127.0.0.1:1"], Environment(null));
        code.ShouldBe(1, transcript);
        transcript.ShouldContain("no credentials");
    }

    private static IEnumerable<string> States(string lines) => lines.Split('\n').Select(line => string.Join(' ', line.Split('\t')[..2]));

    private static IEnumerable<string?> Keys(string metadata) =>
        System.Xml.Linq.XElement.Parse(metadata).Descendants().Where(element => element.Name.LocalName == "KeyDescriptor").Select(element => element.Attribute("use")?.Value);

    private static async Task<(int Code, string Output)> FedAsync(GatewayProcess gateway, params string[] arguments)
    {
        var (code, output, transcript) = await ChildProcess.RunAsync("dotnet", [Built.Assembly("Federation.Cli", "fed"), .. arguments], Environment(gateway));
        return (code, code == 0 ? output.Trim() : transcript.Trim());
    }

    private static Dictionary<string, string?> Environment(GatewayProcess? gateway) => new(StringComparer.Ordinal)
    {
        ["FED_URL"] = gateway?.Url.AbsoluteUri,
        ["AWS_ACCESS_KEY_ID"] = gateway?.Root().AccessKeyId,
        ["AWS_SECRET_ACCESS_KEY"] = gateway?.Root().SecretAccessKey,
        ["AWS_SESSION_TOKEN"] = null,
    };
}
