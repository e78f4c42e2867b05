using System.Text.RegularExpressions;

namespace Federation.UnitTests.Repository;

/// <summary>Every check in the threat model names the test that holds it, and that test exists.</summary>
public sealed partial class ThreatModelTests
{
    [Fact]
    public void Every_test_that_the_threat_model_names_exists()
    {
        var model = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "threat-model.md"));
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        var named = TestName().Matches(model).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList();
        named.Count.ShouldBeGreaterThan(50);
        named.Where(name => !sources.Contains($" {name}(", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)+)`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestName();
}
