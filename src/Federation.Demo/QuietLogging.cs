namespace Federation.Demo;

/// <summary>Logging of a demo: warnings and worse, on standard error, so that standard output stays the demo's own.</summary>
internal static class QuietLogging
{
    public static void Apply(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // "Overriding address(es)" and the like are the host's business, not the reader's.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Error);
    }
}
