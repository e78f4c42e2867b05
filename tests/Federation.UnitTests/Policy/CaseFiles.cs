using System.Runtime.CompilerServices;
using Federation.Cli.Policy.Cases;

namespace Federation.UnitTests.Policy;

/// <summary>The case files of tests/data/policy.</summary>
internal static class CaseFiles
{
    public static string PathOf(string name, [CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "data", "policy", name));

    public static IEnumerable<EvaluationCase> Read(string name)
        => File.ReadLines(PathOf(name)).Where(line => !string.IsNullOrWhiteSpace(line)).Select(CaseReader.Read);
}
