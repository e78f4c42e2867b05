using Federation.Policy.Compilation;

namespace Federation.Policy;

/// <summary>One policy document with a name for explanations, compiled. Immutable; compile when the document changes and keep it.</summary>
public sealed class CompiledPolicy
{
    private CompiledPolicy(string name, PolicyKind kind, PolicyDocument? document)
    {
        Name = name;
        Kind = kind;
        Document = document;
        Statements = document is null ? [DenyAll(this)] : [.. document.Statements.Select(s => new CompiledStatement(this, s, document.Version))];
        Set = new PolicySet([this]);
    }

    /// <summary>Name or ARN, as explanations give it.</summary>
    public string Name { get; }

    /// <summary>The kind of the document.</summary>
    public PolicyKind Kind { get; }

    /// <summary>The document; null when it was unreadable.</summary>
    public PolicyDocument? Document { get; }

    /// <summary>Whether the stored document could not be read, so that this policy denies everything.</summary>
    public bool IsUnreadable => Document is null;

    /// <summary>This policy alone as a set.</summary>
    public PolicySet Set { get; }

    /// <summary>The context keys that its statements look at, in conditions and in variables, in ordinal order without regard to case.</summary>
    public IReadOnlyList<string> ContextKeyNames =>
        [.. Statements.SelectMany(statement => statement.ContextKeys).Select(key => key.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    internal IReadOnlyList<CompiledStatement> Statements { get; }

    /// <summary>Whether a statement allows the action, on some resource and under some conditions.</summary>
    /// <param name="action">The action, <c>service:Name</c>; compared without regard to case.</param>
    public bool MayAllow(string action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return Statements.Any(statement => statement.Source.Effect == PolicyEffect.Allow && statement.MatchesAction(action));
    }

    /// <summary>Whether a statement denies the action on every resource and whatever the request says: no other policy can then allow it.</summary>
    /// <param name="action">The action, <c>service:Name</c>; compared without regard to case.</param>
    public bool AlwaysDenies(string action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return Statements.Any(statement =>
            statement.Source.Effect == PolicyEffect.Deny && statement.MatchesEveryResource && statement.Conditions.Count == 0 && statement.Principals is null && statement.MatchesAction(action));
    }

    /// <summary>Compiles a document.</summary>
    public static CompiledPolicy Compile(PolicyDocument document, string name)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(name);
        return new CompiledPolicy(name, document.Kind, document);
    }

    /// <summary>Reads and compiles a stored document; one that cannot be read denies everything (fail closed).</summary>
    public static CompiledPolicy CompileStored(string json, PolicyKind kind, string name)
        => PolicyDocument.ReadForEvaluation(json, kind).Document is { } document ? Compile(document, name) : Unreadable(kind, name);

    /// <summary>What stands for a stored document that cannot be read: an explicit deny of everything.</summary>
    public static CompiledPolicy Unreadable(PolicyKind kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new CompiledPolicy(name, kind, null);
    }

    private static CompiledStatement DenyAll(CompiledPolicy policy)
    {
        var statement = new PolicyStatement
        {
            Index = 0,
            Sid = "UnreadablePolicyDenies",
            Effect = PolicyEffect.Deny,
            Actions = [new PolicyValue("*", "$", new TextPosition(1, 1, 0))],
            Conditions = [],
            Position = new TextPosition(1, 1, 0),
        };
        return new CompiledStatement(policy, statement, PolicyVersion.V20121017);
    }
}
