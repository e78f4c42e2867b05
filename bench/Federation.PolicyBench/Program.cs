using Federation.PolicyBench;

switch (args)
{
    case ["workload", var path]:
        Workload.Create().WriteTo(path);
        return 0;
    case ["decisions"]:
        Decisions.Run();
        return 0;
    case ["scale"]:
        Scale.Run();
        return 0;
    case ["bombs"]:
        Bombs.Run();
        return 0;
    case []:
        Decisions.Run();
        Scale.Run();
        Bombs.Run();
        return 0;
    default:
        Console.Error.WriteLine("usage: Federation.PolicyBench [decisions | scale | bombs | workload FILE]");
        return 2;
}
