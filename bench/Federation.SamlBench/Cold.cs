using System.Diagnostics;
using System.Globalization;

namespace Federation.SamlBench;

/// <summary>The first hundred validations after the start of the process.</summary>
internal static class Cold
{
    public static void Run(SampleInput input)
    {
        var started = Stopwatch.GetTimestamp();
        var door = new Door(input);
        door.Validate(input.Response);
        var first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        for (var index = 1; index < 100; index++)
        {
            door.Validate(input.Response);
        }

        var all = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cold: first {first:F1} ms with metadata, first hundred {all:F1} ms"));
    }
}
