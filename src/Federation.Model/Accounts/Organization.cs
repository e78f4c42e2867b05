using Federation.Model.Identifiers;

namespace Federation.Model.Accounts;

/// <summary>The one organization of a store.</summary>
public sealed record Organization
{
    /// <summary><c>o-[a-z0-9]{10,32}</c>.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>The account that made it.</summary>
    public required AccountId ManagementAccountId { get; init; }

    /// <summary><c>r-[0-9a-z]{4,32}</c>.</summary>
    public required string RootId { get; init; }

    /// <summary>ALL or CONSOLIDATED_BILLING.</summary>
    public required string FeatureSet { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
