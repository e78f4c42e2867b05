using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Federation.Storage.Outbound;

/// <summary>Resolves a host once and connects to an address that was checked: nothing resolves the name a second time in between.</summary>
internal sealed class GuardedConnector(AddressRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns the socket.")]
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken);
        var allowed = Array.FindAll(found, address => rules.Allows(host, address));
        if (allowed.Length == 0)
        {
            throw new AddressNotAllowedException(host);
        }

        SocketException? last = null;
        foreach (var address in allowed)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last!;
    }
}
