using Federation.Policy.Evaluation;

namespace Federation.Policy.Lint;

/// <summary>Addresses, VPCs and endpoints.</summary>
internal sealed class NetworkCheck : ILintCheck
{
    private static readonly string[] Private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

    public void Check(LintScope scope, PolicyStatement statement)
    {
        foreach (var condition in statement.Conditions)
        {
            if (condition.Operator.Comparison == ConditionComparison.IpAddress)
            {
                CheckAddresses(scope, condition);
            }
            else if (string.Equals(condition.Key, "aws:SourceVpc", StringComparison.OrdinalIgnoreCase))
            {
                CheckId(scope, condition, "vpc-", "INVALID_VPC_FORMAT");
            }
            else if (string.Equals(condition.Key, "aws:SourceVpce", StringComparison.OrdinalIgnoreCase))
            {
                CheckId(scope, condition, "vpce-", "INVALID_VPCE_FORMAT");
            }
        }
    }

    private static void CheckAddresses(LintScope scope, PolicyCondition condition)
    {
        foreach (var value in condition.Values)
        {
            var slash = value.Text.IndexOf('/', StringComparison.Ordinal);
            if (slash > 0 && IpValue.TryParse(value.Text.AsSpan(0, slash), out var written) && IpValue.TryParseRange(value.Text, out var first, out _) && written != first)
            {
                scope.Add("IMPROVE_IP_RANGE", $"`{value.Text}` has bits set behind its prefix length; they are ignored", value);
            }
        }

        // aws:SourceIp is a public address; private ones come with aws:VpcSourceIp.
        var inside = condition.Values.Where(v => IsPrivate(v.Text)).ToList();
        if (inside.Count == 0 || !string.Equals(condition.Key, "aws:SourceIp", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var code = condition.Operator.IsNegated ? "PRIVATE_NOT_IP_ADDRESS" : "PRIVATE_IP_ADDRESS";
        scope.Add(inside.Count < condition.Values.Count ? code + "_SUBSET" : code, $"aws:SourceIp is compared with private addresses: {string.Join(", ", inside.Select(v => v.Text))}", condition);
    }

    private static bool IsPrivate(string text)
        => IpValue.TryParseRange(text, out var first, out var last)
            && Private.Any(p => IpValue.TryParseRange(p, out var low, out var high) && low.IsVersion4 == first.IsVersion4 && first.Bits >= low.Bits && last <= high);

    private static void CheckId(LintScope scope, PolicyCondition condition, string prefix, string code)
    {
        foreach (var value in condition.Values)
        {
            if (condition.Operator.Comparison is ConditionComparison.StringEquals && !value.Text.Contains('$', StringComparison.Ordinal)
                && !(value.Text.StartsWith(prefix, StringComparison.Ordinal) && value.Text[prefix.Length..].Length is 8 or 17 && value.Text[prefix.Length..].All(char.IsAsciiHexDigitLower)))
            {
                scope.Add(code, $"`{value.Text}` is not `{prefix}` and 8 or 17 hexadecimal digits", value);
            }
        }
    }
}
