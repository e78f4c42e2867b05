namespace Federation.Services.Pipeline.Validation;

/// <summary>All members of a record.</summary>
internal sealed class StructureRule<T> : ValueRule<T>
    where T : class
{
    private MemberRule<T>[] _members = [];

    /// <summary>Sets the members after the rule itself is known: a structure may hold itself.</summary>
    public void Initialize(MemberRule<T>[] members) => _members = members;

    public override void Check(T value, ref ValidationState state, bool isSecret)
    {
        foreach (var member in _members)
        {
            member.Check(value, ref state, isSecret);
        }
    }
}
