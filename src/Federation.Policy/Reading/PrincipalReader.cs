namespace Federation.Policy.Reading;

/// <summary>Reads Principal and NotPrincipal.</summary>
internal sealed class PrincipalReader(PolicySource source, PolicyKind kind, ReadingRules rules, ProblemList problems)
{
    private bool Complete => rules == ReadingRules.Complete;

    private bool HasPrincipals => kind is PolicyKind.Resource or PolicyKind.Trust or PolicyKind.KeyPolicy or PolicyKind.Endpoint or PolicyKind.ResourceControl;

    public List<PrincipalEntry>? Read(JsonNode statement, string path, PolicyEffect? effect)
    {
        var negated = statement.Find("NotPrincipal") is not null;
        var node = statement.Find("NotPrincipal") ?? statement.Find("Principal");
        if (node is null)
        {
            if (HasPrincipals)
            {
                var text = kind == PolicyKind.Trust ? MalformedPolicyTexts.TrustMissingPrincipal : MalformedPolicyTexts.Syntax;
                problems.Add("MISSING_PRINCIPAL", path, statement.Start, "the statement names no principal", text);
            }

            return null;
        }

        var elementPath = JsonPath.Member(path, negated ? "NotPrincipal" : "Principal");
        if (!HasPrincipals)
        {
            problems.Add(kind == PolicyKind.ServiceControl ? "SCP_SYNTAX_ERROR_PRINCIPAL" : "UNSUPPORTED_PRINCIPAL", elementPath, node.Start, "this kind of policy names no principal", MalformedPolicyTexts.PrincipalNotAllowed);
            return null;
        }

        CheckNegation(negated, elementPath, node, effect);
        var entries = ReadEntries(node, elementPath);

        // AWS Organizations, RCP syntax: the Principal element supports only "*".
        if (kind == PolicyKind.ResourceControl && Complete && (entries.Count != 1 || entries[0].Kind != PrincipalEntryKind.Everyone))
        {
            problems.Add("RCP_SYNTAX_ERROR_PRINCIPAL", elementPath, node.Start, "the principal of a resource control policy is `*`", MalformedPolicyTexts.Syntax);
        }

        return entries;
    }

    private void CheckNegation(bool negated, string path, JsonNode node, PolicyEffect? effect)
    {
        if (negated && Complete && kind is PolicyKind.Trust)
        {
            problems.Add("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", path, node.Start, "a role trust policy has no NotPrincipal", MalformedPolicyTexts.TrustNotPrincipal);
        }
        else if (negated && Complete && kind is PolicyKind.ResourceControl)
        {
            problems.Add("RCP_SYNTAX_ERROR_NOTPRINCIPAL", path, node.Start, "a resource control policy has no NotPrincipal", MalformedPolicyTexts.Syntax);
        }
        else if (negated && Complete && effect == PolicyEffect.Allow && kind is PolicyKind.KeyPolicy)
        {
            problems.Add("UNSUPPORTED_ELEMENT_COMBINATION", path, node.Start, "a key policy does not allow with NotPrincipal", MalformedPolicyTexts.Syntax);
        }
    }

    private List<PrincipalEntry> ReadEntries(JsonNode node, string path)
    {
        var entries = new List<PrincipalEntry>();
        if (node.Kind == JsonNodeKind.String)
        {
            if (node.Text == "*")
            {
                entries.Add(Entry(null, node, path, PrincipalEntryKind.Everyone));
            }
            else
            {
                problems.Add("INVALID_PRINCIPAL_FORMAT", path, node.Start, $"the principal `{node.Text}` must be `*` or a JSON object", MalformedPolicyTexts.Syntax);
            }

            return entries;
        }

        if (node.Kind != JsonNodeKind.Object)
        {
            problems.Add("DATA_TYPE_MISMATCH", path, node.Start, "a principal is `*` or a JSON object", MalformedPolicyTexts.Syntax);
            return entries;
        }

        foreach (var member in node.Members)
        {
            ReadMember(member, JsonPath.Member(path, member.Name), entries);
        }

        return entries;
    }

    private void ReadMember(JsonMember member, string path, List<PrincipalEntry> entries)
    {
        if (member.Name is not ("AWS" or "Federated" or "Service" or "CanonicalUser"))
        {
            problems.Add("INVALID_PRINCIPAL_KEY", path, member.NameStart, $"`{member.Name}` is not a kind of principal", MalformedPolicyTexts.Syntax);
            return;
        }

        var items = member.Value.Kind == JsonNodeKind.Array ? member.Value.Items : [member.Value];
        for (var i = 0; i < items.Count; i++)
        {
            var itemPath = member.Value.Kind == JsonNodeKind.Array ? JsonPath.Item(path, i) : path;
            if (items[i].Kind != JsonNodeKind.String)
            {
                problems.Add("DATA_TYPE_MISMATCH", itemPath, items[i].Start, "a principal must be a string", MalformedPolicyTexts.Syntax);
                continue;
            }

            entries.Add(Check(Entry(member.Name, items[i], itemPath, PrincipalClassifier.Classify(member.Name, items[i].Text)), items[i]));
        }
    }

    private PrincipalEntry Entry(string? member, JsonNode node, string path, PrincipalEntryKind entryKind) => new()
    {
        Kind = entryKind,
        Member = member,
        Text = node.Text,
        AccountId = PrincipalClassifier.AccountOf(entryKind, node.Text),
        Path = path,
        Position = source.PositionOf(node.Start),
        End = source.PositionOf(node.End),
        ByteStart = node.Start,
        ByteLength = node.Length,
    };

    // IAM User Guide, Principal: a wildcard stands only alone, never inside a name or ARN.
    private PrincipalEntry Check(PrincipalEntry entry, JsonNode node)
    {
        if (Complete && (entry.Text.Length == 0 || (entry.Text.Contains('*', StringComparison.Ordinal) && entry.Text != "*")))
        {
            problems.Add("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", entry.Path, node.Start, $"the principal `{entry.Text}` is empty or holds a wildcard", entry.InvalidPrincipalMessage);
        }
        else if (Complete && entry is { Kind: PrincipalEntryKind.AwsArn } && !Arn.TryParse(entry.Text, out _))
        {
            problems.Add("INVALID_PRINCIPAL_FORMAT", entry.Path, node.Start, $"the principal `{entry.Text}` is not an ARN, an account or a unique id", entry.InvalidPrincipalMessage);
        }

        return entry;
    }
}
