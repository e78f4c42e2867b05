using System.Text.Json;
using System.Text.RegularExpressions;

namespace Federation.SystemTests.Fixtures;

/// <summary>A person's terminal: <c>fed</c> with a home of its own.</summary>
internal sealed class Terminal : IDisposable
{
    private readonly TemporaryFolder _home = new();

    /// <summary>Where the session is kept.</summary>
    public string SessionFile => _home.File("session.json");

    /// <summary>The command line of a verb as a configuration file has it.</summary>
    public string CommandLine(string verb) => $"env FED_HOME={_home.Path} dotnet {Built.Assembly("Federation.Cli", "fed")} {verb}";

    public Task<(int ExitCode, string Output, string Transcript)> FedAsync(params string[] arguments) => FedAsync(null, arguments);

    /// <summary>Runs <c>fed ARGUMENTS</c> with the access key in its environment.</summary>
    public Task<(int ExitCode, string Output, string Transcript)> FedAsync((Uri Gateway, Credentials Credentials)? caller, params string[] arguments) =>
        ChildProcess.RunAsync("dotnet", [Built.Assembly("Federation.Cli", "fed"), .. arguments], Environment(caller));

    /// <summary>Starts <c>fed ARGUMENTS</c> and leaves it running.</summary>
    public ChildProcess Start((Uri Gateway, Credentials Credentials)? caller, bool isTypedInto, params string[] arguments) =>
        ChildProcess.Start("dotnet", [Built.Assembly("Federation.Cli", "fed"), .. arguments], Environment(caller), isTypedInto: isTypedInto);

    /// <summary>Runs a verb, which must succeed, and reads its JSON.</summary>
    public async Task<JsonElement> JsonAsync((Uri Gateway, Credentials Credentials)? caller, params string[] arguments)
    {
        var (code, output, transcript) = await FedAsync(caller, arguments);
        code.ShouldBe(0, transcript);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    /// <summary><c>fed login</c>, confirmed in a browser in which the person has signed in.</summary>
    public async Task LoginAsync(Uri gateway, TestBrowser browser)
    {
        await using var login = Start(null, isTypedInto: false, "login", "--url", gateway.AbsoluteUri);
        var page = await browser.OpenAsync(await AddressAsync(login));
        page.Html.ShouldContain("“fed”");
        page = await browser.SubmitAsync(page, "code_challenge");
        page.Html.ShouldContain("You are signed in");
        (await login.WaitAsync()).ShouldBe(0, login.Transcript);
    }

    /// <summary>The address that a running <c>fed login</c> shows.</summary>
    public static async Task<Uri> AddressAsync(ChildProcess login)
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

    public void Dispose() => _home.Dispose();

    private Dictionary<string, string?> Environment((Uri Gateway, Credentials Credentials)? caller) => new(StringComparer.Ordinal)
    {
        ["FED_HOME"] = _home.Path,
        ["FED_URL"] = caller?.Gateway.AbsoluteUri,
        ["AWS_ACCESS_KEY_ID"] = caller?.Credentials.AccessKeyId,
        ["AWS_SECRET_ACCESS_KEY"] = caller?.Credentials.SecretAccessKey,
        ["AWS_SESSION_TOKEN"] = caller?.Credentials.SessionToken,
        ["PATH"] = "/usr/bin:/bin",
        ["BROWSER"] = "true",
    };
}
