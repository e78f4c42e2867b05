using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Federation.SystemTests.Fixtures;

/// <summary>Ports of 127.0.0.1 that nobody uses; each is handed out once in a test run.</summary>
internal static class Loopback
{
    private static readonly HashSet<int> Given = [];

    /// <summary>Below the range from which outgoing connections take theirs: one of those could have the port before the server does.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
            }
            catch (SocketException)
            {
                // Taken: the next one.
                continue;
            }

            lock (Given)
            {
                if (Given.Add(port))
                {
                    return port;
                }
            }
        }
    }
}
