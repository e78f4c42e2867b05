using System.Net;

namespace Federation.Gateway.Configuration;

/// <summary>What counts as this machine alone.</summary>
internal static class Loopback
{
    internal static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
