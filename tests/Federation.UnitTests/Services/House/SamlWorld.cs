using System.Security.Cryptography.X509Certificates;
using Federation.Model.Identifiers;
using Federation.Services.Credentials;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.Iam.Shapes;
using Federation.Services.Mappings;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Saml;

namespace Federation.UnitTests.Services.House;

/// <summary>Providers, roles and assertions over a house.</summary>
internal static class SamlWorld
{
    private const string Aws = "https://aws.amazon.com/SAML/Attributes/";

    public static async Task<string> ProviderAsync(this TestHouse house, Caller caller, string name, X509Certificate2? certificate = null)
    {
        var metadata = new MetadataBuilder { Keys = MetadataBuilder.Key(certificate ?? TestKeys.Idp) }.Xml();
        var response = await house.DoAsync<CreateSAMLProviderResponse>("iam", "CreateSAMLProvider", new CreateSAMLProviderRequest { Name = name, SAMLMetadataDocument = metadata }, caller);
        return response.SAMLProviderArn!;
    }

    public static async Task<RoleShape> RoleAsync(this TestHouse house, Caller caller, string name, string trust, int? maxSession = null) =>
        (await house.DoAsync<RoleResponse>("iam", "CreateRole", new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = trust, MaxSessionDuration = maxSession }, caller)).Role!;

    public static Task AllowAsync(this TestHouse house, Caller caller, string role, string action, string resource = "*", string effect = "Allow") =>
        house.DoAsync<Nothing>("iam", "PutRolePolicy", new PutRolePolicyRequest
        {
            RoleName = role,
            PolicyName = $"{effect}-{action.Replace(':', '-').Replace('*', 'x')}",
            PolicyDocument = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}"}]}""",
        }, caller);

    public static Task MapAsync(this TestHouse house, Caller caller, string name, string document) =>
        house.DoAsync<RoleMappingResponse>("federation", "PutRoleMapping", new PutRoleMappingRequest { Name = name, Document = document }, caller);

    public static Caller RootOf(AccountId account) => Callers.Root(account, "AKIAROOT", null);

    public static string Trusts(string provider, string action = "sts:AssumeRoleWithSAML", string condition = "") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{{provider}}"},"Action":["{{action}}","sts:TagSession","sts:SetSourceIdentity"]{{condition}}}]}""";

    /// <summary>A trust policy that takes nobody while its role is tagged as frozen.</summary>
    public static string UnlessFrozen(string trust) => trust.Replace(
        "\"Statement\":[",
        """
        "Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:*","Condition":{"StringEquals":{"aws:ResourceTag/frozen":"true"}}},
        """,
        StringComparison.Ordinal);

    public static TagRoleRequest Frozen(string role) => new() { RoleName = role, Tags = [new TagShape { Key = "frozen", Value = "true" }] };

    /// <summary>An unsolicited response for STS, with attributes.</summary>
    public static ResponseBuilder Assertion(params (string Name, string[] Values)[] attributes)
    {
        var xml = string.Concat(attributes.Select(attribute =>
            $"<saml:Attribute Name=\"{attribute.Name}\">{string.Concat(attribute.Values.Select(value => $"<saml:AttributeValue>{value}</saml:AttributeValue>"))}</saml:Attribute>"));
        return new ResponseBuilder { AttributeStatement = $"<saml:AttributeStatement>{xml}</saml:AttributeStatement>" }.Unsolicited();
    }

    public static (string Name, string[] Values) Role(string role, string provider) => (Aws + "Role", [$"{role},{provider}"]);

    public static (string Name, string[] Values) SessionName(string name) => (Aws + "RoleSessionName", [name]);

    public static (string Name, string[] Values) Attribute(string name, params string[] values) => (Aws + name, values);

    public static AssumeRoleWithSAMLRequest Assume(string role, string provider, ResponseBuilder response, int? duration = null) =>
        new() { RoleArn = role, PrincipalArn = provider, SAMLAssertion = response.Build(), DurationSeconds = duration };
}
