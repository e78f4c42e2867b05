using System.Text.Json;
using Federation.Demo.Seeding;
using Federation.Demo.Walk;
using Federation.Demo.Wire;

namespace Federation.Demo;

/// <summary>One run of the demo: start, seed, then walk once or wait for a person.</summary>
internal static class DemoRun
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static async Task<int> RunAsync(DemoOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            using var store = DemoStore.Open(options.Keep);
            var (host, world) = await DemoHost.StartAsync(options, store, cancellationToken);
            await using (host)
            {
                terminal.Title("Federation demo");
                Describe(host, terminal);
                if (options.Once)
                {
                    var result = await new WholeWay(host.Http, host.GatewayUrl, host.Wire, terminal).WalkAsync(Cast.Bob, DemoWorld.DeveloperRole, cancellationToken);
                    terminal.Line();
                    terminal.Line(JsonSerializer.Serialize(result, CamelCase));
                    return 0;
                }

                Invite(host, world, terminal);
                await host.WaitForShutdownAsync();
                return 0;
            }
        }
        catch (Exception problem) when (problem is DemoException or WireException or HttpRequestException or IOException)
        {
            await Console.Error.WriteLineAsync("the demo failed: " + problem.Message);
            return 1;
        }
    }

    private static void Describe(DemoHost host, Terminal terminal)
    {
        terminal.Fact("Gateway", host.GatewayUrl.AbsoluteUri);
        terminal.Fact("Identity provider", host.IdentityProvider.BaseUrl.AbsoluteUri);
        terminal.Fact("Store", host.Store.Path + (host.Store.IsTemporary ? terminal.Dim(" (removed at the end)") : ""));
        terminal.Line();
    }

    private static void Invite(DemoHost host, DemoWorld world, Terminal terminal)
    {
        terminal.Fact("Management account", world.ManagementAccount);
        terminal.Fact("Workloads account", world.WorkloadsAccount);
        terminal.Fact("Sandbox account", world.SandboxAccount);
        terminal.Line();
        terminal.Line("  " + terminal.Bold("1  Open ") + host.GatewayUrl.AbsoluteUri + terminal.Bold(" and sign in as"));
        terminal.Line();
        foreach (var (person, description) in Cast.All)
        {
            terminal.Line($"       {person.UserName,-6}  {person.Password,-11}  {terminal.Dim(description)}");
        }

        terminal.Line();
        terminal.Line("  " + terminal.Bold("2  Choose a role, copy its credentials into a shell, and ask who you are"));
        terminal.Line();
        terminal.Line($"       aws --endpoint-url {host.GatewayUrl.GetLeftPart(UriPartial.Authority)} --region us-east-1 sts get-caller-identity");
        terminal.Line();
        terminal.Line("  " + terminal.Dim($"The root access key is in {RootCredentials.PathIn(host.Store.Path)}."));
        terminal.Line("  Ready. Ctrl+C ends it.");
    }
}
