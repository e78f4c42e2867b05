using System.Text.Json;
using Federation.Cli;
using Federation.UnitTests.Policy;

namespace Federation.UnitTests.Cli;

public class PolicyCommandTests
{
    private const string Allow = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}}}""";

    [Fact]
    public async Task Evaluate_prints_id_and_result_of_every_golden_case()
    {
        var (exitCode, output, error) = await RunAsync(string.Empty, "policy", "evaluate", "--cases", CaseFiles.PathOf("golden-cases.jsonl"));

        exitCode.ShouldBe(0, error);
        var expected = File.ReadLines(CaseFiles.PathOf("golden-cases.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(c => $$"""{"id":"{{c.GetProperty("id").GetString()}}","result":"{{c.GetProperty("expected").GetString()}}"}""");
        output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).ShouldBe(expected);
    }

    [Fact]
    public async Task Evaluate_reads_standard_input_and_fails_when_a_result_is_not_the_expected_one()
    {
        var line = File.ReadLines(CaseFiles.PathOf("golden-cases.jsonl")).First();

        (await RunAsync(line, "policy", "evaluate", "--cases", "-")).ExitCode.ShouldBe(0);
        (await RunAsync(line.Replace("\"expected\":\"ImplicitlyDenied\"", "\"expected\":\"Allowed\"", StringComparison.Ordinal), "policy", "evaluate", "--cases", "-")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Evaluate_decides_the_other_cases_when_one_cannot_be_read()
    {
        var line = File.ReadLines(CaseFiles.PathOf("golden-cases.jsonl")).First();

        var (exitCode, output, error) = await RunAsync($"{{}}\n{line}", "policy", "evaluate", "--cases", "-");

        exitCode.ShouldBe(2);
        output.ShouldContain("\"result\":\"ImplicitlyDenied\"");
        error.ShouldContain("line 1: a case is a JSON object with the member `request`");
    }

    [Theory]
    [InlineData("policy", "evaluate")]
    [InlineData("policy", "evaluate", "--cases", "/no/such/file")]
    [InlineData("policy", "explain", "--case", "/no/such/file")]
    [InlineData("policy", "check", "/no/such/file")]
    [InlineData("policy", "check", "-", "--kind", "novel")]
    [InlineData("policy", "simulate", "--action", "s3:GetObject", "--policy", "/no/such/file")]
    [InlineData("policy", "simulate", "--action", "s3:GetObject", "--principal", "bob")]
    [InlineData("policy", "simulate", "--action", "s3:GetObject", "--context", "nothing")]
    [InlineData("policy", "nope")]
    public async Task What_cannot_be_used_gives_exit_code_2(params string[] arguments) => (await RunAsync(string.Empty, arguments)).ExitCode.ShouldBe(2);

    [Theory]
    [InlineData("no JSON", "{")]
    [InlineData("no request", "{}")]
    [InlineData("no account", """{"request":{"principal":"arn:aws:iam::123456789012:user/bob","principalType":"user","principalAccount":"","action":"s3:Get","resource":"*"}}""")]
    [InlineData("no role", """{"request":{"principal":"arn:aws:sts::123456789012:assumed-role/r/s","principalType":"assumed-role","principalAccount":"123456789012","action":"s3:Get","resource":"*"}}""")]
    [InlineData("unknown type", """{"request":{"principal":"x","principalType":"robot","action":"s3:Get","resource":"*"}}""")]
    [InlineData("unknown kind of resource policy", """{"resourcePolicyKind":"vault","request":{"principal":"anonymous","principalType":"anonymous","action":"s3:Get","resource":"*"}}""")]
    [InlineData("key without name", """{"request":{"principal":"anonymous","principalType":"anonymous","action":"s3:Get","resource":"*","context":{"":"x"}}}""")]
    [InlineData("value that is an object", """{"request":{"principal":"anonymous","principalType":"anonymous","action":"s3:Get","resource":"*","context":{"a:b":{}}}}""")]
    [InlineData("levels that are no list", """{"scps":"all","request":{"principal":"anonymous","principalType":"anonymous","action":"s3:Get","resource":"*"}}""")]
    public async Task What_is_no_case_is_said_to_be_none(string name, string json)
    {
        var (exitCode, output, error) = await RunAsync(json, "policy", "explain");

        exitCode.ShouldBe(2, name);
        output.ShouldBeEmpty();
        error.ShouldStartWith("fed policy explain: ");
    }

    [Fact]
    public async Task Explain_says_why_and_its_exit_code_whether()
    {
        var line = File.ReadLines(CaseFiles.PathOf("golden-cases.jsonl")).First();

        var (exitCode, output, _) = await RunAsync(line, "policy", "explain");

        exitCode.ShouldBe(1);
        output.ShouldContain("because no identity-based policy allows the iam:CreateAccessKey action");
        output.ShouldContain("StringEquals aws:PrincipalTag/dept wants `fin*`, got `finance`");
    }

    [Fact]
    public async Task Explain_writes_json()
    {
        var line = File.ReadLines(CaseFiles.PathOf("golden-cases.jsonl")).First(l => l.Contains("\"expected\":\"ExplicitlyDenied\"", StringComparison.Ordinal));

        var (exitCode, output, _) = await RunAsync(line, "policy", "explain", "--output", "json");

        exitCode.ShouldBe(1);
        var json = JsonDocument.Parse(output).RootElement;
        json.GetProperty("result").GetString().ShouldBe("ExplicitlyDenied");
        json.GetProperty("decidingStatements")[0].GetProperty("effect").GetString().ShouldBe("Deny");
        json.GetProperty("message").GetString()!.ShouldContain("with an explicit deny in ");
    }

    [Fact]
    public async Task Check_gives_findings_in_the_members_of_access_analyzer()
    {
        var (exitCode, output, _) = await RunAsync("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"}}""", "policy", "check", "-", "--output", "json");

        exitCode.ShouldBe(1);
        var finding = JsonDocument.Parse(output).RootElement.GetProperty("findings")[0];
        finding.GetProperty("findingType").GetString().ShouldBe("SECURITY_WARNING");
        finding.GetProperty("issueCode").GetString().ShouldBe("PASS_ROLE_WITH_STAR_IN_RESOURCE");
        finding.GetProperty("learnMoreLink").GetString().ShouldBe("policy-checks.md#pass_role_with_star_in_resource");
        finding.GetProperty("locations")[0].GetProperty("path").GetString().ShouldBe("$.Statement");
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetRolle","Resource":"arn:aws:iam::123456789012:role/app"}}""", "INVALID_ACTION")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetRole","Resource":"arn:aws:iam::123456789012:user/app"}}""", "UNSUPPORTED_RESOURCE_ARN_IN_POLICY")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetSAMLProvider","Resource":"*","Condition":{"ArnEquals":{"iam:PermissionsBoundary":"arn:aws:iam::123456789012:policy/b"}}}}""", "UNSUPPORTED_ACTION_FOR_CONDITION_KEY")]
    public async Task Check_knows_the_actions_of_the_gateway_unless_told_not_to(string json, string code)
    {
        var (exitCode, output, _) = await RunAsync(json, "policy", "check", "-");

        exitCode.ShouldBe(1);
        output.ShouldContain($"ERROR {code}: ");
        (await RunAsync(json, "policy", "check", "-", "--catalogue", "none")).ExitCode.ShouldBe(0);
        (await RunAsync(json, "policy", "check", "-", "--catalogue", "other")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Check_of_a_sound_policy_gives_exit_code_0()
    {
        var (exitCode, output, _) = await RunAsync(Allow, "policy", "check", "-");

        exitCode.ShouldBe(0);
        output.ShouldBe($"no findings{Environment.NewLine}");
    }

    [Theory]
    [InlineData("blue", 0)]
    [InlineData("red", 1)]
    public async Task Simulate_tries_the_action_with_the_given_context(string team, int expected)
    {
        var (exitCode, output, _) = await RunAsync(Allow, "policy", "simulate", "--policy", "-", "--action", "s3:GetObject", "--resource", "arn:aws:s3:::b/k", "--context", $"aws:PrincipalTag/team={team}", "-o", "json");

        exitCode.ShouldBe(expected);
        JsonDocument.Parse(output).RootElement.GetProperty("results")[0].GetProperty("result").GetString().ShouldBe(expected == 0 ? "Allowed" : "ImplicitlyDenied");
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string input, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await FedCommandLine.InvokeAsync(arguments, new CommandStreams(new StringReader(input), output, error), TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }
}
