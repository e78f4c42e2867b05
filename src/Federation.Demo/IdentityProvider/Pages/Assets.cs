namespace Federation.Demo.IdentityProvider.Pages;

/// <summary>The style sheet, script and picture of the pages, kept inside the assembly.</summary>
internal static class Assets
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        ["idp.css"] = "text/css; charset=utf-8",
        ["submit.js"] = "text/javascript; charset=utf-8",
        ["idp.svg"] = "image/svg+xml",
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{name}", (string name) =>
            ContentTypes.TryGetValue(name, out var type)
                ? Results.Stream(typeof(Assets).Assembly.GetManifestResourceStream("IdentityProvider.Assets." + name)!, type)
                : Results.NotFound());
}
