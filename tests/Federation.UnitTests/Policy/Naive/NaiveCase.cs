using System.Text.Json;
using Federation.Cli.Policy.Cases;

namespace Federation.UnitTests.Policy.Naive;

/// <summary>A caller of a generated case.</summary>
internal sealed record NaiveCaller(string Type, string Principal, string? Account, string? Role = null, string? User = null);

/// <summary>A generated case: plain data from which both evaluators work.</summary>
internal sealed record NaiveCase
{
    public required NaiveCaller Caller { get; init; }

    public required string Action { get; init; }

    public required string Resource { get; init; }

    public required string ResourceAccount { get; init; }

    /// <summary>A single value is a string, a multivalued key a string[].</summary>
    public required IReadOnlyDictionary<string, object> Context { get; init; }

    public required IReadOnlyList<NaiveDocument> Identity { get; init; }

    public NaiveDocument? ResourcePolicy { get; init; }

    public string? ResourcePolicyKind { get; init; }

    public NaiveDocument? Boundary { get; init; }

    public IReadOnlyList<NaiveDocument>? Session { get; init; }

    public IReadOnlyList<IReadOnlyList<NaiveDocument>>? Scps { get; init; }

    public IReadOnlyList<IReadOnlyList<NaiveDocument>>? Rcps { get; init; }

    public IReadOnlyList<NaiveDocument>? Endpoint { get; init; }

    public EvaluationCase ToEvaluationCase() => CaseReader.Read(ToString());

    /// <summary>The case in the format of the case files, so that a failing one can be kept.</summary>
    public override string ToString() => JsonSerializer.Serialize(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["id"] = "generated",
        ["request"] = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["principal"] = Caller.Principal,
            ["principalType"] = Caller.Type,
            ["principalAccount"] = Caller.Account,
            ["role"] = Caller.Role,
            ["user"] = Caller.User,
            ["action"] = Action,
            ["resource"] = Resource,
            ["resourceAccount"] = ResourceAccount,
            ["context"] = Context,
        },
        ["identityPolicies"] = Identity.Select(d => d.ToJson()),
        ["resourcePolicy"] = ResourcePolicy?.ToJson(),
        ["resourcePolicyKind"] = ResourcePolicyKind,
        ["permissionsBoundary"] = Boundary is null ? null : new[] { Boundary.ToJson() },
        ["sessionPolicies"] = Session?.Select(d => d.ToJson()),
        ["scps"] = Scps?.Select(l => l.Select(d => d.ToJson())),
        ["rcps"] = Rcps?.Select(l => l.Select(d => d.ToJson())),
        ["vpcEndpointPolicies"] = Endpoint?.Select(d => d.ToJson()),
    });
}

/// <summary>A generated document.</summary>
internal sealed record NaiveDocument(string Version, IReadOnlyList<NaiveStatement> Statements)
{
    public Dictionary<string, object> ToJson() => new(StringComparer.Ordinal) { ["Version"] = Version, ["Statement"] = Statements.Select(s => s.ToJson()) };
}

/// <summary>One condition: operator, key, values.</summary>
internal sealed record NaiveCondition(string Operator, string Key, IReadOnlyList<string> Values);

/// <summary>A generated statement. Principals are (member, text) pairs; the member is null for a plain star.</summary>
internal sealed record NaiveStatement
{
    public required bool Allow { get; init; }

    public required IReadOnlyList<string> Actions { get; init; }

    public bool NotAction { get; init; }

    public IReadOnlyList<string>? Resources { get; init; }

    public bool NotResource { get; init; }

    public IReadOnlyList<(string? Member, string Text)>? Principals { get; init; }

    public bool NotPrincipal { get; init; }

    public IReadOnlyList<NaiveCondition> Conditions { get; init; } = [];

    public Dictionary<string, object> ToJson()
    {
        var json = new Dictionary<string, object>(StringComparer.Ordinal) { ["Effect"] = Allow ? "Allow" : "Deny", [NotAction ? "NotAction" : "Action"] = Actions };
        if (Resources is not null)
        {
            json[NotResource ? "NotResource" : "Resource"] = Resources;
        }

        if (Principals is not null)
        {
            json[NotPrincipal ? "NotPrincipal" : "Principal"] = Principals.Any(p => p.Member is null)
                ? "*"
                : Principals.GroupBy(p => p.Member!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(p => p.Text).ToArray(), StringComparer.Ordinal);
        }

        if (Conditions.Count > 0)
        {
            json["Condition"] = Conditions.GroupBy(c => c.Operator, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.DistinctBy(c => c.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(c => c.Key, c => c.Values, StringComparer.Ordinal), StringComparer.Ordinal);
        }

        return json;
    }
}
