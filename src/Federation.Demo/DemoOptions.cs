using System.Globalization;

namespace Federation.Demo;

/// <summary>The demo's command line.</summary>
internal sealed record DemoOptions
{
    public const string Usage = """
        Starts the gateway and a development identity provider over a fresh store.

          dotnet run --project src/Federation.Demo [-- OPTIONS]

          --once              walk through the whole sign-in, print each step, and end
          --gateway-port N    port of the gateway, on 127.0.0.1 (a free one if left out)
          --idp-port N        port of the identity provider, on localhost (a free one if left out)
          --keep DIR          put the store into DIR, a new or empty folder, and leave it there
          --idp-only          only the identity provider, for service providers of your own
          --sp-metadata URL   with --idp-only: metadata of a service provider; may be given more than once
          --help              this text
        """;

    public bool Once { get; private init; }

    public bool IdentityProviderOnly { get; private init; }

    public bool Help { get; private init; }

    public int? GatewayPort { get; private init; }

    public int? IdentityProviderPort { get; private init; }

    public string? Keep { get; private init; }

    public IReadOnlyList<Uri> ServiceProviderMetadata { get; private init; } = [];

    /// <summary>Reads the arguments, or says which of them is wrong.</summary>
    public static (DemoOptions? Options, string? Problem) Parse(IReadOnlyList<string> args)
    {
        var options = new DemoOptions();
        for (var at = 0; at < args.Count; at++)
        {
            var name = args[at];
            var (next, problem) = name switch
            {
                "--once" => (options with { Once = true }, null),
                "--idp-only" => (options with { IdentityProviderOnly = true }, null),
                "--help" or "-h" => (options with { Help = true }, null),
                _ when at + 1 == args.Count => (null, $"unknown option or missing value: `{name}`"),
                _ => options.With(name, args[++at]),
            };
            if (next is null)
            {
                return (null, problem);
            }

            options = next;
        }

        return (options.Once && options.IdentityProviderOnly)
            ? (null, "`--once` and `--idp-only` exclude each other")
            : (options, null);
    }

    private (DemoOptions? Options, string? Problem) With(string name, string value) => name switch
    {
        "--gateway-port" => Port(value) is { } port ? (this with { GatewayPort = port }, null) : (null, $"`{value}` is no port"),
        "--idp-port" => Port(value) is { } port ? (this with { IdentityProviderPort = port }, null) : (null, $"`{value}` is no port"),
        "--keep" => (this with { Keep = Path.GetFullPath(value) }, null),
        "--sp-metadata" => Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? (this with { ServiceProviderMetadata = [.. ServiceProviderMetadata, url] }, null)
            : (null, $"`{value}` is no http URL"),
        _ => (null, $"unknown option `{name}`"),
    };

    private static int? Port(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : null;
}
