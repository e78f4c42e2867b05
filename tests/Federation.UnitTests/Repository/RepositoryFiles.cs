namespace Federation.UnitTests.Repository;

/// <summary>The checkout that these tests were built from, read as text.</summary>
internal static class RepositoryFiles
{
    private static readonly HashSet<string> NotOurs = new(StringComparer.Ordinal)
    {
        "bin", "obj", ".git", "node_modules", "TestResults", "StrykerOutput", "BenchmarkDotNet.Artifacts", ".vs", ".idea",
    };

    private static readonly HashSet<string> TextExtensions = new(StringComparer.Ordinal)
    {
        ".cs", ".cshtml", ".csproj", ".props", ".json", ".md", ".yml", ".sh", ".js", ".mjs", ".css", ".sql", ".sln", ".txt", ".php", ".py", "",
    };

    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>Text files below a folder, as paths relative to the root with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Under(string folder, params IReadOnlyList<string> extensions) =>
        [.. Walk(new DirectoryInfo(PathOf(folder)))
            .Where(file => extensions.Count == 0 ? TextExtensions.Contains(file.Extension) : extensions.Contains(file.Extension))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => !folder.Exists
        ? []
        : folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(child => !NotOurs.Contains(child.Name)).SelectMany(Walk));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Federation.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run inside a checkout");
        }

        return folder.FullName;
    }
}
