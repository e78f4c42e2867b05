using System.Text;
using System.Text.Json;
using Federation.Model.Keys;
using Federation.Model.Sessions;

namespace Federation.Services.SignIn;

/// <summary>Session store entries as records: sealed under the key ring on the way in, with kind and id bound to them, opened on the way out.</summary>
public sealed class SealedSessions(ISessionStore store, IKeyRing ring)
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Adds a record. False: the id is taken.</summary>
    public Task<bool> TryAddAsync<T>(string kind, string id, T value, DateTimeOffset expiresAt, IReadOnlyList<string> indexes, CancellationToken cancellationToken) =>
        store.TryAddAsync(new SessionEntry { Kind = kind, Id = id, Value = Seal(kind, id, value), ExpiresAt = expiresAt, Indexes = indexes }, cancellationToken);

    /// <summary>The live record, or null.</summary>
    public async Task<T?> FindAsync<T>(string kind, string id, CancellationToken cancellationToken)
        where T : class => Open<T>(await store.FindAsync(kind, id, cancellationToken));

    /// <summary>Removes the live record and returns it, to one caller.</summary>
    public async Task<T?> TakeAsync<T>(string kind, string id, CancellationToken cancellationToken)
        where T : class => Open<T>(await store.TakeAsync(kind, id, cancellationToken));

    /// <summary>Writes a live record anew. False: there is none.</summary>
    public Task<bool> ReplaceAsync<T>(string kind, string id, T value, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        store.ReplaceAsync(kind, id, Seal(kind, id, value), expiresAt, cancellationToken);

    /// <summary>Removes a record.</summary>
    public Task RemoveAsync(string kind, string id, CancellationToken cancellationToken) => store.RemoveAsync(kind, id, cancellationToken);

    /// <summary>Live records with their ids by an index value (hashed by the caller where it is personal).</summary>
    public async Task<IReadOnlyList<(string Id, T Value)>> FindByIndexAsync<T>(string kind, string index, CancellationToken cancellationToken)
        where T : class
    {
        var found = new List<(string, T)>();
        foreach (var entry in await store.FindByIndexAsync(kind, index, cancellationToken))
        {
            if (Open<T>(entry) is { } value)
            {
                found.Add((entry.Id, value));
            }
        }

        return found;
    }

    /// <summary>How many live records of a kind there are.</summary>
    public Task<long> CountAsync(string kind, CancellationToken cancellationToken) => store.CountAsync(kind, cancellationToken);

    private byte[] Seal<T>(string kind, string id, T value) => ring.Seal(Label(kind, id), JsonSerializer.SerializeToUtf8Bytes(value, Json));

    // An entry that does not open (another key ring, a changed byte, a moved row) does not exist.
    private T? Open<T>(SessionEntry? entry)
        where T : class
    {
        if (entry is null || !ring.TryOpen(Label(entry.Kind, entry.Id), entry.Value.Span, out var plain))
        {
            return null;
        }

        using (plain)
        {
            return JsonSerializer.Deserialize<T>(plain.Reveal(), Json);
        }
    }

    private static string Label(string kind, string id) => new StringBuilder("session/v1/").Append(kind).Append('/').Append(id).ToString();
}
