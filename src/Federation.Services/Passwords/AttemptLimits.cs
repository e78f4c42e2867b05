using System.Collections.Concurrent;
using System.Net;
using Federation.Model.Sessions;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;

namespace Federation.Services.Passwords;

/// <summary>What is guessed at.</summary>
public enum AttemptKind
{
    /// <summary>Nothing: a default value is never a kind.</summary>
    None = 0,

    /// <summary>A password.</summary>
    Password = 1,

    /// <summary>A code of an MFA device: counted on its own, so that a known password gives no more guesses.</summary>
    Mfa = 2,

    /// <summary>
    /// The present password, by a caller who is authenticated otherwise (a key, a session, a sign-in under way). Counted on its own: what strangers guess at the sign-in form
    /// holds nobody up who is known already.
    /// </summary>
    PresentPassword = 3,
}

/// <summary>One attempt at a user's password or code.</summary>
/// <param name="Kind">What is guessed at.</param>
/// <param name="Principal">Whose: a unique id, or what was typed where nobody has that name.</param>
/// <param name="Network">Network it comes from.</param>
/// <param name="Device">Id of a browser in which this user signed in before, or is about to with the password shown; null for any other client.</param>
public sealed record Attempt(AttemptKind Kind, string Principal, string Network, string? Device = null);

/// <summary>
/// Slows guessing down. Five attempts a quarter of an hour are free for each user and source network; then each needs twice the pause of the one before, five minutes at
/// most. Over all networks twenty are free for each user; then one in thirty seconds. A network that fails thirty times at passwords, at whichever names, is slowed down as a
/// whole: an invented name is no new beginning. A browser in which the user signed in before is counted on its own, and waits, up to thirty seconds, where others are refused:
/// nobody locks a user out of it. Attempts are counted before they are made, so that parallel ones count too; a good one starts the user's count anew.
/// </summary>
public sealed class AttemptLimits(ISessionStore store, TimeProvider timeProvider)
{
    internal const int FreePerNetwork = 5;
    internal const int FreePerPrincipal = 20;
    internal const int FreeFailuresPerNetwork = 30;

    private const string EpochKind = "attempt-epoch";
    private const string CountKind = "attempt-count";
    private const string GateKind = "attempt-gate";
    private const string FailureKind = "attempt-failure";
    internal const int MostWaitingPerDevice = 3;
    internal const int MostWaitingPerPrincipal = 16;
    internal const int MostWaiting = 256;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private static readonly Place Everybody = new(null, null);

    private readonly ConcurrentDictionary<Place, int> _waiting = new();
    private int _pauses;

    /// <summary>How many attempts were made to wait.</summary>
    internal int Pauses => Volatile.Read(ref _pauses);

    /// <summary>The attempt of a call.</summary>
    public static Attempt Of(AttemptKind kind, string principal, RequestInfo request, string? device = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Attempt(kind, principal, NetworkOf(request.SourceAddress), device);
    }

    /// <summary>Counts an attempt. False: it may not be made now. For a known browser it waits instead.</summary>
    public async Task<bool> MayTryAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        if (attempt.Device is not null)
        {
            var tried = await CountAsync(await KeyAsync(attempt, attempt.Device, cancellationToken), cancellationToken);
            return tried <= FreePerNetwork || await WaitAsync(attempt, Doubled(tried - FreePerNetwork, LongestDelay), cancellationToken);
        }

        if (!await MayNetworkTryAsync(attempt, cancellationToken))
        {
            return false;
        }

        if (await MayStrangerTryAsync(attempt, cancellationToken))
        {
            return true;
        }

