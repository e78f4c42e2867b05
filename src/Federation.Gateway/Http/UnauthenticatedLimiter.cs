using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Federation.Gateway.Configuration;

namespace Federation.Gateway.Http;

/// <summary>
/// A token bucket per source for the doors that need no authentication, and for failed signatures. A source is an IPv4 address or an IPv6 /64, what one subscriber
/// holds. Bounded: when full, buckets that have filled up again go.
/// </summary>
public sealed class UnauthenticatedLimiter(GatewayOptions options, TimeProvider timeProvider)
{
    private const int MostSources = 100_000;
    private readonly ConcurrentDictionary<UInt128, Bucket> _buckets = new();

    /// <summary>Takes a token. False: too many requests from this source.</summary>
    public bool TryTake(IPAddress? source)
    {
        if (options.UnauthenticatedPerSource <= 0)
        {
            return true;
        }

        if (_buckets.Count >= MostSources)
        {
            Shrink();
        }

        var now = timeProvider.GetTimestamp();
        return _buckets.GetOrAdd(KeyOf(source), _ => new Bucket(options.UnauthenticatedBurst, now)).TryTake(now, options, timeProvider);
    }

    private static UInt128 KeyOf(IPAddress? source)
    {
        if (source is null)
        {
            return UInt128.Zero;
        }

        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            bytes[8..].Clear();
        }
        else
        {
            // Apart from every IPv6 prefix: the last bytes of those are cleared.
            bytes[15] = (byte)length;
        }

        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private void Shrink()
    {
        var now = timeProvider.GetTimestamp();
        foreach (var pair in _buckets)
        {
            if (pair.Value.IsFull(now, options, timeProvider))
            {
                _buckets.TryRemove(pair);
            }
        }
    }

    private sealed class Bucket(double tokens, long at)
    {
        private readonly Lock _gate = new();
        private double _tokens = tokens;
        private long _at = at;

        public bool TryTake(long now, GatewayOptions options, TimeProvider time)
        {
            lock (_gate)
            {
                Refill(now, options, time);
                if (_tokens < 1)
                {
                    return false;
                }

                _tokens -= 1;
                return true;
            }
        }

        public bool IsFull(long now, GatewayOptions options, TimeProvider time)
        {
            lock (_gate)
            {
                Refill(now, options, time);
                return _tokens >= options.UnauthenticatedBurst;
            }
        }

        private void Refill(long now, GatewayOptions options, TimeProvider time)
        {
            if (now > _at)
            {
                _tokens = Math.Min(options.UnauthenticatedBurst, _tokens + time.GetElapsedTime(_at, now).TotalSeconds * options.UnauthenticatedPerSource);
                _at = now;
            }
        }
    }
}
