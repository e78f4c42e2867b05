using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary><c>fed login</c> as a person does it: program, browser, confirmation, credentials, AWS CLI.</summary>
public sealed class TerminalLoginTests(CorporateGateway corporate) : IClassFixture<CorporateGateway>
{
    [Fact]
    public async Task One_login_gives_all_roles_and_credentials_for_the_aws_cli()
    {
        using var home = new TemporaryFolder();
        using var bob = await corporate.SignInWithSamlAsync("bob");
        await using var login = Fed(home, "login", "--url", corporate.Url.AbsoluteUri);
        var address = await AddressAsync(login);
        var page = await bob.OpenAsync(address);
        page.Html.ShouldContain("“fed”");
        page = await bob.SubmitAsync(page, "code_challenge");
        page.Html.ShouldContain("You are signed in");
        (await login.WaitAsync()).ShouldBe(0, login.Transcript);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(home.File("session.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await RunAsync(home, "whoami")).Output.ShouldContain($"by {GatewaySetup.ProviderArn(corporate.Account)}");
        (await RunAsync(home, "roles")).Output.ShouldContain(corporate.RoleArn(GatewaySetup.Developer));
        var (code, output, transcript) = await RunAsync(home, "credentials", "--role", GatewaySetup.Developer);
        code.ShouldBe(0, transcript);
        JsonSerializer.Deserialize<JsonElement>(output).GetProperty("Version").GetInt32().ShouldBe(1);
        var (refused, _, why) = await RunAsync(home, "credentials", "--role", "NoSuchRole");
        refused.ShouldBe(1);
        why.ShouldContain("you have no role `NoSuchRole`");

        Tools.NeedAws();
        await File.WriteAllTextAsync(home.File("config"),
            $"[profile fed]\nregion = us-east-1\ncredential_process = env FED_HOME={home.Path} dotnet {Built.Assembly("Federation.Cli", "fed")} credentials --role {GatewaySetup.Developer}\n");
        var (awsCode, awsOutput, awsTranscript) = await ChildProcess.RunAsync(
            Tools.Aws, ["--profile", "fed", "--endpoint-url", corporate.Url.GetLeftPart(UriPartial.Authority), "--output", "json", "sts", "get-caller-identity"],
            new Dictionary<string, string?>
            {
                ["AWS_CONFIG_FILE"] = home.File("config"),
                ["AWS_SHARED_CREDENTIALS_FILE"] = home.File("none"),
                ["AWS_ACCESS_KEY_ID"] = null,
                ["AWS_SECRET_ACCESS_KEY"] = null,
                ["AWS_SESSION_TOKEN"] = null,
                ["AWS_PROFILE"] = null,
                ["AWS_EC2_METADATA_DISABLED"] = "true",
            });
        awsCode.ShouldBe(0, awsTranscript);
        JsonSerializer.Deserialize<JsonElement>(awsOutput).GetProperty("Arn").GetString()!.ShouldContain("assumed-role/Developer/bob");
    }

    [Fact]
    public async Task Without_a_session_the_person_signs_in_first_and_comes_back_to_the_question()
    {
        using var stranger = new TestBrowser();
        var page = await stranger.OpenAsync(new Uri(corporate.Url, "/cli/authorize?program=fed&state=s&code_challenge=" + new string('A', 43) + "&code_challenge_method=S256&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcb"));
        page.Address.AbsolutePath.ShouldBe("/");
        page.Html.ShouldContain("returnUrl=%2Fcli%2Fauthorize");
    }

    [Fact]
    public async Task A_typed_code_works_and_a_link_alone_gives_nothing()
    {
        using var bob = await corporate.SignInWithSamlAsync("bob");
        const string Verifier = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var challenge = System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Verifier)));
        var page = await bob.OpenAsync(new Uri(corporate.Url, $"/cli/authorize?program=fed&state=s&code_challenge={challenge}&code_challenge_method=S256"));
        page.Html.ShouldNotContain("Type this code");
        page = await bob.SubmitAsync(page, "code_challenge");
        var code = Regex.Match(page.Html, "[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}").Value;
        code.ShouldNotBeEmpty(page.Html);
        using var program = new TestBrowser();
        (await program.PostJsonAsync(new Uri(corporate.Url, "/cli/token"), new { code, code_verifier = Verifier + "x" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await program.PostJsonAsync(new Uri(corporate.Url, "/cli/token"), new { code, code_verifier = Verifier })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static ChildProcess Fed(TemporaryFolder home, params string[] arguments) => ChildProcess.Start(
        "dotnet", [Built.Assembly("Federation.Cli", "fed"), .. arguments], new Dictionary<string, string?> { ["FED_HOME"] = home.Path, ["PATH"] = "/usr/bin:/bin", ["BROWSER"] = "true" });

    private static Task<(int ExitCode, string Output, string Transcript)> RunAsync(TemporaryFolder home, params string[] arguments) =>
        ChildProcess.RunAsync("dotnet", [Built.Assembly("Federation.Cli", "fed"), .. arguments], new Dictionary<string, string?> { ["FED_HOME"] = home.Path });

    private static async Task<Uri> AddressAsync(ChildProcess login)
    {
        Uri? address = null;
        await login.UntilAsync("its address", () =>
        {
            var match = Regex.Match(login.Transcript, @"http://\S+/cli/authorize\S+");
            address = match.Success ? new Uri(match.Value) : null;
            return Task.FromResult(address is not null);
        });
        return address!;
    }
}
