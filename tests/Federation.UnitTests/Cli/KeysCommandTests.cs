using Federation.Cli;

namespace Federation.UnitTests.Cli;

/// <summary>What <c>fed keys</c> takes; what it does is seen against a gateway.</summary>
public sealed class KeysCommandTests
{
    [Theory]
    [InlineData("say which key", "rotate")]
    [InlineData("say which key", "rotate", "--force")]
    [InlineData("say which key", "rotate", "--use", "Signing", "--purpose", "session-tokens")]
    [InlineData("SessionTokens", "rotate", "--purpose", "SessionTokens")]
    [InlineData("saml", "list", "--purpose", "saml")]
    [InlineData("--purpose", "announce", "--purpose", "session-tokens")]
    [InlineData("--use", "announce")]
    public async Task What_names_no_key_or_two_is_refused_before_anything_is_sent(string named, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await FedCommandLine.InvokeAsync(["keys", .. arguments, "--url", "http://127.0.0.1:1"], new CommandStreams(TextReader.Null, output, error), TestContext.Current.CancellationToken);
        code.ShouldBe(2, error.ToString());
        error.ToString().ShouldContain(named);
    }
}
