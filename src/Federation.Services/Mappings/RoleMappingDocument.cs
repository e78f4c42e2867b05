using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Model.Identifiers;
using Federation.Policy;

namespace Federation.Services.Mappings;

/// <summary>
/// A role mapping document, read and compiled: <c>{"Version":"2026-11-23","Provider":ARN,"Rules":[{"Sid","Roles":[ARN],"Condition":{…},"SessionName"?}]}</c>.
/// Conditions are the policy language's, over <c>saml:attribute/NAME</c> (multivalued), <c>saml:sub</c>, <c>saml:iss</c> and <c>saml:aud</c>. No Deny, no wildcard in Roles.
/// </summary>
public sealed class RoleMappingDocument
{
    private const string Version = "2026-11-23";
    private const int MostRules = 200;
    private const int MostCharacters = 131_072;

    private RoleMappingDocument(string providerArn, IReadOnlyList<RoleMappingRule> rules)
    {
        ProviderArn = providerArn;
        Rules = rules;
    }

    /// <summary>The provider whose people it maps.</summary>
    public string ProviderArn { get; }

    /// <summary>The rules in document order.</summary>
    public IReadOnlyList<RoleMappingRule> Rules { get; }

    /// <summary>Reads a document; every problem is listed, and none means that it is valid.</summary>
    public static (RoleMappingDocument? Document, IReadOnlyList<string> Problems) Read(string json)
    {
        var problems = new List<string>();
        if (json is not { Length: <= MostCharacters } || ParseObject(json, problems) is not { } root)
        {
            return (null, problems.Count > 0 ? problems : [$"the document is longer than {MostCharacters} characters"]);
        }

        Unknown(root, "$", ["Version", "Provider", nameof(Rules)], problems);
        if (Text(root["Version"]) != Version)
        {
            problems.Add($"$.Version: must be `{Version}`");
        }

        var provider = Text(root["Provider"]) ?? string.Empty;
        if (!Arns.TryParseIam(provider, "saml-provider", out _, out var path, out _) || path != "/")
        {
            problems.Add("$.Provider: must be the ARN of a SAML provider");
        }

        var rules = new List<RoleMappingRule>();
        if (root[nameof(Rules)] is not JsonArray { Count: > 0 and <= MostRules } array)
        {
            problems.Add($"$.Rules: must be a list of 1 to {MostRules} rules");
        }
        else
        {
            for (var i = 0; i < array.Count; i++)
            {
                if (ReadRule(array[i], $"$.Rules[{i.ToString(CultureInfo.InvariantCulture)}]", problems) is { } rule)
                {
                    rules.Add(rule);
                }
            }

            if (rules.Count != rules.DistinctBy(rule => rule.Sid, StringComparer.Ordinal).Count())
            {
                problems.Add("$.Rules: each Sid may stand once");
            }
        }

        return problems.Count == 0 ? (new RoleMappingDocument(provider, rules), problems) : (null, problems);
    }

    private static JsonObject? ParseObject(string json, List<string> problems)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false };
            if (JsonNode.Parse(json, null, options) is JsonObject root)
            {
                return root;
            }

            problems.Add("$: must be a JSON object");
        }
        catch (JsonException exception)
        {
            problems.Add($"not valid JSON: line {(exception.LineNumber ?? 0) + 1}, position {exception.BytePositionInLine ?? 0}");
        }

        return null;
    }

    private static RoleMappingRule? ReadRule(JsonNode? node, string path, List<string> problems)
    {
        if (node is not JsonObject rule)
        {
            problems.Add($"{path}: must be an object");
            return null;
        }

        var before = problems.Count;
        Unknown(rule, path, ["Sid", "Roles", "Condition", "SessionName"], problems);
        var sid = Text(rule["Sid"]) ?? string.Empty;
        if (sid.Length is < 1 or > 64 || !sid.All(char.IsAsciiLetterOrDigit))
        {
            problems.Add($"{path}.Sid: must be 1 to 64 letters and digits");
        }

        var roles = rule["Roles"] is JsonArray array ? array.Select(Text).ToList() : [];
        if (roles.Count is < 1 or > 100 || roles.Any(role => !Arns.TryParseIam(role, "role", out _, out _, out _) || role!.AsSpan().ContainsAny('*', '?', '$')))
        {
            problems.Add($"{path}.Roles: must be a list of 1 to 100 role ARNs without wildcards");
        }

        var sessionName = rule["SessionName"] is { } given ? Text(given) : null;
        if (rule.ContainsKey("SessionName") && RoleMappingRule.AttributeOf(sessionName) is null)
        {
            problems.Add($"{path}.SessionName: must be `${{saml:attribute/NAME}}`");
        }

        var compiled = problems.Count == before ? Compile(rule, roles, sid, path, problems) : null;
        return compiled is null ? null : new RoleMappingRule(sid, [.. roles.Select(role => role!)], RoleMappingRule.AttributeOf(sessionName), compiled) { Condition = rule["Condition"]?.ToJsonString() };
    }

    /// <summary>A rule is a policy statement that allows its roles: so its conditions are the policy language's, by construction.</summary>
    private static CompiledPolicy? Compile(JsonObject rule, IReadOnlyList<string?> roles, string sid, string path, List<string> problems)
    {
        var statement = new JsonObject
        {
            ["Sid"] = sid,
            ["Effect"] = "Allow",
            ["Action"] = RoleMappingRule.Action,
            ["Resource"] = new JsonArray([.. roles.Select(role => (JsonNode?)JsonValue.Create(role))]),
        };
        if (rule["Condition"] is { } condition)
        {
            statement["Condition"] = condition.DeepClone();
            CheckKeys(condition, path, problems);
        }

        var policy = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) };
        var read = PolicyDocument.Read(policy.ToJsonString(), PolicyKind.Identity);
        problems.AddRange(read.Problems.Select(problem => $"{path}: {problem.Message}"));
        return read.IsValid ? CompiledPolicy.Compile(read.Document, sid) : null;
    }

    private static void CheckKeys(JsonNode condition, string path, List<string> problems)
    {
        foreach (var key in (condition as JsonObject ?? []).Select(pair => pair.Value).OfType<JsonObject>().SelectMany(tests => tests.Select(test => test.Key)))
        {
            if (!key.StartsWith(RoleMappingRule.AttributePrefix, StringComparison.OrdinalIgnoreCase)
                && !new[] { "saml:sub", "saml:iss", "saml:aud" }.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add($"{path}.Condition: `{key}` is no key of a role mapping: use saml:attribute/NAME, saml:sub, saml:iss or saml:aud");
            }
        }
    }

    private static void Unknown(JsonObject node, string path, IReadOnlyList<string> known, List<string> problems) =>
        problems.AddRange(node.Select(pair => pair.Key).Where(key => !known.Contains(key, StringComparer.Ordinal)).Select(key => $"{path}: unknown member `{key}`"));

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
