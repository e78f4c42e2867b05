using System.Globalization;
using System.Text.Json;
using Federation.Policy;

namespace Federation.PolicyBench;

/// <summary>What a decision costs as policies grow.</summary>
internal static class Scale
{
    private static readonly RequestPrincipal Caller = RequestPrincipal.User(Workload.UserArn, "123456789012");

    public static void Run()
    {
        Console.WriteLine();
        Console.WriteLine("| statements | exact resources, ns | prefix resources, ns | compile, µs per statement | bytes per statement |");
        Console.WriteLine("|---|---|---|---|---|");

        // What is made once for the process must not be counted to the first row.
        Compile(10, i => $"arn:aws:s3:::bucket-{i}/object");
        foreach (var count in (int[])[10, 100, 1_000, 10_000])
        {
            Statements(count);
        }

        Console.WriteLine();
        Console.WriteLine("| values | StringEquals, ns | StringLike prefixes, ns | IpAddress, ns | ArnLike, ns | NumericEquals, ns |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var count in (int[])[1, 10, 100, 1_000])
        {
            Values(count);
        }
    }

    private static void Statements(int count)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var exact = Compile(count, i => $"arn:aws:s3:::bucket-{i}/object");
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / count;
        var prefix = Compile(count, i => $"arn:aws:s3:::bucket-{i}/*");
        var document = Documents(count, i => $"arn:aws:s3:::bucket-{i}/object");
        var compile = Measure.Run(n =>
        {
            for (var i = 0; i < n; i++)
            {
                document.ForEach(item => CompiledPolicy.Compile(item, "p"));
            }
        }).CpuNanoseconds / 1_000 / count;
        Row(count, Decide(exact, count), Decide(prefix, count), compile, bytes);
        GC.KeepAlive(exact);
    }

    private static void Row(int count, double exact, double prefix, double compile, double bytes)
        => Console.WriteLine($"| {Measure.Number(count)} | {Measure.Number(exact)} | {Measure.Number(prefix)} | {Measure.Number(compile, "N1")} | {Measure.Number(bytes)} |");

    private static double Decide(PrincipalPolicySet principal, int count)
    {
        var context = new RequestContext();
        var requests = Enumerable.Range(0, 64).Select(i => $"arn:aws:s3:::bucket-{(i * 7919L % count).ToString(CultureInfo.InvariantCulture)}/object").ToArray();
        return Time(i => Request(context, requests[i & 63]), principal);
    }

    private static double Time(Func<int, AuthorizationRequest> request, PrincipalPolicySet principal)
        => Measure.Run(n =>
        {
            for (var i = 0; i < n; i++)
            {
                PolicyEvaluator.Evaluate(new EvaluationInputs { Request = request(i), Principal = principal });
            }
        }).CpuNanoseconds;

    private static AuthorizationRequest Request(RequestContext context, string resource)
        => new() { Principal = Caller, Action = "s3:GetObject", Resource = resource, Context = context };

    // Documents have a size bound, so that many statements are several documents, as in life.
    private static List<PolicyDocument> Documents(int count, Func<int, string> resource)
        => Enumerable.Range(0, count).Chunk(500).Select(chunk => PolicyDocument.Read(
            JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = chunk.Select(i => new { Effect = "Allow", Action = "s3:GetObject", Resource = resource(i) }) }),
            PolicyKind.Identity).Document!).ToList();

    private static PrincipalPolicySet Compile(int count, Func<int, string> resource) => new(Documents(count, resource).Select(d => CompiledPolicy.Compile(d, "p")));

    private static void Values(int count)
    {
        var values = Enumerable.Range(0, count).ToArray();
        double[] times =
        [
            Condition("StringEquals", "app:value", [.. values.Select(i => $"value-{i}")], $"value-{count - 1}"),
            Condition("StringLike", "app:value", [.. values.Select(i => $"value-{i}/*")], $"value-{count - 1}/x"),
            Condition("IpAddress", "aws:SourceIp", [.. values.Select(i => $"10.{i / 200}.{i % 200}.0/25")], $"10.{(count - 1) / 200}.{(count - 1) % 200}.9"),
            Condition("ArnLike", "aws:SourceArn", [.. values.Select(i => $"arn:aws:sns:eu-central-1:123456789012:topic-{i}")], $"arn:aws:sns:eu-central-1:123456789012:topic-{count - 1}"),
            Condition("NumericEquals", "app:number", [.. values.Select(i => i.ToString(CultureInfo.InvariantCulture))], (count - 1).ToString(CultureInfo.InvariantCulture)),
        ];
        Console.WriteLine($"| {Measure.Number(count)} | {string.Join(" | ", times.Select(t => Measure.Number(t)))} |");
    }

    private static double Condition(string name, string key, string[] values, string actual)
    {
        var condition = new Dictionary<string, object>(StringComparer.Ordinal) { [name] = new Dictionary<string, string[]>(StringComparer.Ordinal) { [key] = values } };
        var json = JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = new { Effect = "Allow", Action = "*", Resource = "*", Condition = condition } });
        var principal = new PrincipalPolicySet([CompiledPolicy.Compile(PolicyDocument.Read(json, PolicyKind.Identity).Document!, "p")]);
        var context = new RequestContext();
        var contextKey = ContextKey.Of(key);
        return Time(
            _ =>
            {
                context.Clear();
                context.Set(contextKey, actual);
                return Request(context, "*");
            },
            principal);
    }
}
