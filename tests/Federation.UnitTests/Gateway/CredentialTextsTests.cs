using System.Diagnostics;
using System.Text.Json;
using Federation.Gateway.Pages.Portal;
using Federation.Services.Portal;
using Federation.Services.Sts;

namespace Federation.UnitTests.Gateway;

/// <summary>Credentials as tools read them.</summary>
public sealed class CredentialTextsTests
{
    private const string Secret = "ab/cd+efgh=ij$`'\"";
    private static readonly PortalRole Role = new("111122223333", "Work & Loads", "arn:aws:iam::111122223333:role/Dev", "Dev", "arn:aws:iam::111122223333:saml-provider/corp", null, 3600, 14_400);

    private readonly CredentialTexts _texts = new(
        new CredentialsShape { AccessKeyId = "ASIAEXAMPLE", SecretAccessKey = "ab/cd+ef", SessionToken = "AQ+/==", Expiration = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000) },
        Role, "https://gateway.example.com");

    [Fact]
    public async Task A_shell_reads_the_exports_as_they_were_issued()
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", _texts.Bash + "\nprintf '%s|%s|%s|%s' \"$AWS_ACCESS_KEY_ID\" \"$AWS_SECRET_ACCESS_KEY\" \"$AWS_SESSION_TOKEN\" \"$AWS_ENDPOINT_URL_STS\""])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        (await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("ASIAEXAMPLE|ab/cd+ef|AQ+/==|https://gateway.example.com");
    }

    [Fact]
    public void Other_services_keep_their_endpoints() =>
        _texts.Bash.ShouldNotContain("AWS_ENDPOINT_URL=");

    [Fact]
    public void The_JSON_is_what_a_credential_process_prints()
    {
        var json = JsonSerializer.Deserialize<JsonElement>(_texts.Json);
        json.GetProperty("Version").GetInt32().ShouldBe(1);
        json.GetProperty("SessionToken").GetString().ShouldBe("AQ+/==");
        json.GetProperty("Expiration").GetString().ShouldBe("2026-11-18T11:06:40Z");
    }

    [Fact]
    public void Both_files_name_the_same_profile_and_only_one_holds_secrets()
    {
        _texts.Profile.ShouldBe("Work---Loads-Dev");
        _texts.CredentialsFile.ShouldStartWith("[Work---Loads-Dev]\naws_access_key_id = ASIAEXAMPLE\naws_secret_access_key = ab/cd+ef\n");
        _texts.ConfigFile.ShouldStartWith("[profile Work---Loads-Dev]\n");
        _texts.ConfigFile.ShouldNotContain("ab/cd+ef");
    }

    [Fact]
    public void A_log_that_prints_them_prints_their_name() => _texts.ToString().ShouldBe(nameof(CredentialTexts));

    [Fact]
    public void Values_that_quoting_would_not_hold_are_never_shown() =>
        Should.Throw<ArgumentException>(() => new CredentialTexts(
            new CredentialsShape { AccessKeyId = "ASIAEXAMPLE", SecretAccessKey = Secret, SessionToken = "AQ", Expiration = DateTimeOffset.UnixEpoch }, Role, "https://gateway.example.com"));
}
