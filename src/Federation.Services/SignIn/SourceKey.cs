using System.Net;

namespace Federation.Services.SignIn;

/// <summary>What counts as one source of requests: an IPv4 address, or an IPv6 /64, which is what one subscriber holds.</summary>
internal static class SourceKey
{
    private const int SubscriberBytes = 8;

    /// <summary>An opaque key of the source for counters.</summary>
    internal static string Of(IPAddress source)
    {
        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        var bytes = address.GetAddressBytes();
        return Handles.IdOf("source " + Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(bytes.Length, SubscriberBytes))));
    }
}
