using Federation.Demo;

var (options, problem) = DemoOptions.Parse(args);
if (options is null)
{
    await Console.Error.WriteLineAsync(problem);
    await Console.Error.WriteLineAsync("try `--help`");
    return 2;
}

if (options.Help)
{
    Console.WriteLine(DemoOptions.Usage);
    return 0;
}

return options.IdentityProviderOnly
    ? await IdentityProviderHost.RunAsync(options, Terminal.Standard())
    : await DemoRun.RunAsync(options, Terminal.Standard(), CancellationToken.None);
