using System.Collections.Concurrent;
using System.Diagnostics;

namespace Federation.SystemTests.Fixtures;

/// <summary>A program that a test started: its output is collected, and it is ended by its process id.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private ChildProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>Both streams, for a failure's message.</summary>
    public string Transcript => string.Join('\n', _output.Concat(_errors));

    /// <summary>Starts a program without a shell; variables given as null are taken out of its environment. Its input is closed, unless somebody will type.</summary>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null, bool isTypedInto = false)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.Start();
        if (!isTypedInto)
        {
            child._process.StandardInput.Close();
        }

        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Starts a .NET program that was built beside the tests.</summary>
    public static ChildProcess StartBuilt(string name, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var assembly = Built.Program(name);
        return Start("dotnet", [assembly, .. arguments], environment, Path.GetDirectoryName(assembly));
    }

    /// <summary>Runs a program to its end and gives back its exit code and output.</summary>
    public static async Task<(int ExitCode, string Output, string Transcript)> RunAsync(string program, IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        await using var child = Start(program, arguments, environment, folder);
        var code = await child.WaitAsync();
        return (code, string.Join('\n', child._output), child.Transcript);
    }

    /// <summary>Waits for the end; a program that does not end in time fails the test.</summary>
    public async Task<int> WaitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new InvalidOperationException($"{_process.StartInfo.FileName} did not end within {Patience}:\n{Transcript}", late);
        }

        return _process.ExitCode;
    }

    /// <summary>Asks again and again until the condition holds; the program's early end fails the test with what it said.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with {_process.ExitCode} before {what}:\n{Transcript}");
            }

            if (await condition())
            {
                return;
            }
        }
        while (!limit.IsCancellationRequested && await timer.WaitForNextTickAsync());
        throw new InvalidOperationException($"{_process.StartInfo.FileName} waited in vain for {what}:\n{Transcript}");
    }

    /// <summary>Types a line, and no more after it.</summary>
    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        _process.StandardInput.Close();
    }

    /// <summary>Waits for a line of output.</summary>
    public Task UntilOutputAsync(string text) =>
        UntilAsync($"the output `{text}`", () => Task.FromResult(_output.Any(line => line.Contains(text, StringComparison.Ordinal))));

    /// <summary>SIGKILL: no shutdown code runs.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the wait for an orderly end.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // A child of the child would keep the output open, and the wait would have no end.
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
