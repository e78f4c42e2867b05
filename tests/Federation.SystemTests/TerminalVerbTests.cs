using System.Globalization;
using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary><c>fed init</c>, <c>fed role assume</c> and <c>fed audit tail</c>.</summary>
public sealed class TerminalVerbTests(RootGateway fixture) : IClassFixture<RootGateway>
{
    private (Uri Gateway, Credentials Credentials) Root => (fixture.Gateway.Url, fixture.Gateway.Root());

    [Fact]
    public async Task A_gateway_serves_the_store_that_init_made()
    {
        using var terminal = new Terminal();
        using var folder = new TemporaryFolder();
        var (code, output, transcript) = await terminal.FedAsync("init", "--data-directory", folder.Path, "--account", "123456789012");
        (code, output).ShouldBe((0, $"Root credentials of account 123456789012 are in {folder.File("root-credentials")}"), transcript);
        await using var gateway = await GatewayProcess.StartOverAsync(folder.Path);
        gateway.Transcript.ShouldNotContain("Root credentials");
        using var root = gateway.As(gateway.Root());
        (await root.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Account").ShouldBe("123456789012");
        (await root.QueryAsync("iam", "GetRole", ("RoleName", GatewaySetup.Administrator))).Succeeded();
    }

    [Fact]
    public async Task A_role_is_assumed_with_everything_that_its_trust_policy_asks_for()
    {
        using var terminal = new Terminal();
        using var root = fixture.Gateway.As(Root.Credentials);
        var user = (await root.QueryAsync("iam", "CreateUser", ("UserName", "iris"))).Succeeded().Value("Arn");
        var key = await root.CreateAccessKeyAsync("iris");
        var device = (await root.QueryAsync("iam", "CreateVirtualMFADevice", ("VirtualMFADeviceName", "iris"))).Succeeded();
        var (serial, totp) = (device.Value("SerialNumber"), new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(device.Value("Base32StringSeed"))))));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        (await root.QueryAsync("iam", "EnableMFADevice", ("UserName", "iris"), ("SerialNumber", serial),
            ("AuthenticationCode1", totp.ComputeTotp(now.AddSeconds(-60))), ("AuthenticationCode2", totp.ComputeTotp(now.AddSeconds(-30))))).Succeeded();
        var conditions = """{"StringEquals":{"sts:ExternalId":"e-1","aws:RequestTag/team":"blue","sts:SourceIdentity":"iris"},"Bool":{"aws:MultiFactorAuthPresent":"true"}}""";
        (await root.QueryAsync("iam", "CreateRole", ("RoleName", "guarded"), ("AssumeRolePolicyDocument",
            $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{user}}}"},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],"Condition":{{{conditions}}}}}"""))).Succeeded();
        (await root.QueryAsync("iam", "AttachRolePolicy", ("RoleName", "guarded"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"))).Succeeded();
        var policy = terminal.SessionFile + ".policy";
        await File.WriteAllTextAsync(policy, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}}""", TestContext.Current.CancellationToken);
        var arn = GatewaySetup.RoleArn(fixture.Account, "guarded");
        string[] order = ["role", "assume", arn, "--session-name", "work", "--external-id", "e-1", "--tag", "team=blue", "--transitive-tag", "team", "--source-identity", "iris", "--duration-seconds", "900", "--policy", policy];

        var (refused, _, why) = await terminal.FedAsync((fixture.Gateway.Url, key), order);
        (refused, why).ShouldBe((1, $"fed role assume: AccessDenied: User: {user} is not authorized to perform: sts:AssumeRole on resource: {arn}"));
        await using var typed = terminal.Start((fixture.Gateway.Url, key), isTypedInto: true, [.. order, "--mfa-serial", serial]);
        await typed.TypeAsync(totp.ComputeTotp(now));
        (await typed.WaitAsync()).ShouldBe(0, typed.Transcript);
        var answer = JsonSerializer.Deserialize<JsonElement>(string.Join('\n', typed.Output).Replace("MFA code: ", "", StringComparison.Ordinal));
        answer.GetProperty("Version").GetInt32().ShouldBe(1);
        answer.GetProperty("Expiration").GetDateTimeOffset().ShouldBeLessThan(TimeProvider.System.GetUtcNow().AddSeconds(901));

        using var session = fixture.Gateway.As(Credentials.Read(answer));
        (await session.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Arn").ShouldBe($"arn:aws:sts::{fixture.Account}:assumed-role/guarded/work");
        (await session.QueryAsync("iam", "ListUsers")).Succeeded();
        (await session.QueryAsync("iam", "ListRoles")).ErrorCode.ShouldBe("AccessDenied");
        (await terminal.FedAsync(Root, "role", "assume", arn, "--tag", "blue")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task The_trail_is_shown_and_followed_without_the_followers_own_questions()
    {
        using var terminal = new Terminal();
        using var root = fixture.Gateway.As(Root.Credentials);
        (await root.QueryAsync("iam", "CreateGroup", ("GroupName", "before"))).Succeeded();
        (await root.QueryAsync("iam", "DeleteGroup", ("GroupName", "absent"))).ErrorCode.ShouldBe("NoSuchEntity");
        await fixture.Gateway.UntilAsync("the refusal in the trail", async () =>
            (await terminal.FedAsync(Root, "audit", "tail", "--where", "EventName=DeleteGroup")).Output.Contains("NoSuchEntity", StringComparison.Ordinal));
        var created = (await terminal.FedAsync(Root, "audit", "tail", "-n", "1", "--where", "EventName=CreateGroup")).Output.Split('\t');
        created[1..].ShouldBe(["iam:CreateGroup", $"arn:aws:iam::{fixture.Account}:root", "127.0.0.1"]);
        DateTimeOffset.Parse(created[0], CultureInfo.InvariantCulture).ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(-5));
        (await terminal.JsonAsync(Root, "audit", "tail", "-n", "1", "--where", "EventName=CreateGroup", "--output", "json")).GetProperty("requestParameters").GetProperty("groupName").GetString().ShouldBe("before");

        await using var follower = terminal.Start(Root, isTypedInto: false, "audit", "tail", "--follow", "-n", "1", "--where", "EventSource=iam.amazonaws.com");
        await follower.UntilAsync("the newest record", () => Task.FromResult(follower.Output.Count == 1));
        (await root.QueryAsync("iam", "CreateGroup", ("GroupName", "after"))).Succeeded();
        await follower.UntilOutputAsync("iam:CreateGroup");
        await follower.StopAsync();
        follower.ExitCode.ShouldBe(0, follower.Transcript);
        follower.Output.Count(line => line.Contains("iam:CreateGroup", StringComparison.Ordinal)).ShouldBe(1, follower.Transcript);

        await using var all = terminal.Start(Root, isTypedInto: false, "audit", "tail", "--follow", "-n", "1");
        await all.UntilAsync("the newest record", () => Task.FromResult(all.Output.Count == 1));
        (await root.QueryAsync("iam", "DeleteGroup", ("GroupName", "after"))).Succeeded();
        await all.UntilOutputAsync("iam:DeleteGroup");
        all.Transcript.ShouldNotContain("LookupEvents");
        (await terminal.FedAsync(Root, "audit", "tail", "--where", "Colour=red")).Transcript.ShouldStartWith("fed audit tail: InvalidLookupAttributesException");
    }
}
