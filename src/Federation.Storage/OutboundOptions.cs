namespace Federation.Storage;

/// <summary>Where the gateway may fetch from. Bound by the host.</summary>
public sealed class OutboundOptions
{
    /// <value>
    /// Networks (CIDR) and host names that may be reached although their addresses are not public. Default none: public addresses only. Link-local and cloud
    /// metadata addresses are never reached.
    /// </value>
    public IList<string> AllowedNetworks { get; } = [];
}
