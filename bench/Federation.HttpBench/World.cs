using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Federation.Wire.SigV4;

namespace Federation.HttpBench;

/// <summary>What the bench needs in the gateway, made through the gateway's own operations: a provider, a role for people, and a role that this role may assume.</summary>
internal sealed partial class World(IPEndPoint address, IdentityProvider idp)
{
    public const string Account = "111122223333";
    public const string RootKeyId = "AKIABENCHROOTKEY0001";
    public const string ProviderName = "bench";
    private const string People = "BenchPeople";
    private const string Target = "BenchTarget";
    private static readonly SigningCredentials Root = new(RootKeyId, RootSecret);

    /// <summary>Root's secret of a store that lives for one run.</summary>
    public const string RootSecret = "bench-root-secret-of-one-run-only-000001";

    private SigningCredentials? _session;

    private string Url => $"http://{address}";

    private string EntityId => Url + "/saml/metadata";

    private string Acs => Url + "/saml/acs";

    private static string ProviderArn => $"arn:aws:iam::{Account}:saml-provider/{ProviderName}";

    private static string RoleArn(string name) => $"arn:aws:iam::{Account}:role/{name}";

    /// <summary>Makes it.</summary>
    public async Task BuildAsync()
    {
        await IamAsync("CreateSAMLProvider", ("Name", ProviderName), ("SAMLMetadataDocument", idp.Metadata));
        await CallAsync(HttpRequests.Json(
            address, Root, "federation", "Federation_20261123.UpdateSamlProviderSettings", JsonSerializer.Serialize(new { SAMLProviderArn = ProviderArn, IdpInitiated = "Accept" })));
        await IamAsync("CreateRole", ("RoleName", People), ("AssumeRolePolicyDocument", Trust($$"""{"Federated":"{{ProviderArn}}"}""", "sts:AssumeRoleWithSAML")));
        await IamAsync("PutRolePolicy", ("RoleName", People), ("PolicyName", "assume"), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{RoleArn("Bench*")}}"}]}"""));
        await IamAsync("CreateRole", ("RoleName", Target), ("AssumeRolePolicyDocument", Trust($$"""{"AWS":"{{RoleArn(People)}}"}""", "sts:AssumeRole")));
    }

    /// <summary>Begins the session whose credentials sign.</summary>
    public async Task SignInAsync()
    {
        var answer = await CallAsync(AssumeRoleWithSaml(0));
        _session = new SigningCredentials(Element(answer, "AccessKeyId"), Element(answer, "SecretAccessKey"), Element(answer, "SessionToken"));
    }

    public byte[] CallerIdentity() => HttpRequests.Query(address, Root, "sts", "Action=GetCallerIdentity&Version=2011-06-15");

    public byte[] CallerIdentityOfSession() => HttpRequests.Query(address, _session!, "sts", "Action=GetCallerIdentity&Version=2011-06-15");

    public byte[] AssumeRole(int number) => HttpRequests.Query(
        address, _session!, "sts", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Action=AssumeRole&Version=2011-06-15&RoleArn={Uri.EscapeDataString(RoleArn(Target))}&RoleSessionName=bench-{number}"));

    public byte[] AssumeRoleWithSaml(int number) => HttpRequests.Post(
        address, "/", $"Action=AssumeRoleWithSAML&Version=2011-06-15&RoleArn={Uri.EscapeDataString(RoleArn(People))}&PrincipalArn={Uri.EscapeDataString(ProviderArn)}&SAMLAssertion={Uri.EscapeDataString(Response(number))}");

    public byte[] SignIn(int number) => HttpRequests.Post(address, "/saml/acs", $"SAMLResponse={Uri.EscapeDataString(Response(number))}&RelayState=");

    private string Response(int number) => idp.Response(IdentityProvider.EntityId, EntityId, Acs, $"{RoleArn(People)},{ProviderArn}", number);

    private async Task IamAsync(string action, params (string Name, string Value)[] parameters)
    {
        var body = new StringBuilder($"Action={action}&Version=2010-05-08");
        foreach (var (name, value) in parameters)
        {
            body.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        await CallAsync(HttpRequests.Query(address, Root, "iam", body.ToString()));
    }

    private async Task<string> CallAsync(byte[] request)
    {
        using var connection = await Connection.OpenAsync(address);
        var answer = await connection.SendAsync(request);
        return answer.Status == 200 ? answer.Text : throw new InvalidOperationException($"{answer.Status}: {answer.Text}");
    }

    private static string Trust(string principal, string action) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"{{action}}"}]}""";

    private static string Element(string xml, string name) => ElementPattern().Matches(xml).First(match => match.Groups["name"].Value == name).Groups["value"].Value;

    [GeneratedRegex("<(?<name>[A-Za-z]+)>(?<value>[^<]*)</", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ElementPattern();
}
