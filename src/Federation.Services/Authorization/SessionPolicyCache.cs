using System.Collections.Concurrent;
using Federation.Policy;

namespace Federation.Services.Authorization;

/// <summary>Session policies, compiled once per document text. Bounded: it begins anew when full.</summary>
internal sealed class SessionPolicyCache
{
    private const int MostKept = 4096;
    private readonly ConcurrentDictionary<string, CompiledPolicy> _compiled = new(StringComparer.Ordinal);

    internal PolicySet? Compile(IReadOnlyList<string> documents) =>
        documents.Count == 0 ? null : new PolicySet(documents.Select(Compile));

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
