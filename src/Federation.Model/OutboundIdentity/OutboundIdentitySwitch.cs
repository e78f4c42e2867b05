using Federation.Model.Identifiers;

namespace Federation.Model.OutboundIdentity;

/// <summary>Whether an account's principals may have tokens about themselves (AWS: outbound identity federation). An account without a row never had it on.</summary>
public sealed record OutboundIdentitySwitch
{
    /// <summary>The account.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Whether tokens are given now. What was given before stays good until it expires.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>When it was turned last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Row version for optimistic updates; 0 for a row that is not there yet.</summary>
    public long Version { get; init; }
}
