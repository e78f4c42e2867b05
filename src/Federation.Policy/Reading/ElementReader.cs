namespace Federation.Policy.Reading;

/// <summary>Reads Action, NotAction, Resource and NotResource.</summary>
internal sealed class ElementReader(PolicySource source, PolicyKind kind, ReadingRules rules, ProblemList problems)
{
    private static readonly string[] TrustActions =
        ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"];

    private bool Complete => rules == ReadingRules.Complete;

    public IReadOnlyList<PolicyValue> ReadActions(JsonNode statement, string path)
    {
        var negated = statement.Find("NotAction") is not null;
        var node = statement.Find("NotAction") ?? statement.Find("Action");
        if (node is null)
        {
            var text = kind == PolicyKind.Trust ? MalformedPolicyTexts.TrustMissingAction : MalformedPolicyTexts.MissingActions;
            problems.Add("MISSING_ACTION", path, statement.Start, "the statement has neither Action nor NotAction", text);
            return [];
        }

        // AWS Organizations, RCP syntax: NotAction is not supported.
        if (negated && kind == PolicyKind.ResourceControl && Complete)
        {
            problems.Add("RCP_SYNTAX_ERROR_NOTACTION", path, node.Start, "a resource control policy has no NotAction", MalformedPolicyTexts.Syntax);
        }

        var values = ValueReader.ReadStrings(node, JsonPath.Member(path, negated ? "NotAction" : "Action"), source, problems);
        if (Complete)
        {
            foreach (var value in values)
            {
                CheckAction(value);
            }
        }

        return values;
    }

    public IReadOnlyList<PolicyValue>? ReadResources(JsonNode statement, string path)
    {
        var negated = statement.Find("NotResource") is not null;
        var node = statement.Find("NotResource") ?? statement.Find("Resource");
        if (node is null)
        {
            // Some services' resource policies need no resource, because they are attached to just one.
            if (Complete && kind is not (PolicyKind.Trust or PolicyKind.Resource))
            {
                problems.Add("MISSING_RESOURCE", path, statement.Start, "the statement has neither Resource nor NotResource", MalformedPolicyTexts.MissingResources);
            }

            return null;
        }

        var resourcePath = JsonPath.Member(path, negated ? "NotResource" : "Resource");
        if (kind == PolicyKind.Trust && Complete)
        {
            var text = negated ? MalformedPolicyTexts.TrustNotResource : MalformedPolicyTexts.TrustResource;
            problems.Add("ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", resourcePath, node.Start, "a role trust policy has no resource", text);
        }

        var values = ValueReader.ReadStrings(node, resourcePath, source, problems);
        if (Complete)
        {
            foreach (var value in values)
            {
                CheckResource(value);
            }
        }

        return values;
    }

    private void CheckAction(PolicyValue action)
    {
        if (action.Text == "*" && kind is not (PolicyKind.Trust or PolicyKind.ResourceControl))
        {
            return;
        }

        var colon = action.Text.IndexOf(':', StringComparison.Ordinal);
        if (action.Text == "*")
        {
            var text = kind == PolicyKind.Trust ? MalformedPolicyTexts.TrustActions : MalformedPolicyTexts.Syntax;
            AddAt(action, "UNSUPPORTED_ACTION_IN_POLICY", "the action `*` is not allowed in this kind of policy", text);
        }
        else if (colon < 0)
        {
            AddAt(action, "INVALID_ACTION", $"the action `{action.Text}` has no service prefix", MalformedPolicyTexts.Vendor);
        }
        else if (action.Text.IndexOf(':', colon + 1) >= 0)
        {
            AddAt(action, "INVALID_ACTION", $"the action `{action.Text}` has more than one colon", MalformedPolicyTexts.OneColon);
        }
        else if (colon == 0 || !action.Text.AsSpan(0, colon).ToString().All(IsVendorCharacter))
        {
            AddAt(action, "INVALID_SERVICE_IN_ACTION", $"the service prefix of `{action.Text}` is not valid", MalformedPolicyTexts.InvalidVendor(action.Text[..colon]));
        }
        else if (kind == PolicyKind.Trust && !TrustActions.Any(known => Wildcard.Matches(action.Text, known, ignoreCase: true)))
        {
            AddAt(action, "UNSUPPORTED_ACTION_IN_POLICY", $"`{action.Text}` is not an action of a role trust policy", MalformedPolicyTexts.TrustActions);
        }
    }

    private static bool IsVendorCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '*' or '?';

    private void CheckResource(PolicyValue resource)
    {
        var text = resource.Text;
        if (text == "*")
        {
            return;
        }

        if (!text.StartsWith("arn:", StringComparison.Ordinal))
        {
            AddAt(resource, "INVALID_ARN_PREFIX", $"the resource `{text}` is neither an ARN nor `*`", MalformedPolicyTexts.ResourceNotArn(text));
            return;
        }

        var parts = text.Split(':');
        if (parts.Length < 3)
        {
            AddAt(resource, "MISSING_ARN_FIELD", $"the ARN `{text}` names no service", MalformedPolicyTexts.ResourceVendor);
        }
        else if (parts[1] is not ("aws" or "aws-cn" or "aws-us-gov" or "*") && !parts[1].StartsWith("aws-iso", StringComparison.Ordinal) && !parts[1].Contains("${", StringComparison.Ordinal))
        {
            AddAt(resource, "INVALID_PARTITION", $"the partition `{parts[1]}` of `{text}` is not known", MalformedPolicyTexts.InvalidPartition(parts[1], text));
        }
    }

    private void AddAt(PolicyValue value, string code, string message, string awsMessage) => problems.Add(code, value, message, awsMessage);
}
