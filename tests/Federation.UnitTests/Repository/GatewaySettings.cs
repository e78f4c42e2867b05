using System.Text.RegularExpressions;

namespace Federation.UnitTests.Repository;

/// <summary>The configuration keys that the gateway and its web server read, in the form of environment variables.</summary>
internal static class GatewaySettings
{
    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal)
    {
        "Federation:PublicUrl",
        "Federation:DataDirectory",
        "Federation:Database:Provider",
        "Federation:Database:ConnectionString",
        "Federation:Redis:Configuration",
        "Federation:Keys:KeyEncryptionKey",
        "Federation:Keys:KeyEncryptionKeyFile",
        "Federation:Bootstrap:AccountId",
        "Federation:Bootstrap:RootAccessKeyId",
        "Federation:Bootstrap:RootSecretAccessKey",
        "Federation:Saml:Recipients",
        "Federation:Saml:Audiences",
        "Federation:Session:AbsoluteMinutes",
        "Federation:Session:IdleMinutes",
        "Federation:Session:RevokeCredentialsOnLogout",
        "Federation:Limits:UnauthenticatedPerSource",
        "Federation:Limits:UnauthenticatedBurst",
        "Federation:TrustedProxies",
        "Federation:Outbound:AllowedNetworks",
        "Kestrel:Certificates:Default:Path",
        "Kestrel:Certificates:Default:KeyPath",
        "ASPNETCORE_URLS",
        "DOTNET_EnableDiagnostics",
    };

    /// <summary>True for a key, or an element of a key that is a list (<c>…__0</c>).</summary>
    public static bool IsKnown(string variable) =>
        Keys.Contains(Regex.Replace(variable.Replace("__", ":", StringComparison.Ordinal), @":\d+$", "", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
}
