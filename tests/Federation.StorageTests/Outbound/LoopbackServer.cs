using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Federation.StorageTests.Outbound;

/// <summary>Answers each connection with the same bytes and keeps what was asked.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private readonly bool _hangs;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public LoopbackServer(byte[] answer, bool hangs = false)
    {
        (_answer, _hangs) = (answer, hangs);
        _listener.Start();
        _loop = RunAsync();
    }

    public List<string> Requests { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static byte[] Answer(string head, params ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var buffer = new byte[8192];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var stream = client.GetStream();
                var read = await stream.ReadAsync(buffer, _stop.Token);
                Requests.Add(Encoding.ASCII.GetString(buffer, 0, read));
                await stream.WriteAsync(_answer, _stop.Token);
                if (_hangs)
                {
                    // Until the other side gives up.
                    _ = await stream.ReadAsync(buffer, _stop.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                continue;
            }
        }
    }
}
