using Federation.Model.Identifiers;

namespace Federation.Model.Roles;

/// <summary>A policy that lives in one role, user or group.</summary>
public sealed record InlinePolicy
{
    /// <summary>Account that owns it.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Unique id of the role, user or group.</summary>
    public required string OwnerId { get; init; }

    /// <summary>Name, 1 to 128 characters, unique in the owner without regard to case.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The document, to the letter.</summary>
    public required string Document { get; init; }
}
