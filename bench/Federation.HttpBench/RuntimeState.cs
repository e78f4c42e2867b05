using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Federation.HttpBench;

/// <summary>What the runtime of a server has done since its start, as the gateway's own metrics tell: a figure counts once the compiler has come to rest.</summary>
/// <param name="Methods">Methods compiled, those compiled again among them.</param>
/// <param name="CompilationTime">CPU time that it took.</param>
/// <param name="Allocated">Bytes allocated on the managed heap.</param>
/// <param name="Paused">How long garbage collections held everything up; on one core, their CPU time.</param>
internal sealed record RuntimeState(long Methods, TimeSpan CompilationTime, long Allocated, TimeSpan Paused)
{
    /// <summary>Reads it; all zero of a server that has no metrics.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The invoker disposes its handler.")]
    public static async Task<RuntimeState> ReadAsync(IPEndPoint address)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{address}/metrics"));
        using var answer = await client.SendAsync(request, CancellationToken.None);
        var text = await answer.Content.ReadAsStringAsync();
        return new RuntimeState(
            (long)Sum(text, "dotnet_jit_compiled_methods_total"),
            TimeSpan.FromSeconds(Sum(text, "dotnet_jit_compilation_time_seconds_total")),
            (long)Sum(text, "dotnet_gc_heap_total_allocated_bytes_total"),
            TimeSpan.FromSeconds(Sum(text, "dotnet_gc_pause_time_seconds_total")));
    }

    /// <summary>What came to it since an earlier reading.</summary>
    public RuntimeState Since(RuntimeState before) =>
        new(Methods - before.Methods, CompilationTime - before.CompilationTime, Allocated - before.Allocated, Paused - before.Paused);

    // A sample is "name{labels} value", or "name value", and a time may follow.
    private static double Sum(string text, string name) => text.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length..] is ['{' or ' ', ..])
        .Sum(line => double.Parse(line[(line.LastIndexOf('}') is var end and > 0 ? end + 1 : name.Length)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
}
