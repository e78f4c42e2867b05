using Federation.Model.Identifiers;
using Federation.Model.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.UserSignIns;

/// <summary>A refused step of a sign-in, as the trail tells it.</summary>
/// <param name="Account">Account that was named.</param>
/// <param name="User">The user; null where the name is nobody's.</param>
/// <param name="MfaUsed">Whether a code was asked for.</param>
/// <param name="Detail">Why, for the administrator.</param>
/// <param name="Request">What the door knows.</param>
internal sealed record UserSignInRefusal(AccountId Account, User? User, bool MfaUsed, string Detail, RequestInfo Request);

/// <summary>
/// Bounds what people who are not signed in can write into an account's trail: of one kind of refusal five a minute have a record each, the rest is counted, and the next
/// record (or the clock, with one of its own) says how many it stands for. No count is lost but with the process. Each node bounds for itself.
/// </summary>
internal sealed class RefusalTally
{
    internal const int RecordsPerMinute = 5;

    private readonly Lock _gate = new();
    private readonly Dictionary<(AccountId Account, bool IsNobody), Tally> _tallies = [];

    /// <summary>Counts a refusal. How many its record stands for, itself included; 0: it gets none now.</summary>
    internal long Add(UserSignInRefusal refusal, DateTimeOffset now)
    {
        var key = (refusal.Account, refusal.User is null);
        lock (_gate)
        {
            if (!_tallies.TryGetValue(key, out var tally))
            {
                _tallies[key] = tally = new Tally();
            }

            var minute = MinuteOf(now);
            if (tally.Minute != minute)
            {
                (tally.Minute, tally.Written) = (minute, 0);
            }

            if (tally.Written >= RecordsPerMinute)
            {
                (tally.Last, tally.Counted) = (refusal, tally.Counted + 1);
                return 0;
            }

            tally.Written++;
            var count = tally.Counted + 1;
            (tally.Last, tally.Counted) = (null, 0);
            return count;
        }
    }

    /// <summary>What was only counted in minutes that are over: the last refusal of each kind, for all of them.</summary>
    internal IReadOnlyList<(UserSignInRefusal Last, long Count)> TakeDue(DateTimeOffset now, bool isLast)
    {
        var due = new List<(UserSignInRefusal, long)>();
        lock (_gate)
        {
            foreach (var (key, tally) in _tallies.ToArray())
            {
                if (!isLast && tally.Minute == MinuteOf(now))
                {
                    continue;
                }

                _tallies.Remove(key);
                if (tally.Last is { } last)
                {
                    due.Add((last, tally.Counted));
                }
            }
        }

        return due;
    }

    private static long MinuteOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / 60;

    private sealed class Tally
    {
        public long Minute { get; set; }

        public int Written { get; set; }

        public UserSignInRefusal? Last { get; set; }

        public long Counted { get; set; }
    }
}
