using System.Collections.Concurrent;
using Federation.Policy;
using Federation.Services.Sessions;

namespace Federation.Services.Authorization;

/// <summary>Session policies, compiled once per document text. Bounded: it begins anew when full.</summary>
internal sealed class SessionPolicyCache
{
    private const int MostKept = 4096;
    private readonly ConcurrentDictionary<string, CompiledPolicy> _compiled = new(StringComparer.Ordinal);

    /// <summary>
    /// The session policies of a session; null only where none were passed. A policy ARN that nothing resolves denies everything: a session that was to be limited is
    /// never unlimited.
    /// </summary>
    internal PolicySet? Compile(SessionClaims session) =>
        session.SessionPolicies.Count == 0 && session.SessionPolicyArns.Count == 0
            ? null
            : new PolicySet([.. session.SessionPolicies.Select(Compile), .. session.SessionPolicyArns.Select(arn => CompiledPolicy.Unreadable(PolicyKind.Session, arn))]);

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
