namespace Federation.Demo;

/// <summary>Logging of a demo: warnings and worse, on standard error, so that standard output stays the demo's own.</summary>
internal static class QuietLogging
{
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Error",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
        ["Logging:LogLevel:Federation"] = "Warning",
        ["Logging:Console:FormatterName"] = "simple",
    };

    public static void Apply(WebApplicationBuilder builder)
    {
        // After the host's own settings, so that these win.
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
