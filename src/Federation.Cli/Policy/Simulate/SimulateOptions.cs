using System.CommandLine;

namespace Federation.Cli.Policy.Simulate;

/// <summary>The options of <c>fed policy simulate</c>.</summary>
internal sealed class SimulateOptions
{
    public Option<string[]> Policies { get; } = Files("--policy", "identity policy");

    public Option<string> Boundary { get; } = new("--boundary") { Description = "permissions boundary" };

    public Option<string[]> Session { get; } = Files("--session-policy", "session policy");

    public Option<string[]> ServiceControl { get; } = Files("--scp", "service control policy; each file is a level, from the root down");

    public Option<string[]> ResourceControl { get; } = Files("--rcp", "resource control policy; each file is a level");

    public Option<string> Resource { get; } = new("--resource-policy") { Description = "policy of the resource" };

    public Option<string> ResourceKind { get; } = Kind();

    public Option<string> Principal { get; } = new("--principal") { Description = "ARN of the user, role session or root user", DefaultValueFactory = _ => "arn:aws:iam::123456789012:user/simulated" };

    public Option<string> Role { get; } = new("--role") { Description = "for a role session: ARN of the role" };

    public Option<string> ResourceAccount { get; } = new("--resource-account") { Description = "account of the resource; the caller's by default" };

    public Option<string[]> Actions { get; } = new("--action") { Description = "action to try", Required = true, AllowMultipleArgumentsPerToken = true };

    public Option<string[]> Resources { get; } = new("--resource") { Description = "resource to try", DefaultValueFactory = _ => ["*"], AllowMultipleArgumentsPerToken = true };

    public Option<string[]> Context { get; } = new("--context") { Description = "KEY=VALUE; a key given more than once is multivalued", AllowMultipleArgumentsPerToken = true };

    public IEnumerable<Option> All => [Policies, Boundary, Session, ServiceControl, ResourceControl, Resource, ResourceKind, Principal, Role, ResourceAccount, Actions, Resources, Context];

    private static Option<string[]> Files(string name, string description) => new(name) { Description = $"{description}; may be given more than once", AllowMultipleArgumentsPerToken = true };

    private static Option<string> Kind()
    {
        var option = new Option<string>("--resource-policy-kind") { Description = "resource, trust or kms-key", DefaultValueFactory = _ => "resource" };
        option.AcceptOnlyFromAmong("resource", "trust", "kms-key");
        return option;
    }
}
