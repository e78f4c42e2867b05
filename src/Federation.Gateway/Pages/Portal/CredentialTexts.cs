using System.Globalization;
using System.Text.Json;
using Federation.Services.Portal;
using Federation.Services.Sts;

namespace Federation.Gateway.Pages.Portal;

/// <summary>Issued credentials as the tools of their users read them.</summary>
public sealed class CredentialTexts
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Only the gateway's own services go to it: other services of the person's shell (S3, say) keep their endpoints.
    private static readonly string[] EndpointVariables = ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_IAM"];

    private readonly CredentialsShape _credentials;
    private readonly PortalRole _role;
    private readonly string _endpoint;

    /// <summary>Takes what was issued for a role, and the gateway's base URL.</summary>
    /// <exception cref="ArgumentException">A value could break out of its quotes: keys and tokens are letters, digits and base64's signs.</exception>
    public CredentialTexts(CredentialsShape credentials, PortalRole role, string endpoint)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        (_credentials, _role, _endpoint) = (credentials, role, endpoint);
        if (Variables.Any(variable => variable.Value is null || variable.Value.AsSpan().ContainsAny('\'', '\r', '\n')))
        {
            throw new ArgumentException("a value cannot be quoted", nameof(credentials));
        }
    }

    /// <summary>When they end.</summary>
    public DateTimeOffset Expiration => _credentials.Expiration!.Value;

    /// <summary>For a POSIX shell.</summary>
    public string Bash => Lines(Variables.Select(variable => $"export {variable.Name}='{variable.Value}'"));

    /// <summary>For PowerShell.</summary>
    public string PowerShell => Lines(Variables.Select(variable => $"$Env:{variable.Name} = '{variable.Value}'"));

    /// <summary>A profile of the shared credentials file.</summary>
    public string CredentialsFile => Lines([
        $"[{Profile}]",
        $"aws_access_key_id = {_credentials.AccessKeyId}",
        $"aws_secret_access_key = {_credentials.SecretAccessKey}",
        $"aws_session_token = {_credentials.SessionToken}"]);

    /// <summary>The same profile in the configuration file, without a secret.</summary>
    public string ConfigFile => Lines([
        $"[profile {Profile}]",
        "region = us-east-1",
        $"services = {Profile}",
        string.Empty,
        $"[services {Profile}]",
        "sts =",
        $"  endpoint_url = {_endpoint}",
        "iam =",
        $"  endpoint_url = {_endpoint}"]);

    /// <summary>The document that the AWS CLI expects of a credential process.</summary>
    public string Json => JsonSerializer.Serialize(
        new
        {
            Version = 1,
            _credentials.AccessKeyId,
            _credentials.SecretAccessKey,
            _credentials.SessionToken,
            Expiration = Expiration.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        },
        Indented);

    /// <summary>A first call.</summary>
    public string Try => $"aws --endpoint-url {_endpoint} --region us-east-1 sts get-caller-identity";

    /// <summary>Name of the profile: account and role, in characters that need no quoting.</summary>
    public string Profile => string.Concat($"{_role.AccountName}-{_role.RoleName}".Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' ? character : '-'));

    /// <summary>The type's name: a log must never print _credentials.</summary>
    public override string ToString() => nameof(CredentialTexts);

    private IEnumerable<(string Name, string? Value)> Variables =>
    [
        ("AWS_ACCESS_KEY_ID", _credentials.AccessKeyId),
        ("AWS_SECRET_ACCESS_KEY", _credentials.SecretAccessKey),
        ("AWS_SESSION_TOKEN", _credentials.SessionToken),
        .. EndpointVariables.Select(name => (name, (string?)_endpoint)),
    ];

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
