using System.Globalization;
using Federation.SamlBench;

switch (args)
{
    case ["generate", var folder]:
        SampleInput.Create().WriteTo(folder);
        return 0;
    case ["compare"]:
        Comparison.Run();
        return 0;
    case ["cold"]:
        Cold.Run(SampleInput.Create());
        return 0;
    case [var folder, var seconds] when double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var cpu) && cpu > 0:
        return Throughput.Run(SampleInput.ReadFrom(folder), cpu);
    case []:
        Cold.Run(SampleInput.Create());
        Comparison.Run();
        return 0;
    default:
        Console.Error.WriteLine("usage: Federation.SamlBench [INPUT CPU_SECONDS | compare | cold | generate FOLDER]");
        return 2;
}
