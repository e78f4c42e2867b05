using Federation.HttpBench;

if (args is ["bare", var url])
{
    await BareServer.RunAsync(url);
    return 0;
}

if (Options.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(Options.Usage);
    return 2;
}

using var idp = new IdentityProvider();
await using var bare = await ServerProcess.StartAsync(
    typeof(Options).Assembly.Location, port => ["bare", Gateway.Url(port)], new Dictionary<string, string>(StringComparer.Ordinal), options.Core);
await using var gateway = await Subject.StartAsync(string.Empty, Gateway.Assembly, options.Environment, options, idp);
await using var other = options.Against is { } assembly ? await Subject.StartAsync(" (other)", assembly, options.AgainstEnvironment, options, idp) : null;
await new Bench(options, other is null ? [gateway] : [gateway, other], bare).RunAsync();
return 0;
