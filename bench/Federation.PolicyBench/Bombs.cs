using System.Text.Json;
using Federation.Policy;

namespace Federation.PolicyBench;

/// <summary>Patterns made to backtrack: time must grow with pattern × text, not faster.</summary>
internal static class Bombs
{
    private static readonly RequestPrincipal Caller = RequestPrincipal.User(Workload.UserArn, "123456789012");

    public static void Run()
    {
        Console.WriteLine();
        Console.WriteLine("| stars in the pattern | letters in the text | action, µs | Resource, µs | StringLike, µs |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (stars, letters) in (ReadOnlySpan<(int, int)>)[(10, 100), (20, 1_000), (40, 1_000), (40, 2_000), (200, 10_000)])
        {
            var pattern = string.Concat(Enumerable.Repeat("a*", stars)) + "b";
            var text = new string('a', letters);
            double[] times =
            [
                Time("x:" + pattern, "*", null, text, "x:" + text, "*", fresh: true),
                Time("*", "arn:aws:x:::" + pattern, null, text, "x:y", "arn:aws:x:::" + text, fresh: false),
                Time("*", "*", pattern, text, "x:y", "*", fresh: false),
            ];
            Console.WriteLine($"| {stars} | {Measure.Number(letters)} | {string.Join(" | ", times.Select(t => Measure.Number(t / 1000, "N1")))} |");
        }
    }

    // An action pattern is matched once and remembered, so that each run needs a fresh set.
    private static double Time(string actionPattern, string resourcePattern, string? valuePattern, string value, string action, string resource, bool fresh)
    {
        var statement = new Dictionary<string, object>(StringComparer.Ordinal) { ["Effect"] = "Allow", ["Action"] = actionPattern, ["Resource"] = resourcePattern };
        if (valuePattern is not null)
        {
            statement["Condition"] = new { StringLike = new Dictionary<string, string>(StringComparer.Ordinal) { ["app:value"] = valuePattern } };
        }

        var policy = CompiledPolicy.Compile(PolicyDocument.Read(JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = statement }), PolicyKind.Identity).Document!, "p");
        var principal = new PrincipalPolicySet([policy]);
        var context = new RequestContext();
        context.Set("app:value", value);
        var request = new AuthorizationRequest { Principal = Caller, Action = action, Resource = resource, Context = context };
        return Measure.Run(n =>
        {
            for (var i = 0; i < n; i++)
            {
                PolicyEvaluator.Evaluate(new EvaluationInputs { Request = request, Principal = fresh ? new PrincipalPolicySet([policy]) : principal });
            }
        }).CpuNanoseconds;
    }
}
