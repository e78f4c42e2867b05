namespace Federation.Policy.Reading;

/// <summary>Reads the top level of a policy document.</summary>
internal sealed class DocumentReader
{
    private readonly PolicySource _source;
    private readonly PolicyKind _kind;
    private readonly ReadingRules _rules;
    private readonly ProblemList _problems;

    private DocumentReader(string json, PolicyKind kind, ReadingRules rules)
    {
        _source = new PolicySource(json);
        _kind = kind;
        _rules = rules;
        _problems = new ProblemList(_source, kind);
    }

    public static PolicyReadResult Read(string json, PolicyKind kind, ReadingRules rules)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > PolicyDocument.MaxLength)
        {
            var problem = new PolicyProblem("POLICY_TOO_LONG", "$", new TextPosition(1, 1, 0), "the document has more than 131072 characters", MalformedPolicyTexts.Syntax);
            return new PolicyReadResult(null, [problem]);
        }

        return new DocumentReader(json, kind, rules).Read();
    }

    private PolicyReadResult Read()
    {
        var root = new JsonTreeReader(_source, _problems).Read();
        PolicyDocument? document = null;
        if (root is not null)
        {
            document = root.Kind == JsonNodeKind.Object ? ReadDocument(root) : null;
            if (document is null)
            {
                _problems.Add("JSON_SYNTAX_ERROR", "$", root.Start, "a policy is a JSON object", MalformedPolicyTexts.Syntax);
            }
        }

        return _problems.Count == 0 ? new PolicyReadResult(document, []) : new PolicyReadResult(null, _problems.InOrder);
    }

    private PolicyDocument ReadDocument(JsonNode root)
    {
        foreach (var member in root.Members)
        {
            if (member.Name is not ("Version" or "Id" or "Statement"))
            {
                _problems.Add("INVALID_POLICY_ELEMENT", JsonPath.Member("$", member.Name), member.NameStart, $"`{member.Name}` is not an element of a policy", MalformedPolicyTexts.Syntax);
            }
        }

        var versionNode = root.Find("Version");
        var idNode = root.Find("Id");
        if (idNode is { Kind: not JsonNodeKind.String })
        {
            _problems.Add("DATA_TYPE_MISMATCH", "$.Id", idNode.Start, "Id must be a string", MalformedPolicyTexts.Syntax);
        }

        return new PolicyDocument(_source.Utf8, _source.Text, _kind)
        {
            Version = ReadVersion(versionNode),
            HasVersion = versionNode is not null,
            Id = idNode?.Text,
            Statements = ReadStatements(root),
        };
    }

    private PolicyVersion ReadVersion(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return PolicyVersion.V20081017;
            case { Kind: JsonNodeKind.String, Text: "2012-10-17" }:
                return PolicyVersion.V20121017;
            case { Kind: JsonNodeKind.String, Text: "2008-10-17" }:
                return PolicyVersion.V20081017;
            default:
                _problems.Add("INVALID_VERSION", "$.Version", node.Start, "Version must be `2012-10-17` or `2008-10-17`", MalformedPolicyTexts.InvalidVersion);
                return PolicyVersion.V20081017;
        }
    }

    private List<PolicyStatement> ReadStatements(JsonNode root)
    {
        var statements = new List<PolicyStatement>();
        var node = root.Find("Statement");
        if (node is null || (node.Kind == JsonNodeKind.Array && node.Items.Count == 0 && _rules == ReadingRules.Complete))
        {
            _problems.Add("MISSING_STATEMENT", "$.Statement", (node ?? root).Start, "the policy has no statement", MalformedPolicyTexts.Syntax);
            return statements;
        }

        var reader = new StatementReader(_source, _kind, _rules, _problems);
        if (node.Kind != JsonNodeKind.Array)
        {
            AddStatement(statements, reader.Read(node, "$.Statement", 0));
            return statements;
        }

        for (var i = 0; i < node.Items.Count; i++)
        {
            AddStatement(statements, reader.Read(node.Items[i], JsonPath.Item("$.Statement", i), i));
        }

        return statements;
    }

    private static void AddStatement(List<PolicyStatement> statements, PolicyStatement? statement)
    {
        if (statement is not null)
        {
            statements.Add(statement);
        }
    }
}
