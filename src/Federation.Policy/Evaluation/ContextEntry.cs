namespace Federation.Policy.Evaluation;

/// <summary>A key of a request context and where its values are.</summary>
internal struct ContextEntry
{
    public ContextKey Key;
    public int First;
    public int Count;
    public short Next;
    public bool IsMultivalued;
}
