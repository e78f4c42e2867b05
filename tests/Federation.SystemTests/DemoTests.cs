using System.Globalization;
using System.Net;
using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>README's first command, as a process: by itself, and left running for other clients.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Once_walks_the_whole_way_on_under_five_seconds_of_CPU_and_ends_with_one_line_of_JSON()
    {
        // Time on the clock depends on what else runs; time on the processor does not.
        await using var demo = ChildProcess.Start("bash", ["-c", "TIMEFORMAT='%U %S'; time \"$@\"", "bash", "dotnet", Built.Program("Federation.Demo"), "--once"]);
        var code = await demo.WaitAsync();

        code.ShouldBe(0, demo.Transcript);
        var result = JsonSerializer.Deserialize<JsonElement>(demo.Output[^1]);
        result.EnumerateObject().Select(member => member.Name).ShouldBe(["arn", "accountId", "expiration"]);
        var account = result.GetProperty("accountId").GetString();
        result.GetProperty("arn").GetString().ShouldBe($"arn:aws:sts::{account}:assumed-role/Developer/bob");
        result.GetProperty("expiration").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());
        demo.Transcript.ShouldNotContain("SecretAccessKey");
        var seconds = demo.Transcript.Split('\n')[^1].Split(' ').Sum(part => double.Parse(part, CultureInfo.InvariantCulture));
        seconds.ShouldBeLessThan(5);
    }

    [Fact]
    public async Task The_temporary_store_is_gone_afterwards_and_a_kept_one_stays()
    {
        using var parent = new TemporaryFolder();
        await using (var demo = ChildProcess.StartBuilt("Federation.Demo", ["--once"], new Dictionary<string, string?> { ["TMPDIR"] = parent.Path }))
        {
            (await demo.WaitAsync()).ShouldBe(0, demo.Transcript);
        }

        Directory.EnumerateFileSystemEntries(parent.Path, "federation-demo-*").ShouldBeEmpty();

        var kept = parent.File("kept");
        await using (var demo = ChildProcess.StartBuilt("Federation.Demo", ["--once", "--keep", kept]))
        {
            (await demo.WaitAsync()).ShouldBe(0, demo.Transcript);
        }

        File.Exists(Path.Combine(kept, "root-credentials")).ShouldBeTrue();
        await using (var demo = ChildProcess.StartBuilt("Federation.Demo", ["--once", "--keep", kept]))
        {
            (await demo.WaitAsync()).ShouldBe(1);
            demo.Transcript.ShouldContain("is not empty");
        }
    }

    [Fact]
    public async Task A_step_that_fails_is_named_and_the_exit_code_says_so()
    {
        await using var squatter = await DemoProcess.StartAsync();
        await using var demo = ChildProcess.StartBuilt("Federation.Demo", ["--once", "--gateway-port", $"{squatter.Gateway.Port}"]);
        (await demo.WaitAsync()).ShouldBe(1, demo.Transcript);
        demo.Transcript.ShouldContain("the demo failed: ");
        demo.Output.ShouldNotContain(line => line.StartsWith('{'));
    }

    [Theory]
    [InlineData("--unknown")]
    [InlineData("--gateway-port", "0")]
    [InlineData("--gateway-port")]
    [InlineData("--once", "--idp-only")]
    public async Task A_wrong_command_line_is_refused(params string[] arguments)
    {
        await using var demo = ChildProcess.StartBuilt("Federation.Demo", arguments);
        (await demo.WaitAsync()).ShouldBe(2, demo.Transcript);
    }

    [Fact]
    public async Task The_AWS_CLI_is_known_to_the_demo_that_was_left_running()
    {
        Tools.NeedAws();
        await using var demo = await DemoProcess.StartAsync();
        var credentials = await demo.SignInAsync("bob", "demo-bob", "ReadOnly");
        using var cli = new AwsCli(demo.Gateway, credentials);
        var identity = await cli.JsonAsync("sts", "get-caller-identity");
        identity.GetProperty("Arn").GetString()!.ShouldEndWith(":assumed-role/ReadOnly/bob");
        identity.GetProperty("Account").GetString().ShouldBe(identity.GetProperty("Arn").GetString()!.Split(':')[4]);
    }

    [Fact]
    public async Task Carol_is_signed_in_and_has_no_role()
    {
        await using var demo = await DemoProcess.StartAsync();
        using var browser = await demo.BrowserAsync("carol", "demo-carol");
        (await browser.GetJsonAsync(new Uri(demo.Gateway, "/portal/session"))).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetJsonAsync(new Uri(demo.Gateway, "/portal/roles"))).Body.GetArrayLength().ShouldBe(0);
    }
}
