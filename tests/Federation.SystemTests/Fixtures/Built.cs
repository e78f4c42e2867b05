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
        var configuration = framework.Parent!;
        var root = configuration.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "src", project, "bin", configuration.Name, framework.Name, assembly + ".dll");
    }
}
