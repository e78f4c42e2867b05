using System.Net;
using System.Net.Sockets;

namespace Federation.SystemTests.Fixtures;

/// <summary>Ports of 127.0.0.1 that nobody uses; each is handed out once in a test run.</summary>
internal static class Loopback
{
    private static readonly HashSet<int> Given = [];

    public static int FreePort()
    {
        lock (Given)
        {
            while (true)
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                if (Given.Add(port))
                {
                    return port;
                }
            }
        }
    }
}
