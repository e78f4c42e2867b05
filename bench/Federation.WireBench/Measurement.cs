using System.Diagnostics;

namespace Federation.WireBench;

/// <summary>Times one piece of work on one thread: the best of several rounds, after warming up.</summary>
internal static class Measurement
{
    private static readonly TimeSpan Warming = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(200);
    private const int Rounds = 7;

    public static (double Nanoseconds, double Bytes) Of(Action work)
    {
        var warmed = Repeat(work, Warming);
        var perRound = Math.Max(1, (long)(warmed * (Round / Warming)));
        var best = double.MaxValue;
        var bytes = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0L; i < perRound; i++)
            {
                work();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / perRound);
            bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
        }

        return (best, (double)bytes / perRound);
    }

    private static long Repeat(Action work, TimeSpan time)
    {
        var count = 0L;
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            work();
            count++;
        }

        return count;
    }
}
