using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Cli.Login;

/// <summary>Listens on a random port of 127.0.0.1 for the browser to bring the code (RFC 8252 §7.3). Answers nothing but the one address, and takes no code without our state.</summary>
internal sealed class CallbackListener : IDisposable
{
    private const int LongestRequest = 8192;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public CallbackListener()
    {
        _listener.Start();
        RedirectUri = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}/cb");
    }

    public Uri RedirectUri { get; }

    /// <summary>Waits for the code that comes with our state.</summary>
    public async Task<string> WaitAsync(string state, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(cancellationToken);
            await using var stream = client.GetStream();
            var query = await ReadQueryAsync(stream, cancellationToken);
            var isOurs = query.TryGetValue("state", out var came) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(came), Encoding.UTF8.GetBytes(state));
            var code = isOurs ? query.GetValueOrDefault("code") : null;
            await AnswerAsync(stream, code is not null, cancellationToken);
            if (code is not null)
            {
                return code;
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private static async Task<Dictionary<string, string>> ReadQueryAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        var buffer = new byte[LongestRequest];
        var length = 0;
        try
        {
            int read;
            while (length < buffer.Length && !buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8) && (read = await stream.ReadAsync(buffer.AsMemory(length), limit.Token)) > 0)
            {
                length += read;
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return [];
        }

        var line = Encoding.ASCII.GetString(buffer, 0, length).Split("\r\n", 2)[0].Split(' ');
        if (line is not ["GET", var target, _] || !target.StartsWith("/cb?", StringComparison.Ordinal))
        {
            return [];
        }

        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in target[4..].Split('&').Select(part => part.Split('=', 2)).Where(part => part.Length == 2))
        {
            query.TryAdd(Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1]));
        }

        return query;
    }

    private static async Task AnswerAsync(NetworkStream stream, bool done, CancellationToken cancellationToken)
    {
        var body = done ? "You are signed in. Close this page and go back to the terminal.\n" : "This is not the answer that the program waits for.\n";
        var head = $"HTTP/1.1 {(done ? "200 OK" : "400 Bad Request")}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body).ToString(System.Globalization.CultureInfo.InvariantCulture)}\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(head + body), cancellationToken);
        }
        catch (IOException)
        {
            // The browser is gone; what it brought was read.
        }
    }
}
