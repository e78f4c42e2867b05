using System.Text.Json;
using Federation.Policy;

namespace Federation.PolicyBench;

/// <summary>A request of the workload; the context is built from the members for each decision.</summary>
internal sealed record WorkloadRequest(string Action, string Resource, string Team, string SourceIp, bool SecureTransport, bool Mfa);

/// <summary>
/// One principal with five identity policies of ten statements (45 Allow, 5 Deny, 17 with two conditions) and 200 requests. The
/// same statements and requests go to the peers as JSON.
/// </summary>
internal sealed class Workload
{
    public const string UserArn = "arn:aws:iam::123456789012:user/alice";

    private static readonly string[] Services = ["s3", "dynamodb", "sqs", "secretsmanager", "kms"];

    public required IReadOnlyList<string> Policies { get; init; }

    public required IReadOnlyList<WorkloadRequest> Requests { get; init; }

    public static Workload Create() => new()
    {
        Policies = [.. Enumerable.Range(0, 5).Select(CreatePolicy)],
        Requests = [.. Enumerable.Range(0, 200).Select(CreateRequest)],
    };

    public PrincipalPolicySet Compile()
        => new(Policies.Select((json, i) => CompiledPolicy.Compile(PolicyDocument.Read(json, PolicyKind.Identity).Document!, $"policy{i}")));

    /// <summary>Writes statements, requests and our results for the peers.</summary>
    public void WriteTo(string path)
    {
        var requests = Requests.Select(r => new { r.Action, r.Resource, r.Team, r.SourceIp, r.SecureTransport, r.Mfa, Allowed = Decisions.IsAllowed(this, r) });
        File.WriteAllText(path, JsonSerializer.Serialize(new { policies = Policies.Select(p => JsonDocument.Parse(p).RootElement), requests }));
    }

    private static string CreatePolicy(int policy)
    {
        var statements = Enumerable.Range(0, 10).Select(i => CreateStatement(policy, i));
        return JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = statements });
    }

    private static Dictionary<string, object> CreateStatement(int policy, int index)
    {
        var service = Services[policy];
        if (index == 9)
        {
            return Statement($"P{policy}S{index}", "Deny", [$"{service}:Delete*"], [$"arn:aws:{service}:*:*:team{policy}-*/protected/*"], conditioned: policy < 2);
        }

        string[] actions = (index % 3) switch
        {
            0 => [$"{service}:Get*", $"{service}:List*"],
            1 => [$"{service}:Put{index}", $"{service}:Describe{index}"],
            _ => [$"{service}:*"],
        };
        string[] resources = (index % 2) switch
        {
            0 => [Arn(policy, index, "*")],
            _ => [Arn(policy, index, "data"), Arn(policy, index, "logs/*")],
        };
        return Statement($"P{policy}S{index}", "Allow", actions, resources, conditioned: index is 2 or 5 or 8);
    }

    private static Dictionary<string, object> Statement(string sid, string effect, string[] actions, string[] resources, bool conditioned)
    {
        var statement = new Dictionary<string, object>(StringComparer.Ordinal) { ["Sid"] = sid, ["Effect"] = effect, ["Action"] = actions, ["Resource"] = resources };
        if (conditioned)
        {
            statement["Condition"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["StringEquals"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["aws:PrincipalTag/team"] = "blue" },
                ["IpAddress"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["aws:SourceIp"] = "203.0.113.0/24" },
            };
        }

        return statement;
    }

    private static string Arn(int policy, int index, string rest) => $"arn:aws:{Services[policy]}:eu-central-1:123456789012:team{policy}-{index}/{rest}";

    private static WorkloadRequest CreateRequest(int number)
    {
        var policy = number % 5;
        var index = number / 5 % 10;
        var service = Services[policy];
        var action = (number % 7) switch
        {
            0 or 1 => $"{service}:GetObject",
            2 => $"{service}:ListItems",
            3 => $"{service}:Put{index}",
            4 => $"{service}:DeleteObject",
            5 => $"{service}:Describe{index}",
            _ => $"{service}:TagResource",
        };
        var rest = (number % 4) switch { 0 => "data", 1 => $"logs/2026/{number}.gz", 2 => $"protected/{number}", _ => $"other/{number}" };
        return new WorkloadRequest(action, Arn(policy, index, rest), number % 3 == 0 ? "red" : "blue", number % 11 == 0 ? "198.51.100.7" : $"203.0.113.{number}", true, number % 2 == 0);
    }
}
