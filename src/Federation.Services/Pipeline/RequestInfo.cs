using System.Net;

namespace Federation.Services.Pipeline;

/// <summary>What the door knows of a request, whatever it came by.</summary>
public sealed record RequestInfo
{
    /// <summary>UUID; the id in the answer, the log and the audit record.</summary>
    public required string RequestId { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The caller's address; behind a trusted proxy the one the proxy names.</summary>
    public required IPAddress SourceAddress { get; init; }

    /// <summary>User-Agent, cut to 256 characters.</summary>
    public string UserAgent { get; init; } = string.Empty;

    /// <summary>True over TLS, directly or up to a trusted proxy.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Region of the credential scope; <c>us-east-1</c> where there is none.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>TLS version and cipher suite, for CloudTrail's tlsDetails.</summary>
    public string? TlsVersion { get; init; }

    /// <summary>The Host that was asked for.</summary>
    public string Host { get; init; } = string.Empty;
}
