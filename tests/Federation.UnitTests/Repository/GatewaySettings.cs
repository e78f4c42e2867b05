using System.Text.RegularExpressions;

namespace Federation.UnitTests.Repository;

/// <summary>The configuration keys that the gateway and its web server read, in the form of environment variables.</summary>
internal static class GatewaySettings
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // Read from the one file that declares them: these tests do not load the web framework.
    private static readonly HashSet<string> Keys = new(
        Regex.Matches(RepositoryFiles.Read("src/Federation.Gateway/Configuration/GatewayConfiguration.cs"), @"public const string \w+ = ""(?<key>[^""]+)"";", RegexOptions.CultureInvariant, Limit)
            .Select(match => match.Groups["key"].Value)
            .Concat(["Kestrel:Certificates:Default:Path", "Kestrel:Certificates:Default:KeyPath", "ASPNETCORE_URLS", "DOTNET_EnableDiagnostics"]),
        StringComparer.Ordinal);

    /// <summary>True for a key, or an element of a key that is a list (<c>…__0</c>).</summary>
    public static bool IsKnown(string variable) =>
        Keys.Contains(Regex.Replace(variable.Replace("__", ":", StringComparison.Ordinal), @":\d+$", "", RegexOptions.CultureInvariant, Limit));
}
