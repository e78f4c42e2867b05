using Federation.Cli.Policy.Cases;

namespace Federation.UnitTests.Policy;

/// <summary>The case files of tests/data/policy.</summary>
internal static class CaseFiles
{
    public static string PathOf(string name)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, "tests", "data", "policy", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException(name);
    }

    public static IEnumerable<EvaluationCase> Read(string name)
        => File.ReadLines(PathOf(name)).Where(line => !string.IsNullOrWhiteSpace(line)).Select(CaseReader.Read);
}
