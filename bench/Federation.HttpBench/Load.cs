using System.Diagnostics;
using System.Net;
using System.Threading.Channels;

namespace Federation.HttpBench;

/// <summary>The load generator: a fixed number of connections that send requests made before.</summary>
internal sealed class Load : IDisposable
{
    private readonly Connection[] _connections;

    private Load(Connection[] connections) => _connections = connections;

    public static async Task<Load> OpenAsync(IPEndPoint address, int connections) =>
        new(await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Connection.OpenAsync(address))));

    /// <summary>Sends every request once, as fast as the answers come.</summary>
    public async Task RunAsync(IReadOnlyList<byte[]> requests, Func<Answer, bool> isRight)
    {
        var next = -1;
        await Task.WhenAll(_connections.Select(async connection =>
        {
            for (var i = Interlocked.Increment(ref next); i < requests.Count; i = Interlocked.Increment(ref next))
            {
                Check(await connection.SendAsync(requests[i]), isRight);
            }
        }));
    }

    /// <summary>Sends the requests at a set rate, and measures each from the instant at which it was due: a server that stalls is not spared what it kept waiting.</summary>
    /// <returns>Seconds, sorted.</returns>
    public async Task<double[]> PaceAsync(IReadOnlyList<byte[]> requests, double perSecond, Func<Answer, bool> isRight)
    {
        var due = Channel.CreateUnbounded<(byte[] Request, long At)>(new UnboundedChannelOptions { SingleWriter = true });
        var taken = new double[requests.Count];
        var done = -1;
        var workers = _connections.Select(connection => Task.Run(async () =>
        {
            await foreach (var (request, at) in due.Reader.ReadAllAsync())
            {
                Check(await connection.SendAsync(request), isRight);
                taken[Interlocked.Increment(ref done)] = Stopwatch.GetElapsedTime(at).TotalSeconds;
            }
        })).ToArray();
        var pacer = new Thread(() => Pace(requests, perSecond, due.Writer)) { IsBackground = true };
        pacer.Start();
        await Task.WhenAll(workers);
        Array.Sort(taken);
        return taken;
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    /// <summary>Gives out a thousand times a second what has come due. A pacer that spun would keep the generator's core from those who read the answers; what a rest makes late counts as latency.</summary>
    private static void Pace(IReadOnlyList<byte[]> requests, double perSecond, ChannelWriter<(byte[] Request, long At)> due)
    {
        using var never = new ManualResetEvent(initialState: false);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < requests.Count; i++)
        {
            var at = start + (long)(i / perSecond * Stopwatch.Frequency);
            while (Stopwatch.GetTimestamp() < at)
            {
                never.WaitOne(1);
            }

            due.TryWrite((requests[i], at));
        }

        due.Complete();
    }

    private static void Check(Answer answer, Func<Answer, bool> isRight)
    {
        if (!isRight(answer))
        {
            throw new InvalidOperationException($"a wrong answer: {answer.Status}\n{answer.Head}{answer.Text}");
        }
    }
}
