using Federation.Model.Identifiers;

namespace Federation.Model.Accounts;

/// <summary>One account: the wall around every tenant row.</summary>
public sealed record Account
{
    /// <summary>The twelve digits.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Name as Organizations shows it, 1 to 50 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Mail address of the account's root, 6 to 64 characters.</summary>
    public required string Email { get; init; }

    /// <summary>ACTIVE, SUSPENDED, PENDING_CLOSURE or CLOSED.</summary>
    public required string State { get; init; }

    /// <summary>True for the one account that made the store; it becomes the organization's management account.</summary>
    public required bool IsManagement { get; init; }

    /// <summary>CREATED or INVITED, null for an account outside any organization.</summary>
    public string? JoinedMethod { get; init; }

    /// <summary>When it joined the organization.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Row version for optimistic updates.</summary>
    public long Version { get; init; }
}
