using Federation.Services.Iam.Shapes;
using Federation.UnitTests.Saml;

namespace Federation.UnitTests.Services.Federated;

/// <summary>Fills a request record of any operation with the names of somebody else's resources.</summary>
internal static class ForeignRequest
{
    /// <summary>Null where the operation names no existing resource (creations and lists of the whole account).</summary>
    public static object? Make(Type type, string providerArn, string roleName, string policyName)
    {
        var request = Activator.CreateInstance(type)!;
        var names = false;
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            object? value = property.Name switch
            {
                "SAMLProviderArn" => providerArn,
                "RoleName" or "UserName" or "GroupName" => roleName,
                "PolicyName" => policyName,
                "PolicyArn" or "PermissionsBoundary" => providerArn.Split(":saml-provider/")[0] + ":policy/" + policyName,
                "VersionId" => "v1",
                "Description" => "d",
                "Tags" => new List<TagShape> { new() { Key = "a", Value = "b" } },
                "TagKeys" => new List<string> { "a" },
                "PolicyDocument" when type.Name.Contains("AssumeRole", StringComparison.Ordinal) => House.SamlWorld.Trusts(providerArn),
                "PolicyDocument" => """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""",
                "SAMLMetadataDocument" => new MetadataBuilder().Xml(),
                _ => null,
            };
            if (value is not null)
            {
                property.SetValue(request, value);
                names |= property.Name is "SAMLProviderArn" or "RoleName" or "PolicyArn";
            }
        }

        return names && !type.Name.StartsWith("Create", StringComparison.Ordinal) ? request : null;
    }
}
