using System.Text.Json;

namespace Federation.SystemTests.Fixtures;

/// <summary>
/// The AWS CLI and boto3 as they come from Debian and the AWS SDK for JavaScript as it comes from npm, pointed at a gateway, with nothing of this machine's own configuration. Without
/// credentials a profile has them.
/// </summary>
internal sealed class AwsCli(Uri endpoint, Credentials? credentials) : IDisposable
{
    private readonly TemporaryFolder _home = new();

    /// <summary>Runs <c>aws ARGUMENTS</c>; the output is what it printed.</summary>
    public Task<(int ExitCode, string Output, string Transcript)> RunAsync(params string[] arguments) =>
        ChildProcess.RunAsync(Tools.Aws, ["--endpoint-url", endpoint.GetLeftPart(UriPartial.Authority), "--output", "json", .. arguments], Environment(), _home.Path);

    /// <summary>Runs <c>aws ARGUMENTS</c>, which must succeed, and reads its JSON.</summary>
    public async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var (code, output, transcript) = await RunAsync(arguments);
        code.ShouldBe(0, transcript);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    /// <summary>Writes the configuration file.</summary>
    public Task ConfigureAsync(string text) => File.WriteAllTextAsync(_home.File("config"), text);

    /// <summary>Runs a Python program in which <c>endpoint</c> and <c>boto3</c> are there; it prints JSON.</summary>
    public async Task<JsonElement> PythonAsync(string program)
    {
        var prelude = $"import boto3, botocore, json\nendpoint = '{endpoint.GetLeftPart(UriPartial.Authority)}'\n";
        var (code, output, transcript) = await ChildProcess.RunAsync(Tools.Python, ["-s", "-c", prelude + program], Environment(), _home.Path);
        code.ShouldBe(0, transcript);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    /// <summary>Runs a script of <c>tests/node</c> with these variables; it prints JSON.</summary>
    public async Task<JsonElement> NodeAsync(string script, params (string Name, string Value)[] variables)
    {
        var environment = Environment();
        environment["GATEWAY_URL"] = endpoint.GetLeftPart(UriPartial.Authority);
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        var (code, output, transcript) = await ChildProcess.RunAsync(Tools.Node, [Built.NodeFile(script)], environment, _home.Path);
        code.ShouldBe(0, transcript);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    public void Dispose() => _home.Dispose();

    private Dictionary<string, string?> Environment() => new()
    {
        ["HOME"] = _home.Path,
        ["AWS_ACCESS_KEY_ID"] = credentials?.AccessKeyId,
        ["AWS_SECRET_ACCESS_KEY"] = credentials?.SecretAccessKey,
        ["AWS_SESSION_TOKEN"] = credentials?.SessionToken,
        ["AWS_DEFAULT_REGION"] = "us-east-1",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_PAGER"] = "",
        ["AWS_PROFILE"] = null,
        ["AWS_CONFIG_FILE"] = _home.File("config"),
        ["AWS_SHARED_CREDENTIALS_FILE"] = _home.File("credentials"),
        ["PYTHONPATH"] = null,
    };
}
