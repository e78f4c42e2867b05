namespace Federation.Model.Outbound;

/// <summary>Details of refusals that callers tell apart.</summary>
public static class OutboundRefusals
{
    /// <summary>The host's certificate is not trusted, or the protocol could not be agreed on.</summary>
    public const string TlsFailed = "the TLS connection failed: certificate or protocol";
}
