using System.Net;
using System.Net.Sockets;

namespace Federation.Gateway.Aws;

/// <summary>
/// The places for bodies above <see cref="WireRequests.MostUnknownBytes"/>: a few in memory at once, one of a source. A key is known before its signature is verified, and key ids are
/// no secrets: so a place is for a bounded time, waiting for one is too, and neither is counted by key, or anybody could take the place of a key's owner.
/// </summary>
/// <param name="timeProvider">Clock of both bounds.</param>
public sealed class LargeBodies(TimeProvider timeProvider)
{
    /// <summary>How many are in memory at once.</summary>
    internal const int Most = 4;

    /// <summary>How long a request waits for a place.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>How long a body may take once it has a place: sixteen megabytes at two megabits a second.</summary>
    internal static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly HashSet<(AddressFamily Family, ulong Network)> _sources = [];
    private readonly LinkedList<Waiter> _waiters = [];

    /// <summary>A place; null where none became free in time. Dispose it once the body is gone from memory.</summary>
    internal async Task<IDisposable?> EnterAsync(IPAddress? source, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(SourceOf(source));
        lock (_gate)
        {
            if (TryTake(waiter.Source))
            {
                return new Place(this, waiter.Source);
            }

            _waiters.AddLast(waiter);
        }

        using var limit = new CancellationTokenSource(LongestWait, timeProvider);
        await using var over = limit.Token.Register(() => GiveUp(waiter));
        await using var gone = cancellationToken.Register(() => GiveUp(waiter));
        return await waiter.Turn.Task ? new Place(this, waiter.Source) : null;
    }

    /// <summary>A limit on the reading of one body that begins now.</summary>
    internal CancellationTokenSource BeginRead() => new(LongestRead, timeProvider);

    /// <summary>An IPv4 address or an IPv6 /64, what one subscriber holds.</summary>
    private static (AddressFamily Family, ulong Network) SourceOf(IPAddress? source)
    {
        var address = source is null ? IPAddress.None : source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return (address.AddressFamily, BitConverter.ToUInt64(bytes));
    }

    private bool TryTake((AddressFamily Family, ulong Network) source) => _sources.Count < Most && _sources.Add(source);

    private void Leave((AddressFamily Family, ulong Network) source)
    {
        lock (_gate)
        {
            _sources.Remove(source);
            for (var node = _waiters.First; node is not null && _sources.Count < Most;)
            {
                var next = node.Next;
                if (TryTake(node.Value.Source))
                {
                    _waiters.Remove(node);
                    node.Value.Turn.SetResult(true);
                }

                node = next;
            }
        }
    }

    private void GiveUp(Waiter waiter)
    {
        lock (_gate)
        {
            if (_waiters.Remove(waiter))
            {
                waiter.Turn.SetResult(false);
            }
        }
    }

    private sealed class Waiter((AddressFamily Family, ulong Network) source)
    {
        public (AddressFamily Family, ulong Network) Source { get; } = source;

        public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Place(LargeBodies owner, (AddressFamily Family, ulong Network) source) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                owner.Leave(source);
            }
        }
    }
}
