using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Services.Federated;

namespace Federation.Services.Mappings;

/// <summary>Proposes a mapping from what one login brought: a rule for each value of the attribute that looks most like groups.</summary>
internal static class MappingProposal
{
    private const int MostRules = 20;
    private static readonly string[] Likely = ["group", "role", "memberof", "affiliation", "entitlement", "department"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The document, with the roles of the given one's first rule in the place of those that the administrator chooses; null where no attribute fits.</summary>
    internal static string? Write(SamlIdentity identity, RoleMappingDocument document)
    {
        var chosen = identity.Attributes
            .Where(pair => pair.Value.Count is > 0 and <= MostRules && !pair.Key.StartsWith("https://aws.amazon.com/", StringComparison.Ordinal))
            .Select(pair => (pair.Key, pair.Value, Rank: Rank(pair.Key)))
            .Where(candidate => candidate.Rank >= 0)
            .OrderBy(candidate => candidate.Rank).ThenBy(candidate => candidate.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        if (chosen.Key is null)
        {
            return null;
        }

        var rules = new JsonArray();
        foreach (var value in chosen.Value)
        {
            var condition = new JsonObject { ["ForAnyValue:StringEquals"] = new JsonObject { [RoleMappingRule.KeyOf(chosen.Key)] = value } };
            rules.Add(new JsonObject
            {
                ["Sid"] = $"Rule{(rules.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}",
                ["Roles"] = new JsonArray([.. document.Rules[0].Roles.Select(role => (JsonNode?)JsonValue.Create(role))]),
                ["Condition"] = condition,
            });
        }

        return new JsonObject { ["Version"] = "2026-11-23", ["Provider"] = document.ProviderArn, ["Rules"] = rules }.ToJsonString(Indented);
    }

    private static int Rank(string attribute) => Array.FindIndex(Likely, word => attribute.Contains(word, StringComparison.OrdinalIgnoreCase));
}
