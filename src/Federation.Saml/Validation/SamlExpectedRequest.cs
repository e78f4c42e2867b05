namespace Federation.Saml.Validation;

/// <summary>Which request a response may answer.</summary>
public sealed class SamlExpectedRequest
{
    private readonly Func<string?, bool> _accepts;

    private SamlExpectedRequest(string description, string? pendingId, Func<string?, bool> accepts)
    {
        Description = description;
        PendingId = pendingId;
        _accepts = accepts;
    }

    /// <summary>Nothing is pending and the provider may start a sign-in by itself: InResponseTo must be absent.</summary>
    public static SamlExpectedRequest Unsolicited { get; } = new("no InResponseTo: the provider may start a sign-in", null, id => id is null);

    /// <summary>Nothing is pending and the provider may not start a sign-in: every response is refused.</summary>
    public static SamlExpectedRequest UnsolicitedRefused { get; } = new("the id of a pending request of this browser", null, _ => false);

    /// <summary>The rule in words, for the trace.</summary>
    public string Description { get; }

    /// <summary>The pending request, or null.</summary>
    public string? PendingId { get; }

    /// <summary>A pending request of this browser and this provider, which the caller consumes once.</summary>
    public static SamlExpectedRequest Pending(string requestId)
    {
        ArgumentException.ThrowIfNullOrEmpty(requestId);
        return new(requestId, requestId, id => id == requestId);
    }

    /// <summary>The STS door: unsolicited, or the answer to somebody else's request; an answer to one of ours is refused.</summary>
    /// <param name="isOurs">Whether an id is of a request that the gateway made.</param>
    public static SamlExpectedRequest NotOurs(Func<string, bool> isOurs)
    {
        ArgumentNullException.ThrowIfNull(isOurs);
        return new("no answer to a request of this gateway", null, id => id is null || !isOurs(id));
    }

    internal bool Accepts(string? inResponseTo) => _accepts(inResponseTo);
}
