using System.Net;
using System.Net.Sockets;
using Federation.Gateway.Configuration;

namespace Federation.Gateway.Http;

/// <summary>
/// A token bucket per source for the doors that need no authentication, and for failed signatures. A source is an IPv4 address or an IPv6 /64, what one subscriber
/// holds; every IPv6 /48 has a bucket of sixteen times the size above its /64s. The buckets are a fixed table found by a hash under a key of this process:
/// memory is bounded whatever the sources are, and nobody can choose whose bucket to share.
/// </summary>
public sealed class UnauthenticatedLimiter(GatewayOptions options, TimeProvider timeProvider)
{
    private const int Places = 1 << 16;
    private const int NetworkFactor = 16;
    private readonly Bucket[] _buckets = Make();
    private readonly Bucket[] _networks = Make();

    /// <summary>Takes a token. False: too many requests from this source.</summary>
    public bool TryTake(IPAddress? source) => Use(source, 1);

    /// <summary>True while the source has a token left; takes none.</summary>
    public bool HasTokens(IPAddress? source) => Use(source, 0);

    private bool Use(IPAddress? source, int tokens)
    {
        if (options.UnauthenticatedPerSource <= 0)
        {
            return true;
        }

        var now = timeProvider.GetTimestamp();
        var (host, network) = PlacesOf(source);
        return (network is not { } place || _networks[place].Use(tokens, now, options, NetworkFactor, timeProvider)) && _buckets[host].Use(tokens, now, options, 1, timeProvider);
    }

    private static (int Host, int? Network) PlacesOf(IPAddress? source)
    {
        if (source is null)
        {
            return (0, null);
        }

        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return (HashCode.Combine(4, address) & (Places - 1), null);
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        var prefix = BitConverter.ToUInt64(bytes);
        bytes[6..].Clear();
        return (HashCode.Combine(64, prefix) & (Places - 1), HashCode.Combine(48, BitConverter.ToUInt64(bytes)) & (Places - 1));
    }

    private static Bucket[] Make()
    {
        var buckets = new Bucket[Places];
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = new Bucket();
        }

        return buckets;
    }

    private sealed class Bucket
    {
        private readonly Lock _gate = new();
        private double _used;
        private long _at;

        public bool Use(int tokens, long now, GatewayOptions options, int factor, TimeProvider time)
        {
            lock (_gate)
            {
                if (now > _at)
                {
                    _used = Math.Max(0, _used - time.GetElapsedTime(_at, now).TotalSeconds * options.UnauthenticatedPerSource * factor);
                    _at = now;
                }

                if (_used + 1 > (double)options.UnauthenticatedBurst * factor)
                {
                    return false;
                }

                _used += tokens;
                return true;
            }
        }
    }
}
