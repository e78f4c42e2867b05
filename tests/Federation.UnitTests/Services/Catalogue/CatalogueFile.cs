using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Federation.Services.Pipeline;

namespace Federation.UnitTests.Services.Catalogue;

/// <summary>Writes the policy linter's catalogue from the operation registry: one line an action, in order.</summary>
internal static class CatalogueFile
{
    internal const string RelativePath = "src/Federation.Policy/Lint/gateway-catalogue.json";

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(OperationRegistry registry)
    {
        var text = new StringBuilder("{\n");
        var services = Actions(registry).GroupBy(action => action.Service, StringComparer.Ordinal).OrderBy(service => service.Key, StringComparer.Ordinal);
        text.AppendJoin(",\n", services.Select(service => $"  \"{service.Key}\": {{\n{string.Join(",\n", service.OrderBy(action => action.Name, StringComparer.Ordinal).Select(Line))}\n  }}"));
        return text.Append("\n}\n").ToString();
    }

    // A portal session calls by no signature: what it may do is said by the trust policies of the roles, not by an action of the operation.
    private static IEnumerable<OperationDescriptor> Actions(OperationRegistry registry) =>
        registry.All.Select(operation => operation.Descriptor).Where(operation => operation.Authentication != Authentication.Portal).Concat(PermissionOnlyActions.All);

    private static string Line(OperationDescriptor action)
    {
        var members = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (action.Resource is { } resource)
        {
            members["resources"] = resource.ArnPattern is { } pattern ? [pattern] : [];
            IReadOnlyList<string> ofResource = resource.Service == action.Service ? resource.ConditionKeys : [];
            members["conditionKeys"] = [.. ofResource.Concat(action.ConditionKeys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }

        return $"    \"{action.Name}\": {JsonSerializer.Serialize(members, Options)}";
    }
}
