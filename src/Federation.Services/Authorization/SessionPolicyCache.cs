using System.Collections.Concurrent;
using Federation.Model.Identifiers;
using Federation.Policy;
using Federation.Services.Sessions;

namespace Federation.Services.Authorization;

/// <summary>Session policies, compiled once per document text. Bounded: it begins anew when full.</summary>
internal sealed class SessionPolicyCache(ManagedPolicyDirectory managed)
{
    private const int MostKept = 4096;
    private readonly ConcurrentDictionary<string, CompiledPolicy> _compiled = new(StringComparer.Ordinal);

    /// <summary>
    /// The session policies of a session; null only where none were passed. A policy ARN that nothing resolves denies everything: a session that was to be limited is
    /// never unlimited.
    /// </summary>
    internal async ValueTask<PolicySet?> CompileAsync(AccountId account, SessionClaims session, CancellationToken cancellationToken)
    {
        if (session.SessionPolicies.Count == 0 && session.SessionPolicyArns.Count == 0)
        {
            return null;
        }

        var policies = new List<CompiledPolicy>(session.SessionPolicies.Select(Compile));
        foreach (var arn in session.SessionPolicyArns)
        {
            policies.Add(await managed.CompileAsync(account, arn, PolicyKind.Session, cancellationToken));
        }

        return new PolicySet(policies);
    }

    private CompiledPolicy Compile(string document)
    {
        if (_compiled.TryGetValue(document, out var policy))
        {
            return policy;
        }

        if (_compiled.Count >= MostKept)
        {
            _compiled.Clear();
        }

        policy = CompiledPolicy.CompileStored(document, PolicyKind.Session, "session policy");
        _compiled[document] = policy;
        return policy;
    }
}
