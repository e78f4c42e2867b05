using Federation.Demo.IdentityProvider;

namespace Federation.Demo;

/// <summary>The development identity provider by itself: <c>--idp-only</c>.</summary>
internal static class IdentityProviderHost
{
    public static IdentityProviderOptions Options(int port, IReadOnlyList<Uri> serviceProviderMetadata) =>
        new() { BaseUrl = new Uri($"http://localhost:{port}"), ServiceProviderMetadata = serviceProviderMetadata };

    public static async Task<int> RunAsync(DemoOptions demo, Terminal terminal)
    {
        var options = Options(demo.IdentityProviderPort ?? Loopback.FreePort(), demo.ServiceProviderMetadata);
        await using var application = IdentityProviderApplication.Create(options, Cast.Directory(), QuietLogging.Apply);
        await application.StartAsync();

        terminal.Title("Federation development identity provider");
        terminal.Fact("Metadata", options.EntityId);
        terminal.Fact("Start page", options.BaseUrl.AbsoluteUri);
        foreach (var (person, _) in Cast.All)
        {
            terminal.Fact(person.UserName, person.Password);
        }

        terminal.Line();
        terminal.Line("  Ready. Ctrl+C ends it.");
        await application.WaitForShutdownAsync();
        return 0;
    }
}
