using System.CommandLine;
using Federation.Policy;

namespace Federation.Cli.Policy;

/// <summary>The option that says what a document is.</summary>
internal static class PolicyKindOption
{
    private static readonly Dictionary<string, PolicyKind> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["identity"] = PolicyKind.Identity,
        ["resource"] = PolicyKind.Resource,
        ["trust"] = PolicyKind.Trust,
        ["boundary"] = PolicyKind.PermissionsBoundary,
        ["session"] = PolicyKind.Session,
        ["scp"] = PolicyKind.ServiceControl,
        ["rcp"] = PolicyKind.ResourceControl,
        ["kms-key"] = PolicyKind.KeyPolicy,
        ["endpoint"] = PolicyKind.Endpoint,
    };

    public static Option<string> Create()
    {
        var option = new Option<string>("--kind", "-k") { Description = string.Join(", ", Names.Keys), DefaultValueFactory = _ => "identity" };
        option.AcceptOnlyFromAmong([.. Names.Keys]);
        return option;
    }

    public static PolicyKind Parse(string name) => Names[name];
}
