using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Federation.HttpBench;

/// <summary>A server as a process of its own, on a free port of this machine, bound to one core where the machine has a tool for it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Taskset = "/usr/bin/taskset";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private ServerProcess(Process process, IPEndPoint address, TimeSpan startedIn) => (_process, Address, StartedIn) = (process, address, startedIn);

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>From the start of the process to the first answer that is not an error of the connection or of readiness.</summary>
    public TimeSpan StartedIn { get; }

    /// <summary>User and kernel time of all its threads.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory, bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a program of .NET and waits until it answers.</summary>
    /// <param name="assembly">Path of its assembly.</param>
    /// <param name="arguments">From the port to its arguments.</param>
    /// <param name="environment">Added to the environment.</param>
    /// <param name="core">The core it is bound to; null: none.</param>
    public static async Task<ServerProcess> StartAsync(string assembly, Func<int, IReadOnlyList<string>> arguments, IReadOnlyDictionary<string, string> environment, int? core)
    {
        var port = FreePort();
        var isBound = core is not null && File.Exists(Taskset);
        var start = new ProcessStartInfo(isBound ? Taskset : "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        IEnumerable<string> program = isBound ? ["-c", core!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), "dotnet"] : [];
        foreach (var argument in program.Append(assembly).Concat(arguments(port)))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{assembly} did not start");
        var output = new Queue<string>();
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var address = new IPEndPoint(IPAddress.Loopback, port);
        while (!await AnswersAsync(address))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > StartTimeout)
            {
                throw new InvalidOperationException($"{assembly} does not serve:\n{string.Join('\n', output)}");
            }

            await Task.Delay(20);
        }

        return new ServerProcess(process, address, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>
    /// Binds this process, the generator, to the other cores: what it takes of the servers' would stand in their latency. Not while costs are measured: they are those of a server that is
    /// kept busy, and one core cannot keep the bare endpoint so.
    /// </summary>
    public static void LeaveCore(int? core)
    {
        if (core is { } taken && Environment.ProcessorCount is > 1 and < 64 && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
        {
            using var own = Process.GetCurrentProcess();
            own.ProcessorAffinity = (nint)(((1L << Environment.ProcessorCount) - 1) & ~(1L << taken));
        }
    }

    /// <summary>Ends it as an operator would, and waits.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(IPEndPoint address)
    {
        try
        {
            using var connection = await Connection.OpenAsync(address);
            return (await connection.SendAsync(HttpRequests.Get(address, "/healthz/ready"))).Status is 200 or 404;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void Keep(Queue<string> output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.Enqueue(line);
                if (output.Count > 50)
                {
                    output.Dequeue();
                }
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
