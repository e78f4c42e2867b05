using System.Text.Json;

namespace Federation.Cli.Administration;

/// <summary><c>fed audit tail</c>: the newest records of the account's trail, and those that come.</summary>
/// <param name="lines">Where they are printed.</param>
/// <param name="connect">Finds the caller's credentials; again when those of a role have ended.</param>
/// <param name="where">Key and value of LookupEvents, or null.</param>
/// <param name="timeProvider">The pace.</param>
internal sealed class AuditTail(AuditLines lines, Func<Task<OperationClient>> connect, string[]? where, TimeProvider timeProvider) : IDisposable
{
    private const int PageSize = 50;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>Records are written within a second or so of their call, and not in its order.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, DateTimeOffset> _known = new(StringComparer.Ordinal);
    private OperationClient? _client;

    public async Task<int> RunAsync(int count, bool isFollowed, CancellationToken cancellationToken)
    {
        // A page at least, so that what was there before is known, however little of it is shown.
        var before = await ReadAsync(null, Math.Max(count, PageSize), cancellationToken);
        await PrintAsync(before.Take(count));
        if (!isFollowed)
        {
            return ExitCodes.Done;
        }

        foreach (var found in before)
        {
            _known.TryAdd(found.Id, found.Time);
        }

        // The gateway's clock counts, not this machine's.
        var newest = before.Count == 0 ? timeProvider.GetUtcNow() : before[0].Time;
        using var timer = new PeriodicTimer(Pace, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var since = newest - Overlap;
                var found = await ReadAsync(since, int.MaxValue, cancellationToken);
                await PrintAsync(found);
                newest = found.Count == 0 || found[0].Time < newest ? newest : found[0].Time;
                Forget(since - Overlap);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is how this ends.
            return ExitCodes.Done;
        }

        return ExitCodes.Done;
    }

    public void Dispose() => _client?.Dispose();

    private async Task PrintAsync(IEnumerable<Found> newestFirst)
    {
        foreach (var found in newestFirst.Reverse().Where(found => _known.TryAdd(found.Id, found.Time)))
        {
            await lines.WriteAsync(found.Text);
        }
    }

    private void Forget(DateTimeOffset before)
    {
        foreach (var id in _known.Where(entry => entry.Value < before).Select(entry => entry.Key).ToList())
        {
            _known.Remove(id);
        }
    }

    private async Task<List<Found>> ReadAsync(DateTimeOffset? start, int most, CancellationToken cancellationToken)
    {
        var found = new List<Found>();
        string? next = null;
        while (found.Count < most)
        {
            var page = await LookUpAsync(start, next, cancellationToken);
            found.AddRange(page.GetProperty("Events").EnumerateArray().Where(IsOfOthers).Select(Read).Take(most - found.Count));
            next = page.TryGetProperty("NextToken", out var token) ? token.GetString() : null;
            if (next is null)
            {
                break;
            }
        }

        return found;
    }

    private async Task<JsonElement> LookUpAsync(DateTimeOffset? start, string? next, CancellationToken cancellationToken)
    {
        var request = new Dictionary<string, object>(StringComparer.Ordinal) { ["MaxResults"] = PageSize };
        if (start is { } instant)
        {
            request["StartTime"] = instant.ToUnixTimeSeconds();
        }

        if (where is [var key, var value])
        {
            request["LookupAttributes"] = new[] { new { AttributeKey = key, AttributeValue = value } };
        }

        if (next is not null)
        {
            request["NextToken"] = next;
        }

        var isFresh = _client is null;
        _client ??= await connect();
        try
        {
            return await _client.CloudTrailAsync("LookupEvents", request, cancellationToken);
        }
        catch (OperationRefusedException refused) when (!isFresh && refused.Code.StartsWith("ExpiredToken", StringComparison.Ordinal))
        {
            _client.Dispose();
            _client = await connect();
            return await _client.CloudTrailAsync("LookupEvents", request, cancellationToken);
        }
    }

    /// <summary>This program's own look-ups would have no end.</summary>
    private bool IsOfOthers(JsonElement found) =>
        found.GetProperty("EventName").GetString() != "LookupEvents" || !found.TryGetProperty("AccessKeyId", out var key) || key.GetString() != _client!.AccessKeyId;

    private static Found Read(JsonElement found) => new(
        found.GetProperty("EventId").GetString()!,
        DateTimeOffset.UnixEpoch.AddSeconds(found.GetProperty("EventTime").GetDouble()),
        found.GetProperty("CloudTrailEvent").GetString()!);

    private sealed record Found(string Id, DateTimeOffset Time, string Text);
}
