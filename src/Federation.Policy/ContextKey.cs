namespace Federation.Policy;

/// <summary>
/// The name of a context key, ready for look-up. Names compare without regard to case. Hot callers keep instances (the well-known
/// ones are fields of <see cref="ContextKeys"/>, found by array index); others are found by hash.
/// </summary>
public sealed class ContextKey
{
    internal ContextKey(string name, int slot)
    {
        Name = name;
        Slot = slot;
        Hash = NameHash.Of(name);
    }

    /// <summary>The name as first written.</summary>
    public string Name { get; }

    /// <summary>Index among the well-known keys, or -1.</summary>
    internal int Slot { get; }

    internal int Hash { get; }

    /// <summary>The key with a name: the shared instance of a well-known key, else a new one.</summary>
    public static ContextKey Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return ContextKeys.Find(name) ?? new ContextKey(name, -1);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal bool IsSame(ContextKey other)
        => ReferenceEquals(this, other) || (Slot < 0 && other.Slot < 0 && Hash == other.Hash && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase));
}
