using System.Globalization;
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

var folder = Directory.CreateTempSubdirectory("federation-bench-").FullName;
try
{
    using var idp = new IdentityProvider();
    var environment = Gateway.Environment(folder, options);
    await using var bare = await ServerProcess.StartAsync(
        typeof(Options).Assembly.Location, port => ["bare", Gateway.Url(port)], new Dictionary<string, string>(StringComparer.Ordinal), options.Core);
    await using (var first = await ServerProcess.StartAsync(Gateway.Assembly, port => ["--urls", Gateway.Url(port)], environment, options.Core))
    {
        await new World(first.Address, idp).BuildAsync();
    }

    if (options.IsScaled)
    {
        using var seeder = new Seeder(folder);
        seeder.Seed(options, idp);
    }

    await using var gateway = await ServerProcess.StartAsync(Gateway.Assembly, port => ["--urls", Gateway.Url(port)], environment, options.Core);
    await Console.Out.WriteLineAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"gateway: process {gateway.Id}, ready after {gateway.StartedIn.TotalSeconds:0.00} s on a store of {new FileInfo(Path.Combine(folder, "federation.db")).Length / 1048576.0:0} MiB"));
    var world = new World(gateway.Address, idp);
    await world.SignInAsync();
    await new Bench(options, gateway, bare, world).RunAsync();
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
