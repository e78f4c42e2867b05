using System.Text.Json.Nodes;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary><c>fed credentials</c> as <c>credential_process</c> of the AWS CLI and boto3, against the demo: from before the login to after the gateway's end.</summary>
public sealed class CredentialProcessTests
{
    [Fact]
    public async Task A_profile_has_credentials_for_as_long_as_the_login_lasts_and_says_why_it_has_none()
    {
        Tools.NeedAws();
        Tools.NeedBoto3();
        using var terminal = new Terminal();
        await using var demo = await DemoProcess.StartAsync();
        using var aws = new AwsCli(demo.Gateway, null);
        await aws.ConfigureAsync($"""
            [profile dev]
            region = us-east-1
            credential_process = {terminal.CommandLine("credentials --role Management/Developer")}
            [profile short]
            region = us-east-1
            credential_process = {terminal.CommandLine("credentials --role Management/Developer --duration-seconds 900")}
            [profile nobody]
            region = us-east-1
            credential_process = {terminal.CommandLine("credentials --role Nobody")}
            [profile wrong]
            region = us-east-1
            credential_process = {terminal.CommandLine("credentials --rolle Developer")}

            """);

        await FailsAsync(aws, "dev", "fed credentials: you are not signed in: run `fed login --url https://…`");
        using (var bob = await demo.BrowserAsync("bob", "demo-bob"))
        {
            await terminal.LoginAsync(demo.Gateway, bob);
        }

        var identity = await aws.JsonAsync("--profile", "dev", "sts", "get-caller-identity");
        identity.GetProperty("Arn").GetString().ShouldBe($"arn:aws:sts::{identity.GetProperty("Account").GetString()}:assumed-role/Developer/bob");
        await FailsAsync(aws, "nobody", "fed credentials: you have no role `Nobody`: `fed roles` lists those you have");
        await FailsAsync(aws, "wrong", "'--rolle'");

        // SDKs renew what ends within a quarter of an hour: a program that goes on has new credentials without anybody's doing.
        var renewed = await aws.PythonAsync("""
            session = boto3.Session(profile_name='short')
            sts = session.client('sts', endpoint_url=endpoint)
            held = session.get_credentials()
            seen = []
            for _ in range(2):
                seen.append([held.get_frozen_credentials().access_key, sts.get_caller_identity()['Arn']])
            print(json.dumps(seen))
            """);
        renewed[0][0].GetString().ShouldNotBe(renewed[1][0].GetString());
        renewed.EnumerateArray().ShouldAllBe(call => call[1].GetString()!.EndsWith(":assumed-role/Developer/bob", StringComparison.Ordinal));

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(terminal.SessionFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            await FailsAsync(aws, "dev", "can be read by others");
            File.SetUnixFileMode(terminal.SessionFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var kept = await File.ReadAllTextAsync(terminal.SessionFile, TestContext.Current.CancellationToken);
        var session = JsonNode.Parse(kept)!.AsObject();
        session["ExpiresAt"] = TimeProvider.System.GetUtcNow().AddSeconds(-1).ToString("O");
        await File.WriteAllTextAsync(terminal.SessionFile, session.ToJsonString(), TestContext.Current.CancellationToken);
        await FailsAsync(aws, "dev", "fed credentials: your session has ended: run `fed login` again");

        // What the gateway does not know is over, whatever the file says.
        session = JsonNode.Parse(kept)!.AsObject();
        session["SessionToken"] = new string('A', 43);
        await File.WriteAllTextAsync(terminal.SessionFile, session.ToJsonString(), TestContext.Current.CancellationToken);
        await FailsAsync(aws, "dev", "fed credentials: your session has ended: run `fed login` again");

        await File.WriteAllTextAsync(terminal.SessionFile, kept, TestContext.Current.CancellationToken);
        await aws.JsonAsync("--profile", "dev", "sts", "get-caller-identity");
        await demo.StopAsync();
        await FailsAsync(aws, "dev", $"fed credentials: the gateway at `{demo.Gateway.Authority}` does not answer");
    }

    private static async Task FailsAsync(AwsCli aws, string profile, string why)
    {
        var (code, output, transcript) = await aws.RunAsync("--profile", profile, "sts", "get-caller-identity");
        code.ShouldNotBe(0, transcript);
        output.ShouldBeEmpty();
        transcript.ShouldContain(why);
    }
}
