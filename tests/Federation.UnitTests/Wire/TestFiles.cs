namespace Federation.UnitTests.Wire;

/// <summary>Finds the data that tests read.</summary>
internal static class TestFiles
{
    public const string NoSharedVectors = "the published signature vectors (shared/sigv4 beside the checkout) are not here";

    /// <summary>The folder of published vectors beside the checkout, or null.</summary>
    public static string? SharedSigV4 { get; } = FindUpwards(Path.Combine("shared", "sigv4"));

    /// <summary>A file of tests/data.</summary>
    public static string Data(params ReadOnlySpan<string> path) =>
        Path.Combine(
            FindUpwards(Path.Combine("tests", "data")) ?? throw new DirectoryNotFoundException("tests/data is not above the test's directory"), Path.Combine(path));

    private static string? FindUpwards(string relative)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, relative);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
