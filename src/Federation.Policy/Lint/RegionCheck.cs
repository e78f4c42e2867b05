using System.Text.RegularExpressions;

namespace Federation.Policy.Lint;

/// <summary>Regions by their form: which ones exist changes, how they are written does not.</summary>
internal sealed partial class RegionCheck : ILintCheck
{
    public void Check(LintScope scope, PolicyStatement statement)
    {
        foreach (var resource in (statement.Resources ?? []).Where(r => r.Text.StartsWith("arn:", StringComparison.Ordinal)))
        {
            var parts = resource.Text.Split(':', 6);
            if (parts.Length == 6 && parts[3].Length > 0 && IsWrong(parts[3]))
            {
                scope.Add("INVALID_ARN_REGION", $"`{parts[3]}` is not written like a region", resource);
            }
        }

        foreach (var condition in statement.Conditions.Where(c => string.Equals(c.Key, "aws:RequestedRegion", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var value in condition.Values.Where(v => condition.Operator.Comparison != ConditionComparison.Null && IsWrong(v.Text)))
            {
                scope.Add("INVALID_REGION", $"`{value.Text}` is not written like a region", value);
            }
        }
    }

    private static bool IsWrong(string text) => text.AsSpan().IndexOfAny('*', '?', '$') < 0 && !Region().IsMatch(text);

    [GeneratedRegex(@"^[a-z]{2,8}(-[a-z]{2,12}){1,3}-[0-9]{1,2}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Region();
}
