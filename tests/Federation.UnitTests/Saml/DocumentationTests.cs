using System.Reflection;
using System.Text.RegularExpressions;
using Federation.Saml.Validation;

namespace Federation.UnitTests.Saml;

/// <summary>docs/saml.md is true: its rules are the code's, and the tests it names exist.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "saml.md"));

    [Fact]
    public void Every_rule_is_documented_and_every_documented_rule_exists()
    {
        var documented = RuleRow().Matches(Page).Select(match => (match.Groups["id"].Value, match.Groups["title"].Value, match.Groups["kind"].Value));

        documented.ShouldBe(SamlRules.All.Select(rule => (rule.Id, rule.Title, rule.Kind.ToString())), ignoreOrder: true);
    }

    [Fact]
    public void No_rule_is_missing_from_the_list_of_all()
    {
        var declared = typeof(SamlRules).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == typeof(SamlRule)).Select(property => (SamlRule)property.GetValue(null)!);

        SamlRules.All.ShouldBe(declared, ignoreOrder: true);
        SamlRules.All.Select(rule => rule.Id).ShouldBeUnique();
    }

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var named = TestName().Matches(Page).Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).ToArray();

        named.Length.ShouldBeGreaterThan(50);
        foreach (var (type, method) in named)
        {
            var found = typeof(DocumentationTests).Assembly.GetType("Federation.UnitTests.Saml." + type)?.GetMethod(method);
            found.ShouldNotBeNull($"{type}.{method}");
        }
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Federation.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Federation.sln");
    }

    [GeneratedRegex(@"^\| `(?<id>[a-z0-9.-]+)` \| (?<title>[^|]+) \| [^|]+ \| (?<kind>\w+) \|$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RuleRow();

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<method>\w+)`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestName();
}
