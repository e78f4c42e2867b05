using System.Diagnostics;
using System.Text.Json;

namespace Federation.SamlBench;

/// <summary>Validates one response for a number of CPU seconds; the first half is warm-up and is not counted.</summary>
internal static class Throughput
{
    private const int Batch = 50;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(0.5);

    public static int Run(SampleInput input, double cpuSeconds)
    {
        var door = new Door(input);
        if (door.Validate(input.Response) is { } refusal)
        {
            Console.Error.WriteLine($"the valid response is refused: {refusal}");
            return 1;
        }

        var tampered = door.Validate(input.Tampered);
        if (tampered is null)
        {
            Console.Error.WriteLine("the tampered response is accepted");
            return 1;
        }

        Measure(door, input.Response, cpuSeconds / 2);
        var (count, wall, cpu, best) = Measure(door, input.Response, cpuSeconds / 2);
        Console.WriteLine(JsonSerializer.Serialize(new { n = count, s = Math.Round(wall, 3), cpu = Math.Round(cpu, 3), best = Math.Round(best), tampered }));
        return 0;
    }

    private static (long Count, double Wall, double Cpu, double Best) Measure(Door door, string response, double cpuSeconds)
    {
        var (started, cpuStarted) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var (count, windowCount, best) = (0L, 0L, 0.0);
        var (windowStarted, cpu) = (cpuStarted, TimeSpan.Zero);
        while (cpu.TotalSeconds < cpuSeconds)
        {
            for (var index = 0; index < Batch; index++)
            {
                if (door.Validate(response) is { } refusal)
                {
                    throw new InvalidOperationException($"refused in the middle: {refusal}");
                }
            }

            count += Batch;
            windowCount += Batch;
            var now = Environment.CpuUsage.TotalTime;
            cpu = now - cpuStarted;
            if (now - windowStarted >= Window)
            {
                best = Math.Max(best, windowCount / (now - windowStarted).TotalSeconds);
                (windowStarted, windowCount) = (now, 0);
            }
        }

        return (count, Stopwatch.GetElapsedTime(started).TotalSeconds, cpu.TotalSeconds, best == 0 ? count / cpu.TotalSeconds : best);
    }
}
