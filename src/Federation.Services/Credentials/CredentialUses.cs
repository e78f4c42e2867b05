using System.Collections.Concurrent;
using Federation.Model.AccessKeys;
using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Credentials;

/// <summary>
/// When long-term keys and roles were last used. A call only notes its use in memory; a job of the host writes what was noted, many in a transaction, and each key or role once a minute at
/// most. What was noted within the last minute is lost with the process: AWS's figures lag as well.
/// </summary>
public sealed class CredentialUses(IDatabase database, TimeProvider timeProvider)
{
    /// <summary>Enough for a busy minute. Beyond it the next use of a key is noted once others were written and let go.</summary>
    private const int MostKept = 50_000;

    /// <summary>A transaction holds up SQLite's one writer no longer than this many rows take.</summary>
    private const int MostInBatch = 500;

    private const int MostText = 64;
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(AccountId Account, string Id), Noted> _noted = new();

    /// <summary>Notes a call. Costs no I/O.</summary>
    public void Note(Caller caller, string service, string region, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(region);
        var id = caller.HasLongTermKey ? caller.AccessKeyId : caller.Kind == CallerKind.AssumedRole ? caller.PrincipalId : null;
        if (id is null || !caller.AccountId.IsSet)
        {
            return;
        }

        var key = (caller.AccountId, id);
        if (!_noted.TryGetValue(key, out var noted))
        {
            if (_noted.Count >= MostKept)
            {
                return;
            }

            noted = _noted.GetOrAdd(key, static (_, isKey) => new Noted(isKey), caller.HasLongTermKey);
        }

        noted.Note(now, service, region);
    }

    /// <summary>Writes what is due, and lets go of what was not used since it was written.</summary>
    /// <param name="isLast">True at the end of the process: everything that was noted is due.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task FlushAsync(bool isLast, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var due = new List<KeyValuePair<(AccountId Account, string Id), Noted>>();
        foreach (var entry in _noted)
        {
            if (!isLast && now - entry.Value.WrittenAt < BetweenWrites)
            {
                continue;
            }

            if (entry.Value.IsPending)
            {
                due.Add(entry);
            }
            else
            {
                // A use that is noted this very moment may be lost; the key's next one is not.
                _noted.TryRemove(entry);
            }
        }

        foreach (var batch in due.Chunk(MostInBatch))
        {
            await WriteAsync(batch, now, cancellationToken);
        }
    }

    private async Task WriteAsync(KeyValuePair<(AccountId Account, string Id), Noted>[] batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var uses = batch.Select(entry => (entry.Key.Account, entry.Key.Id, entry.Value, Use: entry.Value.Last)).ToArray();
        await using (var store = await database.BeginWriteAsync(cancellationToken))
        {
            foreach (var (account, id, noted, use) in uses)
            {
                // Stale: another node knows of a later use, or the key is gone. Either way there is nothing to write.
                _ = noted.IsKey
                    ? await store.AccessKeys.SetLastUseAsync(account, id, use, cancellationToken)
                    : await store.Roles.SetLastUseAsync(account, id, use, cancellationToken);
            }

            await store.CommitAsync(cancellationToken);
        }

        foreach (var (_, _, noted, use) in uses)
        {
            noted.Written(use, now);
        }
    }

    private sealed class Noted(bool isKey)
    {
        private readonly Lock _lock = new();
        private CredentialUse _last = new(DateTimeOffset.MinValue, string.Empty, string.Empty);

        internal bool IsKey => isKey;

        internal bool IsPending { get; private set; }

        internal DateTimeOffset WrittenAt { get; private set; } = DateTimeOffset.MinValue;

        internal CredentialUse Last => _last;

        internal void Note(DateTimeOffset at, string service, string region)
        {
            lock (_lock)
            {
                // Shown in whole seconds: what comes within the same one is not worth an allocation.
                if (at - _last.At < TimeSpan.FromSeconds(1) && _last.Service == service)
                {
                    return;
                }

                _last = new CredentialUse(at, Cut(service), Cut(region));
                IsPending = true;
            }
        }

        internal void Written(CredentialUse use, DateTimeOffset now)
        {
            lock (_lock)
            {
                WrittenAt = now;
                IsPending = !ReferenceEquals(use, _last);
            }
        }

        /// <summary>The region is whatever the client signed. What is no region's name is not kept: reports are opened in spreadsheets, which run what begins with "=", "+", "-" or "@".</summary>
        private static string Cut(string text) =>
            text.Length is > 0 and <= MostText && text[0] != '-' && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-') ? text : "N/A";
    }
}