        await WithdrawAsync(attempt, cancellationToken);
        return false;
    }

    /// <summary>Takes back from the network's failures what was no failure: a good attempt, or one that was not made.</summary>
    public Task WithdrawAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return IsOfNetwork(attempt) ? store.DecrementAsync(FailureKind, NetworkKeyOf(attempt), Window, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Starts the counts of a good attempt anew. The network's failures stay: one good user behind it must not wash the others' away.</summary>
    public async Task SucceededAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        await WithdrawAsync(attempt, cancellationToken);
        foreach (var scope in attempt.Device is { } device ? new[] { device } : [attempt.Network, string.Empty])
        {
            var id = IdOf(attempt, scope);
            var epoch = new SessionEntry { Kind = EpochKind, Id = id, Value = Guid.CreateVersion7(timeProvider.GetUtcNow()).ToByteArray(), ExpiresAt = timeProvider.GetUtcNow() + Window };
            await store.RemoveAsync(EpochKind, id, cancellationToken);
            await store.TryAddAsync(epoch, cancellationToken);
        }
    }

    // Who knows the user's browser or has proved who they are is not held up by neighbours.
    private static bool IsOfNetwork(Attempt attempt) => attempt is { Kind: AttemptKind.Password, Device: null };

    private static string NetworkKeyOf(Attempt attempt) => Handles.IdOf($"failures of {attempt.Network}");

    /// <summary>
    /// Counts an attempt as a failure, until it turns out to be none. Offices share a network: the pause is short enough for one who waits, and long enough that hashing and
    /// trying common passwords at many names come to nothing.
    /// </summary>
    private async Task<bool> MayNetworkTryAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        if (!IsOfNetwork(attempt))
        {
            return true;
        }

        var key = NetworkKeyOf(attempt);
        var failures = await store.IncrementAsync(FailureKind, key, Window, cancellationToken);
        if (failures <= FreeFailuresPerNetwork || await PassAsync(key, Doubled(failures - FreeFailuresPerNetwork, LongestDelay), cancellationToken))
        {
            return true;
        }

        await WithdrawAsync(attempt, cancellationToken);
        return false;
    }

    private async Task<bool> MayStrangerTryAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var network = await KeyAsync(attempt, attempt.Network, cancellationToken);
        var fromNetwork = await CountAsync(network, cancellationToken);
        if (fromNetwork > FreePerNetwork && !await PassAsync(network, Doubled(fromNetwork - FreePerNetwork, LongestPause), cancellationToken))
        {
            return false;
        }

        var everywhere = await KeyAsync(attempt, string.Empty, cancellationToken);
        return await CountAsync(everywhere, cancellationToken) <= FreePerPrincipal || await PassAsync(everywhere, LongestDelay, cancellationToken);
    }

    private static string NetworkOf(IPAddress source)
    {
        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        var bytes = address.GetAddressBytes();
        // An IPv4 /24, an IPv6 /48: what one site holds.
        bytes.AsSpan(bytes.Length == 4 ? 3 : 6).Clear();
        return new IPAddress(bytes).ToString();
    }

    private static string IdOf(Attempt attempt, string scope) => Handles.IdOf($"attempt {(int)attempt.Kind} {attempt.Principal} {scope}");

    private static TimeSpan Doubled(long over, TimeSpan most) => over >= 10 ? most : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, over - 1), most.TotalSeconds));

    /// <summary>The counter of a scope since its last good attempt.</summary>
    private async Task<string> KeyAsync(Attempt attempt, string scope, CancellationToken cancellationToken)
    {
        var id = IdOf(attempt, scope);
        return await store.FindAsync(EpochKind, id, cancellationToken) is { } epoch ? Handles.IdOf($"{id} {Convert.ToHexString(epoch.Value.Span)}") : id;
    }

    private Task<long> CountAsync(string key, CancellationToken cancellationToken) => store.IncrementAsync(CountKind, key, Window, cancellationToken);

    /// <summary>Lets one through and closes for the pause: of any number of parallel attempts one passes.</summary>
    private Task<bool> PassAsync(string key, TimeSpan pause, CancellationToken cancellationToken) =>
        store.TryAddAsync(new SessionEntry { Kind = GateKind, Id = key, Value = new byte[] { 1 }, ExpiresAt = timeProvider.GetUtcNow() + pause }, cancellationToken);

    private async Task<bool> WaitAsync(Attempt attempt, TimeSpan delay, CancellationToken cancellationToken)
    {
        // A person waits for one answer at a time; whoever sends many at once is no person. One who has many browsers leaves places to the others. The narrowest place
        // comes first: who is refused there takes none of a wider one.
        (Place Place, int Most)[] places =
        [
            (new Place(attempt.Principal, attempt.Device), MostWaitingPerDevice),
            (new Place(attempt.Principal, null), MostWaitingPerPrincipal),
            (Everybody, MostWaiting),
        ];
        var taken = 0;
        try
        {
            foreach (var (place, most) in places)
            {
                taken++;
                if (_waiting.AddOrUpdate(place, 1, static (_, count) => count + 1) > most)
                {
                    return false;
                }
            }

            var pause = Task.Delay(delay, timeProvider, cancellationToken);
            Interlocked.Increment(ref _pauses);
            await pause;
            return true;
        }
        finally
        {
            foreach (var (place, _) in places.AsSpan(0, taken))
            {
                Leave(place);
            }
        }
    }

    private void Leave(Place place)
    {
        if (_waiting.AddOrUpdate(place, 0, static (_, count) => Math.Max(0, count - 1)) == 0)
        {
            _waiting.TryRemove(new KeyValuePair<Place, int>(place, 0));
        }
    }

    /// <summary>Where waiting attempts are counted: a browser of a principal, all of a principal's, or all.</summary>
    private readonly record struct Place(string? Principal, string? Device);
}
