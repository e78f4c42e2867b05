using System.Net;
using System.Net.Sockets;

namespace Federation.Demo;

/// <summary>Ports on this machine's own address.</summary>
internal static class Loopback
{
    /// <summary>A port that nobody listens on at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
