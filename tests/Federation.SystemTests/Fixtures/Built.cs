namespace Federation.SystemTests.Fixtures;

/// <summary>What was built beside these tests, in the same configuration.</summary>
internal static class Built
{
    /// <summary>Path of a program's assembly: <c>src/NAME/bin/CONFIGURATION/net10.0/NAME.dll</c>.</summary>
    public static string Program(string name) => Assembly(name, name);

    /// <summary>Path of a program whose assembly has a name of its own.</summary>
    public static string Assembly(string project, string assembly)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Repository, "src", project, "bin", framework.Parent!.Name, framework.Name, assembly + ".dll");
    }

    /// <summary>The checkout that these tests were built in; their assembly is <c>tests/NAME/bin/CONFIGURATION/net10.0/NAME.dll</c>.</summary>
    public static string Repository => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));

    /// <summary>Path of a file of <c>tests/node</c>.</summary>
    public static string NodeFile(string name) => Path.Combine(Repository, "tests", "node", name);
}
