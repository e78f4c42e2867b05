using Federation.Model.Identifiers;

namespace Federation.Model.Passwords;

/// <summary>A user's password, as hashes, and what is to be done with it.</summary>
public sealed record LoginProfile
{
    /// <summary>Account of the user.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Unique id of the user.</summary>
    public required string UserId { get; init; }

    /// <summary>Hash in PHC string format, algorithm and parameters included.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>Hashes of the passwords before it, newest first, at most 24.</summary>
    public IReadOnlyList<string> FormerHashes { get; init; } = [];

    /// <summary>Whether the user must choose a new password at the next sign-in.</summary>
    public bool ResetRequired { get; init; }

    /// <summary>When the profile was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the password was set; its age counts from here.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When the user last signed in with it; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Row version for optimistic updates.</summary>
    public long Version { get; init; }

    /// <summary>The type's name: a hash must not reach a log.</summary>
    public override string ToString() => nameof(LoginProfile);
}
