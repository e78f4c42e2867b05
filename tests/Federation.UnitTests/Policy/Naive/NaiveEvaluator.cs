using Federation.Policy;

namespace Federation.UnitTests.Policy.Naive;

/// <summary>The evaluation logic written a second time, statement by statement, for comparison with the compiled engine.</summary>
internal sealed class NaiveEvaluator(NaiveCase item)
{
    private NaiveCaller Caller => item.Caller;

    private bool InAccount => Caller.Account is not null;

    private bool ServiceLinked => Caller.Role is { } role && role.Contains(":role/aws-service-role/", StringComparison.Ordinal);

    public Outcome Evaluate()
    {
        if (string.Equals(item.Action, "sts:GetCallerIdentity", StringComparison.OrdinalIgnoreCase))
        {
            return Outcome.Allowed;
        }

        if (Applicable().Any(d => d.Statements.Any(s => !s.Allow && Ways(s, d.Version).Length > 0)))
        {
            return Outcome.ExplicitlyDenied;
        }

        return Allowed() ? Outcome.Allowed : Outcome.ImplicitlyDenied;
    }

    private IEnumerable<NaiveDocument> Applicable()
    {
        IEnumerable<NaiveDocument> all = [.. item.Identity, .. item.Session ?? [], .. item.Endpoint ?? []];
        all = item.Boundary is null ? all : all.Append(item.Boundary);
        all = item.ResourcePolicy is null ? all : all.Append(item.ResourcePolicy);
        all = InAccount && !ServiceLinked && item.Scps is not null ? all.Concat(item.Scps.SelectMany(l => l)) : all;
        return !ServiceLinked && item.Rcps is not null ? all.Concat(item.Rcps.SelectMany(l => l)) : all;
    }

    private bool Allowed()
    {
        if (InAccount && !ServiceLinked && item.Scps is not null && !item.Scps.All(level => Allows(level)))
        {
            return false;
        }

        if (item.Endpoint is { Count: > 0 } endpoint && !Allows(endpoint))
        {
            return false;
        }

        if (Caller.Type == "root" && item.ResourcePolicyKind == "trust")
        {
            return false;
        }

        var ways = item.ResourcePolicy is { } policy ? string.Concat(policy.Statements.Where(s => s.Allow).Select(s => Ways(s, policy.Version))) : string.Empty;
        if (!InAccount)
        {
            return ways.Length > 0;
        }

        var boundary = item.Boundary is null || Allows([item.Boundary]);
        var session = item.Session is { Count: > 0 } ? Allows(item.Session) : Caller.Type != "federated-user";
        var identity = Caller.Type == "root" || (Allows(item.Identity) && boundary);
        if (Caller.Account != item.ResourceAccount)
        {
            return ways.Length > 0 && identity && session;
        }

        var direct = ways.Contains('D', StringComparison.Ordinal);
        var source = ways.Contains('S', StringComparison.Ordinal) && boundary && session;
        var handsOver = item.ResourcePolicyKind is null || ways.Contains('A', StringComparison.Ordinal);
        return direct || source || (handsOver && identity && session);
    }

    private bool Allows(IReadOnlyList<NaiveDocument> documents) => documents.Any(d => d.Statements.Any(s => s.Allow && Ways(s, d.Version).Length > 0));

    // How a statement names the caller: D directly, S by the role or user behind, A by the account; empty when it does not match.
    private string Ways(NaiveStatement statement, string version)
    {
        var conditions = new NaiveConditions(item.Context, version == "2012-10-17");
        var plain = new NaiveConditions(item.Context, variables: false);
        var action = statement.Actions.Any(a => plain.Like(a.ToUpperInvariant(), item.Action.ToUpperInvariant())) != statement.NotAction;
        var resource = statement.Resources is null || statement.Resources.Any(r => conditions.Like(r, item.Resource)) != statement.NotResource;
        return action && resource && statement.Conditions.GroupBy(c => (c.Operator, c.Key.ToUpperInvariant())).All(g => conditions.Holds(g.First())) ? Principal(statement) : string.Empty;
    }

    private string Principal(NaiveStatement statement)
    {
        if (statement.Principals is not { } principals)
        {
            return "D";
        }

        if (!statement.NotPrincipal)
        {
            return Named(principals, statement.Allow);
        }

        if (statement.Allow)
        {
            return Named(principals, strict: false).Length == 0 ? "D" : string.Empty;
        }

        return item.Boundary is not null || !Excepted(principals) ? "D" : string.Empty;
    }

    private string Named(IReadOnlyList<(string? Member, string Text)> principals, bool strict)
    {
        bool Has(string member, string? text) => text is not null && principals.Contains((member, text));
        bool HasAccount() => Has("AWS", Caller.Account) || Has("AWS", $"arn:aws:iam::{Caller.Account}:root");
        if (principals.Any(p => p.Member is null || p == ("AWS", "*"))
            && !(strict && Caller.Type == "federated" && Caller.Principal.Split(':').ElementAtOrDefault(4) != item.ResourceAccount))
        {
            return "D";
        }

        return Caller.Type switch
        {
            "anonymous" => string.Empty,
            "service" => Has("Service", Caller.Principal) ? "D" : string.Empty,
            "federated" => Has("Federated", Caller.Principal) ? "D" : string.Empty,
            "root" => HasAccount() ? "DA" : string.Empty,
            _ => (Has("AWS", Caller.Principal) ? "D" : string.Empty) + (Has("AWS", Caller.Role ?? Caller.User) ? "S" : string.Empty) + (HasAccount() ? "A" : string.Empty),
        };
    }

    private bool Excepted(IReadOnlyList<(string? Member, string Text)> principals)
    {
        bool Has(string member, string? text) => text is not null && principals.Contains((member, text));
        var account = Has("AWS", Caller.Account) || Has("AWS", $"arn:aws:iam::{Caller.Account}:root");
        return principals.Any(p => p.Member is null || p == ("AWS", "*")) || Caller.Type switch
        {
            "service" => Has("Service", Caller.Principal),
            "federated" => Has("Federated", Caller.Principal),
            "root" => account,
            "user" or "federated-user" => account && Has("AWS", Caller.Principal),
            "assumed-role" => account && Has("AWS", Caller.Principal) && Has("AWS", Caller.Role),
            _ => false,
        };
    }
}
