namespace Federation.Policy;

/// <summary>The identity policies and the permissions boundary of one principal, compiled once and kept until one of them changes.</summary>
public sealed class PrincipalPolicySet
{
    /// <param name="identity">All identity policies: inline, managed and those of groups.</param>
    /// <param name="boundary">The permissions boundary, if there is one.</param>
    public PrincipalPolicySet(IEnumerable<CompiledPolicy> identity, CompiledPolicy? boundary = null)
    {
        Identity = new PolicySet(identity);
        Boundary = boundary?.Set;
    }

    /// <summary>A principal without any policy.</summary>
    public static PrincipalPolicySet Empty { get; } = new([]);

    /// <summary>The identity policies.</summary>
    public PolicySet Identity { get; }

    /// <summary>The boundary; null when there is none.</summary>
    public PolicySet? Boundary { get; }
}
