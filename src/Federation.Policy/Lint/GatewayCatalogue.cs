using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Federation.Policy.Lint;

/// <summary>
/// The actions that this gateway serves, with their resources and condition keys. The data is written from the operation registry
/// (<c>scripts/policy-catalogue</c>), so that tools that know no operation can check policies too.
/// </summary>
public sealed class GatewayCatalogue : IActionCatalogue
{
    private const string ResourceName = "gateway-catalogue.json";

    private static readonly Lazy<GatewayCatalogue> Shared = new(Load);

    private readonly FrozenDictionary<string, IReadOnlyList<CatalogueAction>> _services;

    private GatewayCatalogue(FrozenDictionary<string, IReadOnlyList<CatalogueAction>> services) => _services = services;

    /// <summary>The catalogue of this build.</summary>
    public static GatewayCatalogue Instance => Shared.Value;

    /// <summary>The prefixes of the services in it, in order.</summary>
    public IReadOnlyList<string> Services => [.. _services.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public bool TryGetService(string prefix, [NotNullWhen(true)] out IReadOnlyList<CatalogueAction>? actions) => _services.TryGetValue(prefix, out actions);

    private static GatewayCatalogue Load()
    {
        using var stream = typeof(GatewayCatalogue).Assembly.GetManifestResourceStream(ResourceName) ?? throw new InvalidOperationException($"the resource {ResourceName} is not in the assembly");
        using var json = JsonDocument.Parse(stream);
        return new(json.RootElement.EnumerateObject().ToFrozenDictionary(
            service => service.Name,
            service => (IReadOnlyList<CatalogueAction>)[.. service.Value.EnumerateObject().Select(action => new CatalogueAction($"{service.Name}:{action.Name}", List(action.Value, "resources"), List(action.Value, "conditionKeys")))],
            StringComparer.OrdinalIgnoreCase));
    }

    private static List<string>? List(JsonElement action, string name)
        => action.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : null;
}
