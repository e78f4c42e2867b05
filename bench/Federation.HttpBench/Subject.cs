using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Federation.HttpBench;

/// <summary>A gateway that is measured: its process on a store of its own, and what was made in it.</summary>
internal sealed class Subject : IAsyncDisposable
{
    private readonly string _folder;

    private Subject(string name, string folder, ServerProcess server, World world) => (Name, _folder, Server, World) = (name, folder, server, world);

    /// <summary>What its cases' names end with.</summary>
    public string Name { get; }

    public ServerProcess Server { get; }

    public World World { get; }

    /// <summary>Starts a build once to make what the bench needs, and again to be measured.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The subject owns its server.")]
    public static async Task<Subject> StartAsync(string name, string assembly, IReadOnlyDictionary<string, string> variables, Options options, IdentityProvider idp)
    {
        var folder = Directory.CreateTempSubdirectory("federation-bench-").FullName;
        try
        {
            var environment = Gateway.Environment(folder, variables);
            await using (var first = await ServerProcess.StartAsync(assembly, port => ["--urls", Gateway.Url(port)], environment, options.Core))
            {
                await new World(first.Address, idp).BuildAsync();
            }

            if (options.IsScaled)
            {
                using var seeder = new Seeder(folder);
                seeder.Seed(options, idp);
            }

            var server = await ServerProcess.StartAsync(assembly, port => ["--urls", Gateway.Url(port)], environment, options.Core);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"gateway{name}: process {server.Id}, ready after {server.StartedIn.TotalSeconds:0.00} s on a store of {new FileInfo(Path.Combine(folder, "federation.db")).Length / 1048576.0:0} MiB"));
            var world = new World(server.Address, idp);
            await world.SignInAsync();
            return new Subject(name, folder, server, world);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
