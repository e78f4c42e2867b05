using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary><c>fed login</c> as a person does it: program, browser, confirmation, credentials.</summary>
public sealed class TerminalLoginTests(CorporateGateway corporate) : IClassFixture<CorporateGateway>
{
    [Fact]
    public async Task One_login_gives_all_roles_and_credentials()
    {
        using var terminal = new Terminal();
        using var bob = await corporate.SignInWithSamlAsync("bob");
        await terminal.LoginAsync(corporate.Url, bob);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(terminal.SessionFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await terminal.FedAsync("whoami")).Output.ShouldContain($"by {GatewaySetup.ProviderArn(corporate.Account)}");
        (await terminal.FedAsync("roles")).Output.ShouldContain(corporate.RoleArn(GatewaySetup.Developer));
        var credentials = await terminal.JsonAsync(null, "credentials", "--role", GatewaySetup.Developer);
        credentials.GetProperty("Version").GetInt32().ShouldBe(1);
        using var client = corporate.Gateway.As(Credentials.Read(credentials));
        (await client.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Arn").ShouldEndWith("assumed-role/Developer/bob");
        await RefusedAsync(terminal, "you have no role `NoSuchRole`", "credentials", "--role", "NoSuchRole");
        await RefusedAsync(terminal, "the gateway refused: This role is not available to you.", "credentials", "--role", corporate.RoleArn(GatewaySetup.Administrator));
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
    public async Task A_typed_code_works_once_and_a_link_alone_gives_nothing()
    {
        using var terminal = new Terminal();
        using var bob = await corporate.SignInWithSamlAsync("bob");
        await using var login = terminal.Start(null, isTypedInto: true, "login", "--no-browser", "--url", corporate.Url.AbsoluteUri);
        var page = await bob.OpenAsync(await Terminal.AddressAsync(login));
        page.Html.ShouldNotContain("type the code");
        page = await bob.SubmitAsync(page, "code_challenge");
        var code = Regex.Match(page.Html, "[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}").Value;
        code.ShouldNotBeEmpty(page.Html);

        await login.TypeAsync(code);
        (await login.WaitAsync()).ShouldBe(0, login.Transcript);
        (await terminal.FedAsync("whoami")).ExitCode.ShouldBe(0);

        // It counts once.
        using var program = new TestBrowser();
        (await program.PostJsonAsync(new Uri(corporate.Url, "/cli/token"), new { code, code_verifier = new string('v', 43) })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_code_is_lost_to_whoever_asks_with_the_wrong_verifier()
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

    [Fact]
    public async Task An_IAM_user_logs_in_with_a_password_and_has_roles_by_name_and_by_ARN()
    {
        const string Password = "Correct-Horse-7-Battery";
        using var root = corporate.Gateway.As(corporate.Gateway.Root());
        var user = $"arn:aws:iam::{corporate.Account}:user/ines";
        (await root.QueryAsync("iam", "CreateUser", ("UserName", "ines"))).Succeeded();
        (await root.QueryAsync("iam", "CreateLoginProfile", ("UserName", "ines"), ("Password", Password))).Succeeded();
        foreach (var role in new[] { "named", "team-unnamed" })
        {
            (await root.QueryAsync("iam", "CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", Allow("sts:AssumeRole", $$"""{"AWS":"{{user}}"}""", "Principal")))).Succeeded();
        }

        (await root.QueryAsync("iam", "PutUserPolicy", ("UserName", "ines"), ("PolicyName", "roles"),
            ("PolicyDocument", Allow("sts:AssumeRole", $"""["{corporate.RoleArn("named")}","{corporate.RoleArn("team-*")}"]""", "Resource")))).Succeeded();

        using var terminal = new Terminal();
        using var browser = new TestBrowser();
        await using (var login = terminal.Start(null, isTypedInto: false, "login", "--url", corporate.Url.AbsoluteUri))
        {
            var returnUrl = (await Terminal.AddressAsync(login)).PathAndQuery;
            var form = await browser.OpenAsync(new Uri(corporate.Url, "/sign-in/user?returnUrl=" + Uri.EscapeDataString(returnUrl)));
            var page = await browser.SubmitAsync(form, "password", ("account", corporate.Account), ("userName", "ines"), ("password", Password));
            page.Address.AbsolutePath.ShouldBe("/cli/authorize", page.Html);
            await browser.SubmitAsync(page, "code_challenge");
            (await login.WaitAsync()).ShouldBe(0, login.Transcript);
            login.Transcript.ShouldContain($"Signed in as {user} until ");
        }

        (await terminal.FedAsync("whoami")).Output.ShouldStartWith($"{user} at {corporate.Url.GetLeftPart(UriPartial.Authority)}, until ");
        (await terminal.JsonAsync(null, "roles", "--output", "json")).EnumerateArray().Select(role => role.GetProperty("roleName").GetString()).ShouldBe(["named"]);
        foreach (var (role, asked) in new[] { ("named", "named"), ("team-unnamed", corporate.RoleArn("team-unnamed")) })
        {
            using var client = corporate.Gateway.As(Credentials.Read(await terminal.JsonAsync(null, "credentials", "--role", asked)));
            (await client.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Arn").ShouldBe($"arn:aws:sts::{corporate.Account}:assumed-role/{role}/ines");
        }

        await RefusedAsync(terminal, "the gateway refused: User: " + user, "credentials", "--role", corporate.RoleArn(GatewaySetup.Developer));

        // A password that is set anew ends the program's session as it ends the browser's.
        (await root.QueryAsync("iam", "UpdateLoginProfile", ("UserName", "ines"), ("Password", Password + "-8"))).Succeeded();
        await RefusedAsync(terminal, "your session has ended: run `fed login` again", "credentials", "--role", "named");
    }

    private static async Task RefusedAsync(Terminal terminal, string why, params string[] arguments)
    {
        var (code, output, transcript) = await terminal.FedAsync(arguments);
        (code, output).ShouldBe((1, ""), transcript);
        transcript.ShouldStartWith($"fed {arguments[0]}: {why}");
    }

    private static string Allow(string action, string value, string member) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>($$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"{{{action}}}","{{{member}}}":{{{value}}}}}"""));
}
