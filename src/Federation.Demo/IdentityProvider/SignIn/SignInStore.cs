using System.Collections.Concurrent;
using Federation.Demo.IdentityProvider.Protocol;

namespace Federation.Demo.IdentityProvider.SignIn;

/// <summary>Sessions, and sign-ins that wait for a password. In memory: a development IdP forgets at its end.</summary>
internal sealed class SignInStore(IdentityProviderOptions options, TimeProvider timeProvider)
{
    private const int MaximumPending = 1000;
    private static readonly TimeSpan PendingLifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, IdentityProviderSession> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (AcceptedRequest Request, DateTimeOffset Until)> _pending = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, ConcurrentBag<SessionParticipant>> _participants = new(StringComparer.Ordinal);

    /// <summary>Keeps an accepted request until the person has signed in; null when too many are waiting.</summary>
    public string? Keep(AcceptedRequest accepted)
    {
        var now = timeProvider.GetUtcNow();
        foreach (var (old, _) in _pending.Where(entry => entry.Value.Until <= now))
        {
            _pending.TryRemove(old, out _);
        }

        if (_pending.Count >= MaximumPending)
        {
            return null;
        }

        var id = SamlValues.NewId();
        _pending[id] = (accepted, now + PendingLifetime);
        return id;
    }

    public AcceptedRequest? Pending(string? id) =>
        id is not null && _pending.TryGetValue(id, out var entry) && entry.Until > timeProvider.GetUtcNow() ? entry.Request : null;

    /// <summary>Takes the request out, so that each is answered once.</summary>
    public AcceptedRequest? Take(string? id) =>
        Pending(id) is not null && _pending.TryRemove(id!, out var entry) ? entry.Request : null;

    public IdentityProviderSession Begin(Person person)
    {
        var now = timeProvider.GetUtcNow();
        var session = new IdentityProviderSession(SamlValues.NewId(), SamlValues.NewId(), person.UserName, now, now + options.SessionLifetime);
        _sessions[session.Id] = session;
        return session;
    }

    public IdentityProviderSession? Find(string? id) =>
        id is not null && _sessions.TryGetValue(id, out var session) && session.ExpiresAt > timeProvider.GetUtcNow() ? session : null;

    public void End(string? id)
    {
        if (id is not null)
        {
            _sessions.TryRemove(id, out _);
            _participants.TryRemove(id, out _);
        }
    }

    /// <summary>Remembers that a session gave an assertion to a service provider.</summary>
    public void Join(string sessionId, SessionParticipant participant) => _participants.GetOrAdd(sessionId, _ => []).Add(participant);

    public IEnumerable<SessionParticipant> Participants(string sessionId) => _participants.GetValueOrDefault(sessionId) ?? [];

    /// <summary>The sessions that this service provider means by a NameID and, where it names any, session indexes.</summary>
    public IReadOnlyList<IdentityProviderSession> WithParticipant(string entityId, string nameId, IReadOnlyList<string> indexes) =>
        [.. _sessions.Values.Where(session => (indexes.Count == 0 || indexes.Contains(session.Index))
            && Participants(session.Id).Any(participant => participant.EntityId == entityId && participant.NameId.Value == nameId))];
}
