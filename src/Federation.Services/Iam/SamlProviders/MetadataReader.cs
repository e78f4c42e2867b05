using System.Text;
using Federation.Model.Results;
using Federation.Saml.Metadata;

namespace Federation.Services.Iam.SamlProviders;

/// <summary>Reads IdP metadata with every problem in one InvalidInput.</summary>
internal static class MetadataReader
{
    /// <summary>The provider that the metadata describes.</summary>
    /// <param name="document">XML of an EntityDescriptor, or of an EntitiesDescriptor with one identity provider.</param>
    /// <param name="now">For validUntil.</param>
    internal static Result<SamlIdpMetadata> Read(string document, DateTimeOffset now)
    {
        var result = SamlMetadataReader.Read(Encoding.UTF8.GetBytes(document), new SamlMetadataOptions { Now = now });
        return result.Succeeded
            ? result.Metadata
            : IamErrors.InvalidInput($"Could not parse metadata: {string.Join("; ", result.Problems.Where(problem => problem.IsError).Select(problem => problem.Message))}");
    }
}
