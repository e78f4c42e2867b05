using System.Text.Json;

namespace Federation.Policy.Lint;

/// <summary>What a check looks at, and where it puts its findings.</summary>
internal sealed class LintScope(PolicyDocument document, IActionCatalogue? catalogue, List<PolicyFinding> findings)
{
    private Dictionary<string, PolicyStatement>? _firsts;

    public PolicyDocument Document { get; } = document;

    public IActionCatalogue? Catalogue { get; } = catalogue;

    public PolicyKind Kind => Document.Kind;

    public bool IsResourceBased => Kind is PolicyKind.Resource or PolicyKind.KeyPolicy or PolicyKind.Endpoint or PolicyKind.Trust;

    public void Add(string code, string details, PolicyValue value) => Add(code, details, [new FindingLocation(value.Path, value.Position) { End = value.End }]);

    public void Add(string code, string details, PolicyStatement statement) => Add(code, details, [Location(statement)]);

    public void Add(string code, string details, PolicyCondition condition) => Add(code, details, [new FindingLocation(condition.Path, condition.Position) { End = condition.End }]);

    public void Add(string code, string details, PrincipalEntry entry) => Add(code, details, [new FindingLocation(entry.Path, entry.Position) { End = entry.End }]);

    public void Add(string code, string details, IReadOnlyList<FindingLocation> locations) => findings.Add(new PolicyFinding(code, FindingKinds.Of(code).Type, details, locations));

    /// <summary>The first statement that says the same but for its Sid; the statement itself when there is none before it.</summary>
    public PolicyStatement FirstOfSameContent(PolicyStatement statement)
    {
        _firsts ??= Document.Statements.GroupBy(Content, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return _firsts[Content(statement)];
    }

    /// <summary>The JSON of a statement.</summary>
    public ReadOnlyMemory<char> TextOf(PolicyStatement statement) => Document.Source.AsMemory(statement.Position.Offset, statement.End.Offset - statement.Position.Offset);

    public static FindingLocation Location(PolicyStatement statement) => new(statement.Path, statement.Position) { End = statement.End };

    private string Content(PolicyStatement statement)
    {
        using var json = JsonDocument.Parse(TextOf(statement));
        return JsonSerializer.Serialize(json.RootElement.EnumerateObject().Where(m => m.Name != "Sid").OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => $"{m.Name}={JsonSerializer.Serialize(m.Value)}"));
    }
}

/// <summary>One topic of the linter.</summary>
internal interface ILintCheck
{
    /// <summary>Looks at one statement.</summary>
    void Check(LintScope scope, PolicyStatement statement);
}
