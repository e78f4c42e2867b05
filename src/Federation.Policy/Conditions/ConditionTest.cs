using Federation.Policy.Evaluation;

namespace Federation.Policy.Conditions;

/// <summary>A compiled condition.</summary>
internal abstract class ConditionTest(PolicyCondition source)
{
    public PolicyCondition Source { get; } = source;

    public ContextKey Key { get; } = ContextKey.Of(source.Key);

    /// <summary>Rough cost of a test; statements try cheap conditions first.</summary>
    public abstract int Cost { get; }

    /// <summary>Context keys of the variables in the values.</summary>
    public virtual IEnumerable<ContextKey> VariableKeys => [];

    public abstract bool Holds(RequestContext context);

    /// <summary>
    /// A multivalued key without values, or with nothing but empty ones, is a null data set: it counts as absent
    /// (IAM User Guide, multivalued context keys).
    /// </summary>
    protected bool TryFind(RequestContext context, out ContextEntry entry)
        => context.Find(Key, out entry) && !(entry.IsMultivalued && IsNull(context, entry));

    private static bool IsNull(RequestContext context, in ContextEntry entry)
    {
        for (var i = 0; i < entry.Count; i++)
        {
            if (!context.Text(ref context.Value(entry.First + i)).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }
}
