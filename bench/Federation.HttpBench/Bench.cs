using System.Globalization;
using System.Net;

namespace Federation.HttpBench;

/// <summary>Runs the cases in interleaved rounds and prints what a request costs the server's process, beside the bare endpoint of the same round.</summary>
internal sealed class Bench(Options options, IReadOnlyList<Subject> gateways, ServerProcess bare)
{
    /// <summary>What a server writes after its answer (queued audit records, login traces) belongs to the request that caused it.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(700);

    /// <summary>Methods compiled in a round, of all cases, at which the runtime counts as warm: some are met once in thousands of requests.</summary>
    private const int FewMethods = 10;

    /// <summary>Rounds one after the other with no more: the runtime compiles in bursts.</summary>
    private const int QuietRounds = 3;

    public async Task RunAsync()
    {
        Case[] cases = [new(Case.Bare, bare, 20, _ => HttpRequests.Post(bare.Address, "/", "Action=GetCallerIdentity&Version=2011-06-15"), IsXml), .. Gateways()];
        await WarmAsync(cases);
        var before = await CompiledAsync();
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var each in cases)
            {
                var (cost, state) = await MeasureAsync(each);
                each.Costs.Add(cost);
                each.Allocated.Add(state.Allocated / (double)each.CountOf(options.Requests));
                each.Paused.Add(state.Paused.TotalMicroseconds / each.CountOf(options.Requests));
            }
        }

        Print(cases);
        for (var i = 0; i < gateways.Count; i++)
        {
            var compiled = (await RuntimeState.ReadAsync(gateways[i].Server.Address)).Since(before[i]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"the gateway{gateways[i].Name} holds {gateways[i].Server.Memory / 1048576.0:0} MiB; its runtime compiled {compiled.Methods} methods in {compiled.CompilationTime.TotalMilliseconds:0} ms meanwhile"));
        }

        if (options.Latency)
        {
            await LatenciesAsync(cases);
        }
    }

    /// <summary>Case by case, and of each case build by build: what is compared runs as close together as can be.</summary>
    private IEnumerable<Case> Gateways()
    {
        (string Name, double Weight, Func<World, int, byte[]> Make, Func<Answer, bool> IsRight)[] kinds =
        [
            ("GetCallerIdentity", 6, static (world, _) => world.CallerIdentity(), IsXml),
            ("GetCallerIdentity (session)", 6, static (world, _) => world.CallerIdentityOfSession(), IsXml),
            ("AssumeRole", 4, static (world, number) => world.AssumeRole(number), IsXml),
            ("AssumeRoleWithSAML", 1, static (world, number) => world.AssumeRoleWithSaml(number), IsXml),
            ("whole sign-in", 1, static (world, number) => world.SignIn(number), IsSignedIn),
        ];
        return
            from kind in kinds
            where options.Only.StartsWith('=') ? kind.Name == options.Only[1..] : kind.Name.Contains(options.Only, StringComparison.Ordinal)
            from gateway in gateways
            select new Case(kind.Name + gateway.Name, gateway.Server, kind.Weight, number => kind.Make(gateway.World, number), kind.IsRight);
    }

    /// <summary>What was compiled for the first requests is compiled again by what they showed, and what that calls after it: rounds go on until next to nothing is.</summary>
    private async Task WarmAsync(Case[] cases)
    {
        var compiled = await CompiledAsync();
        var quiet = 0;
        for (var round = 1; ; round++)
        {
            foreach (var each in cases)
            {
                // As it is measured: asking for the metrics has its methods too.
                await MeasureAsync(each);
            }

            var now = await CompiledAsync();
            var methods = now.Zip(compiled, static (after, before) => after.Since(before).Methods).Max();
            compiled = now;
            quiet = methods <= FewMethods ? quiet + 1 : 0;
            if ((round >= options.Warm && quiet >= QuietRounds) || round >= options.MostWarm)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"warm after {round} rounds; {methods} methods were compiled in the last"));
                return;
            }
        }
    }

    private Task<RuntimeState[]> CompiledAsync() => Task.WhenAll(gateways.Select(gateway => RuntimeState.ReadAsync(gateway.Server.Address)));

    private async Task<(double Cost, RuntimeState State)> MeasureAsync(Case each)
    {
        var requests = each.Take(each.CountOf(options.Requests));
        var server = each.Server;
        using var load = await Load.OpenAsync(server.Address, options.Connections);
        var stateBefore = await RuntimeState.ReadAsync(server.Address);
        var before = server.CpuTime;
        await load.RunAsync(requests, each.IsRight);
        await Task.Delay(Settle);
        var cost = (server.CpuTime - before).TotalMicroseconds / requests.Length;
        return (cost, (await RuntimeState.ReadAsync(server.Address)).Since(stateBefore));
    }

    private async Task LatenciesAsync(Case[] cases)
    {
        ServerProcess.LeaveCore(options.Core);
        Console.WriteLine();
        Console.WriteLine($"{"at half load",-36}{"a second",10}{"p50 ms",10}{"p99 ms",10}");
        foreach (var each in cases)
        {
            var rate = 0.5e6 / Median(each.Costs);
            var count = Math.Min((int)(rate * 4), each.CountOf(options.Requests) * 4);
            using var load = await Load.OpenAsync(each.Server.Address, options.Connections * 4);
            // A stall of the generator, which compiles too, would make a burst of what was due meanwhile.
            await load.PaceAsync(each.Take(count / 4), rate, each.IsRight);
            var requests = each.Take(count);
            GC.Collect();
            var taken = await load.PaceAsync(requests, rate, each.IsRight);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{each.Name,-36}{rate,10:0}{taken[taken.Length / 2] * 1000,10:0.00}{taken[(int)(taken.Length * 0.99)] * 1000,10:0.00}"));
            await Task.Delay(Settle);
        }
    }

    private static void Print(Case[] cases)
    {
        Console.WriteLine($"{"CPU of the server's process",-36}{"µs each",10}{"a CPU s",10}{"× bare",10}{"lowest",10}{"highest",10}{"kB each",10}{"GC µs",10}");
        foreach (var each in cases)
        {
            var ratios = each.Costs.Select((cost, round) => cost / cases[0].Costs[round]).Order().ToList();
            var cost = Median(each.Costs);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{each.Name,-36}{cost,10:0.0}{1e6 / cost,10:0}{Median(ratios),10:0.00}{ratios[0],10:0.00}{ratios[^1],10:0.00}{Median(each.Allocated) / 1000,10:0.0}{Median(each.Paused),10:0.0}"));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static bool IsXml(Answer answer) => answer.Status == (int)HttpStatusCode.OK;

    private static bool IsSignedIn(Answer answer) => answer.Status == (int)HttpStatusCode.SeeOther && answer.Head.Contains("Set-Cookie: fed-session=", StringComparison.Ordinal);
}
