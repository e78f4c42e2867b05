namespace Federation.Policy.Compilation;

/// <summary>The compiled Principal or NotPrincipal element of a statement.</summary>
internal sealed class PrincipalMatcher
{
    private readonly PolicyEffect _effect;
    private readonly bool _negated;
    private readonly bool _everyone;
    private readonly HashSet<string> _aws = new(StringComparer.Ordinal);
    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _services = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _federated = new(StringComparer.Ordinal);

    public PrincipalMatcher(IReadOnlyList<PrincipalEntry> entries, bool negated, PolicyEffect effect)
    {
        _effect = effect;
        _negated = negated;
        _everyone = entries.Any(e => e.Kind == PrincipalEntryKind.Everyone);
        foreach (var entry in entries)
        {
            _ = entry.Kind switch
            {
                PrincipalEntryKind.Account => _accounts.Add(entry.AccountId!),
                PrincipalEntryKind.AwsArn or PrincipalEntryKind.UniqueId => _aws.Add(entry.Text),
                PrincipalEntryKind.Service => _services.Add(entry.Text),
                PrincipalEntryKind.Federated => _federated.Add(entry.Text),
                _ => false,
            };
        }
    }

    /// <summary>How the statement names the caller.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="resourceAccount">Account of the resource.</param>
    /// <param name="hasBoundary">Whether the caller has a permissions boundary.</param>
    public PrincipalMatch Match(RequestPrincipal caller, string? resourceAccount, bool hasBoundary)
    {
        if (!_negated)
        {
            return Named(caller, resourceAccount);
        }

        if (_effect == PolicyEffect.Allow)
        {
            return Named(caller, resourceAccount) == PrincipalMatch.None ? PrincipalMatch.Direct : PrincipalMatch.None;
        }

        // IAM User Guide, permissions boundaries: NotPrincipal with Deny denies every principal that has a boundary.
        return hasBoundary || !IsExcepted(caller) ? PrincipalMatch.Direct : PrincipalMatch.None;
    }

    private PrincipalMatch Named(RequestPrincipal caller, string? resourceAccount)
    {
        if (_everyone && MayBeEveryone(caller, resourceAccount))
        {
            return PrincipalMatch.Direct;
        }

        switch (caller.Kind)
        {
            case PrincipalKind.Anonymous:
                return PrincipalMatch.None;
            case PrincipalKind.Service:
                return _services.Contains(caller.Arn!) || DeniesAll(_services) ? PrincipalMatch.Direct : PrincipalMatch.None;
            case PrincipalKind.Federated:
                return _federated.Contains(caller.Arn!) || DeniesAll(_federated) ? PrincipalMatch.Direct : PrincipalMatch.None;
            case PrincipalKind.Root:
                return _accounts.Contains(caller.AccountId!) ? PrincipalMatch.Direct | PrincipalMatch.Account : PrincipalMatch.None;
            default:
                return NamedInAccount(caller);
        }
    }

    private PrincipalMatch NamedInAccount(RequestPrincipal caller)
    {
        var match = _accounts.Contains(caller.AccountId!) ? PrincipalMatch.Account : PrincipalMatch.None;
        if (_aws.Count == 0)
        {
            return match;
        }

        match |= _aws.Contains(caller.Arn!) ? PrincipalMatch.Direct : PrincipalMatch.None;
        match |= caller.SourceArn is { } source && _aws.Contains(source) ? PrincipalMatch.Source : PrincipalMatch.None;
        if (caller.UniqueId is { } id && _aws.Contains(id))
        {
            // The unique id is that of a user itself, but of the role or user behind a session.
            match |= caller.Kind == PrincipalKind.User ? PrincipalMatch.Direct : PrincipalMatch.Source;
        }

        return match;
    }

    // A star among services or identity providers is accepted for refusing only.
    private bool DeniesAll(HashSet<string> names) => _effect == PolicyEffect.Deny && names.Contains("*");

    // "*" grants nothing to somebody whom a provider of another account vouches for; it refuses him all the same.
    private bool MayBeEveryone(RequestPrincipal caller, string? resourceAccount)
        => caller.Kind != PrincipalKind.Federated || (_effect == PolicyEffect.Deny) != _negated
            || (caller.ProviderAccountId is not null && string.Equals(caller.ProviderAccountId, resourceAccount, StringComparison.Ordinal));

    // IAM User Guide, NotPrincipal: to except a principal, its account must be listed too, and for a role session the role.
    private bool IsExcepted(RequestPrincipal caller)
    {
        if (_everyone)
        {
            return true;
        }

        return caller.Kind switch
        {
            PrincipalKind.Anonymous => false,
            PrincipalKind.Service => _services.Contains(caller.Arn!),
            PrincipalKind.Federated => _federated.Contains(caller.Arn!),
            PrincipalKind.Root => _accounts.Contains(caller.AccountId!),
            PrincipalKind.User => _accounts.Contains(caller.AccountId!) && (_aws.Contains(caller.Arn!) || ContainsId(caller)),
            PrincipalKind.AssumedRole => _accounts.Contains(caller.AccountId!) && _aws.Contains(caller.Arn!) && (_aws.Contains(caller.SourceArn!) || ContainsId(caller)),
            PrincipalKind.FederatedUser => _accounts.Contains(caller.AccountId!) && _aws.Contains(caller.Arn!),
            _ => false,
        };
    }

    private bool ContainsId(RequestPrincipal caller) => caller.UniqueId is { } id && _aws.Contains(id);
}
