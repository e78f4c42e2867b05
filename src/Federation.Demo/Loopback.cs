using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Federation.Demo;

/// <summary>Ports of this machine's own address, and the client that calls them.</summary>
internal static class Loopback
{
    /// <summary>A port that nobody listens on at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A client without proxy, cookies or redirects: what it does is what the caller asked for.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The client owns its handler and disposes it.")]
    public static HttpClient Client() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            Timeout = TimeSpan.FromSeconds(30),
            MaxResponseContentBufferSize = 1_000_000,
        };
}
