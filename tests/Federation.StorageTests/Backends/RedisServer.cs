using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Federation.StorageTests.Backends;

[assembly: AssemblyFixture(typeof(RedisServer))]

namespace Federation.StorageTests.Backends;

/// <summary>A redis-server of our own on a free port of the loopback address, started at the first use and ended with the tests.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly Lock _starting = new();
    private Process? _process;
    private Task? _drained;

    public int Port { get; private set; }

    public string Configuration
    {
        get
        {
            lock (_starting)
            {
                _process ??= Start();
            }

            return $"127.0.0.1:{Port}";
        }
    }

    /// <summary>A server that one test may end.</summary>
    public static RedisServer StartOwn()
    {
        var server = new RedisServer();
        _ = server.Configuration;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            await _drained!;
            _process.Dispose();
            _process = null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Process Start()
    {
        Port = FreePort();
        var start = new ProcessStartInfo("redis-server", ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", string.Empty, "--appendonly", "no"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("no redis-server: install Debian's redis-server");
            throw;
        }

        // The server says on its output when it takes connections.
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _drained = process.StandardOutput.ReadToEndAsync();
                return process;
            }
        }

        process.Dispose();
        throw new InvalidOperationException("redis-server ended before it took connections");
    }
}
