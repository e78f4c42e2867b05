using System.Globalization;

namespace Federation.HttpBench;

/// <summary>How the gateway is started: as an operator would, on a store of its own; only the limit of unauthenticated doors is off.</summary>
internal static class Gateway
{
    /// <summary>The gateway's build beside the bench's.</summary>
    public static string Assembly
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            var configuration = output.Parent!.Name;
            return Path.GetFullPath(Path.Combine(output.FullName, "../../../../../src/Federation.Gateway/bin", configuration, output.Name, "Federation.Gateway.dll"));
        }
    }

    public static string Url(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    public static IReadOnlyDictionary<string, string> Environment(string folder, IReadOnlyDictionary<string, string> variables) => new Dictionary<string, string>(variables, StringComparer.Ordinal)
    {
        ["Federation__DataDirectory"] = folder,
        ["Federation__Limits__UnauthenticatedPerSource"] = "0",
        ["Federation__Bootstrap__AccountId"] = World.Account,
        ["Federation__Bootstrap__RootAccessKeyId"] = World.RootKeyId,
        ["Federation__Bootstrap__RootSecretAccessKey"] = World.RootSecret,
    };
}
