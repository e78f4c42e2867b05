using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;

namespace Federation.Storage.Outbound;

/// <summary>Which addresses may be connected to. Every address is judged by what it stands for: an IPv4 address inside an IPv6 one is judged as itself.</summary>
internal sealed class AddressRules
{
    // IANA special-purpose address registries, RFC 6890 and its updates.
    private static readonly IPNetwork[] NotPublic = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8");

    // Link-local, and where clouds hand out the credentials of the machine itself. No setting opens these.
    private static readonly IPNetwork[] Never = Networks(
        "169.254.0.0/16", "fe80::/10", "fd00:ec2::/32", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32", "0.0.0.0/8", "::/128", "224.0.0.0/4", "ff00::/8",
        "255.255.255.255/32");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    private readonly List<IPNetwork> _allowedNetworks = [];
    private readonly FrozenSet<string> _allowedHosts;

    public AddressRules(OutboundOptions options)
    {
        var hosts = new List<string>();
        foreach (var entry in options.AllowedNetworks.Select(entry => entry.Trim()).Where(entry => entry.Length > 0))
        {
            if (IPNetwork.TryParse(entry, out var network))
            {
                _allowedNetworks.Add(network);
            }
            else if (IPAddress.TryParse(entry, out var address))
            {
                _allowedNetworks.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            }
            else if (Uri.CheckHostName(entry) == UriHostNameType.Dns)
            {
                hosts.Add(entry.TrimEnd('.'));
            }
            else
            {
                throw new StoreInitializationException($"`{entry}` is neither a network (CIDR) nor a host name that may be fetched from");
            }
        }

        _allowedHosts = hosts.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>True where a connection to the address may be made for the sake of the host.</summary>
    public bool Allows(string host, IPAddress address)
    {
        var meant = Meant(address);
        if (Contains(Never, meant) || Contains(Never, address))
        {
            return false;
        }

        return (!Contains(NotPublic, meant) && !Contains(NotPublic, address))
            || _allowedHosts.Contains(host.TrimEnd('.'))
            || _allowedNetworks.Exists(network => network.Contains(meant));
    }

    private static IPNetwork[] Networks(params ReadOnlySpan<string> texts)
    {
        var networks = new IPNetwork[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            networks[i] = IPNetwork.Parse(texts[i]);
        }

        return networks;
    }

    private static bool Contains(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, network => network.Contains(address));

    /// <summary>The IPv4 address that an IPv6 address carries (RFC 4291 §2.5.5, RFC 6052 §2.1, RFC 3056 §2), else the address itself without its scope.</summary>
    private static IPAddress Meant(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        var plain = new IPAddress(bytes);
        if (plain.IsIPv4MappedToIPv6 || Nat64.Contains(plain) || (Compatible.Contains(plain) && bytes[12..].ContainsAnyExcept((byte)0) && !IPAddress.IsLoopback(plain)))
        {
            return new IPAddress(bytes[12..]);
        }

        return SixToFour.Contains(plain) ? new IPAddress(bytes.Slice(2, 4)) : plain;
    }
}
