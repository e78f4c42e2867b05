using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Federation.HttpBench;

/// <summary>An answer: status, head and body as they came.</summary>
internal readonly record struct Answer(int Status, string Head, ReadOnlyMemory<byte> Body)
{
    public string Text => Encoding.UTF8.GetString(Body.Span);
}

/// <summary>A kept-alive connection that sends requests made before, one at a time: the generator is to cost little beside the server.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket;
    private byte[] _buffer = new byte[64 * 1024];

    private Connection(Socket socket) => _socket = socket;

    public static async Task<Connection> OpenAsync(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address);
            return new Connection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends and reads the whole answer. The body is valid until the next call.</summary>
    public async ValueTask<Answer> SendAsync(ReadOnlyMemory<byte> request)
    {
        while (!request.IsEmpty)
        {
            request = request[await _socket.SendAsync(request)..];
        }

        var (filled, head) = (0, -1);
        while (head < 0)
        {
            filled += await ReceiveAsync(filled);
            head = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }

        var begin = head + 4;
        var status = Number(_buffer.AsSpan(9, 3));
        var length = LengthOf(_buffer.AsSpan(0, begin));
        if (length >= 0)
        {
            while (filled < begin + length)
            {
                filled += await ReceiveAsync(filled);
            }

            return new Answer(status, Head(begin), _buffer.AsMemory(begin, length));
        }

        // Chunked: the only end that matters is the last chunk's.
        while (!_buffer.AsSpan(begin, filled - begin).EndsWith("0\r\n\r\n"u8))
        {
            filled += await ReceiveAsync(filled);
        }

        return new Answer(status, Head(begin), _buffer.AsMemory(begin, filled - begin));
    }

    public void Dispose() => _socket.Dispose();

    private string Head(int length) => Encoding.ASCII.GetString(_buffer, 0, length);

    private async ValueTask<int> ReceiveAsync(int filled)
    {
        if (filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = await _socket.ReceiveAsync(_buffer.AsMemory(filled));
        return count > 0 ? count : throw new SocketException((int)SocketError.ConnectionReset);
    }

    private static int LengthOf(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        return at < 0 ? -1 : Number(head[(at + 16)..]);
    }

    private static int Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out int number, out _) ? number : throw new FormatException("no number in the answer's head");
}
