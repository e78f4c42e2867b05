using System.Diagnostics;
using System.Globalization;

namespace Federation.PolicyBench;

/// <summary>What a loop cost for each of its operations.</summary>
/// <param name="CpuNanoseconds">CPU time of the process, best of the rounds.</param>
/// <param name="MedianNanoseconds">Wall time, median of the rounds.</param>
/// <param name="Bytes">Allocated by the thread.</param>
internal sealed record Cost(double CpuNanoseconds, double MedianNanoseconds, double Bytes)
{
    public double PerCpuSecond => 1e9 / CpuNanoseconds;
}

/// <summary>
/// Runs a loop in rounds until it is warm and measures it. CPU time, because the machine is shared; the best round, because all
/// others had company.
/// </summary>
internal static class Measure
{
    private const int Rounds = 15;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(150);

    public static Cost Run(Action<int> loop)
    {
        var count = Calibrate(loop);
        var cpu = double.MaxValue;
        var wall = new List<double>();
        var bytes = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var cpuBefore = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            loop(count);
            wall.Add(Stopwatch.GetElapsedTime(started).TotalNanoseconds / count);
            cpu = Math.Min(cpu, (Environment.CpuUsage.TotalTime - cpuBefore).TotalNanoseconds / count);
            bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / count;
        }

        wall.Sort();
        return new Cost(cpu, wall[Rounds / 2], bytes);
    }

    public static string Number(double value, string format = "N0") => value.ToString(format, CultureInfo.InvariantCulture);

    private static int Calibrate(Action<int> loop)
    {
        var count = 1;
        while (true)
        {
            // By CPU time: a loop that the machine put aside for a while must not count as a long one.
            var before = Environment.CpuUsage.TotalTime;
            loop(count);
            var elapsed = Environment.CpuUsage.TotalTime - before;
            if (elapsed > RoundTime / 2)
            {
                return Math.Max(1, (int)(count * (RoundTime / elapsed)));
            }

            count *= 2;
        }
    }
}
