namespace Federation.Policy.Reading;

/// <summary>Reads one statement after the other of a document.</summary>
internal sealed class StatementReader(PolicySource source, PolicyKind kind, ReadingRules rules, ProblemList problems)
{
    private static readonly string[] Elements = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    private readonly HashSet<string> _sids = new(StringComparer.Ordinal);
    private readonly ElementReader _elements = new(source, kind, rules, problems);
    private readonly ConditionReader _conditions = new(source, rules, problems);
    private readonly PrincipalReader _principals = new(source, kind, rules, problems);

    public PolicyStatement? Read(JsonNode node, string path, int index)
    {
        if (node.Kind != JsonNodeKind.Object)
        {
            problems.Add("DATA_TYPE_MISMATCH", path, node.Start, "a statement is a JSON object", MalformedPolicyTexts.Syntax);
            return null;
        }

        foreach (var member in node.Members.Where(m => !Elements.Contains(m.Name, StringComparer.Ordinal)))
        {
            problems.Add("INVALID_POLICY_ELEMENT", JsonPath.Member(path, member.Name), member.NameStart, $"`{member.Name}` is not an element of a statement", MalformedPolicyTexts.Syntax);
        }

        RefuseBoth(node, path, "Action", "NotAction");
        RefuseBoth(node, path, "Resource", "NotResource");
        RefuseBoth(node, path, "Principal", "NotPrincipal");
        var effect = ReadEffect(node, path);
        var actions = _elements.ReadActions(node, path);
        var resources = _elements.ReadResources(node, path);
        return new PolicyStatement
        {
            Index = index,
            Path = path,
            Sid = ReadSid(node, path),
            Effect = effect ?? PolicyEffect.Deny,
            Principals = _principals.Read(node, path, effect),
            IsNotPrincipal = node.Find("NotPrincipal") is not null,
            Actions = actions,
            IsNotAction = node.Find("NotAction") is not null,
            Resources = resources,
            IsNotResource = node.Find("NotResource") is not null,
            Conditions = _conditions.Read(node.Find("Condition"), JsonPath.Member(path, "Condition")),
            HasCondition = node.Find("Condition") is not null,
            Position = source.PositionOf(node.Start),
            End = source.PositionOf(node.End),
        };
    }

    private void RefuseBoth(JsonNode node, string path, string element, string negated)
    {
        if (node.Find(element) is not null && node.Find(negated) is { } second)
        {
            problems.Add("UNSUPPORTED_ELEMENT_COMBINATION", JsonPath.Member(path, negated), second.Start, $"a statement has either {element} or {negated}", MalformedPolicyTexts.Syntax);
        }
    }

    private PolicyEffect? ReadEffect(JsonNode node, string path)
    {
        switch (node.Find("Effect"))
        {
            case null:
                problems.Add("MISSING_EFFECT", path, node.Start, "the statement has no Effect", MalformedPolicyTexts.Syntax);
                return null;
            case { Kind: JsonNodeKind.String, Text: "Allow" }:
                RefuseAllow(node, path);
                return PolicyEffect.Allow;
            case { Kind: JsonNodeKind.String, Text: "Deny" }:
                return PolicyEffect.Deny;
            case { } other:
                problems.Add("INVALID_EFFECT", JsonPath.Member(path, "Effect"), other.Start, "Effect must be `Allow` or `Deny`", MalformedPolicyTexts.Syntax);
                return null;
        }
    }

    // AWS Organizations, RCP syntax: customer managed resource control policies have only Deny statements.
    private void RefuseAllow(JsonNode node, string path)
    {
        if (kind == PolicyKind.ResourceControl && rules == ReadingRules.Complete)
        {
            problems.Add("RCP_SYNTAX_ERROR_ALLOW", JsonPath.Member(path, "Effect"), node.Start, "a resource control policy may only deny", MalformedPolicyTexts.Syntax);
        }
    }

    private string? ReadSid(JsonNode node, string path)
    {
        if (node.Find("Sid") is not { } sid)
        {
            return null;
        }

        var sidPath = JsonPath.Member(path, "Sid");
        if (sid.Kind != JsonNodeKind.String)
        {
            problems.Add("DATA_TYPE_MISMATCH", sidPath, sid.Start, "Sid must be a string", MalformedPolicyTexts.Syntax);
            return null;
        }

        // Resource policies of several services allow more characters and equal Sids; identities do not.
        if (rules == ReadingRules.Complete && kind is not (PolicyKind.Resource or PolicyKind.KeyPolicy or PolicyKind.Endpoint))
        {
            if (!sid.Text.All(char.IsAsciiLetterOrDigit))
            {
                problems.Add("UNSUPPORTED_SID", sidPath, sid.Start, $"the Sid `{sid.Text}` may hold only A-Z, a-z and 0-9", MalformedPolicyTexts.Syntax);
            }

            if (sid.Text.Length > 0 && !_sids.Add(sid.Text))
            {
                problems.Add("UNIQUE_SIDS_REQUIRED", sidPath, sid.Start, $"the Sid `{sid.Text}` comes twice", MalformedPolicyTexts.DuplicateSid);
            }
        }

        return sid.Text;
    }
}
