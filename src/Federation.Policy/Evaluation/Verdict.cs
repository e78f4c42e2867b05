using System.Runtime.InteropServices;

namespace Federation.Policy.Evaluation;

/// <summary>An outcome, and for an implicit denial the kind of policy that lacked an Allow.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Verdict(Outcome Outcome, PolicyKind? Lacking)
{
    public static Verdict Allowed { get; } = new(Outcome.Allowed, null);

    public static Verdict Denied { get; } = new(Outcome.ExplicitlyDenied, null);

    public static Verdict Lacks(PolicyKind kind) => new(Outcome.ImplicitlyDenied, kind);
}
