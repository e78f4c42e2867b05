using Federation.Model.Identifiers;

namespace Federation.Model.Passwords;

/// <summary>What an account asks of the passwords of its users (AWS: account password policy).</summary>
public sealed record PasswordPolicy
{
    /// <summary>The account.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>6 to 128 characters.</summary>
    public int MinimumLength { get; init; } = 6;

    /// <summary>At least one of AWS's symbols.</summary>
    public bool RequireSymbols { get; init; }

    /// <summary>At least one digit.</summary>
    public bool RequireNumbers { get; init; }

    /// <summary>At least one of A to Z.</summary>
    public bool RequireUppercase { get; init; }

    /// <summary>At least one of a to z.</summary>
    public bool RequireLowercase { get; init; }

    /// <summary>Whether every user may change the own password without a permission of their own.</summary>
    public bool AllowUsersToChange { get; init; }

    /// <summary>Days that a password lasts, 1 to 1,095; null for ever.</summary>
    public int? MaxAgeDays { get; init; }

    /// <summary>How many former passwords may not be taken again, 1 to 24; null for none.</summary>
    public int? ReusePrevention { get; init; }

    /// <summary>Whether an expired password can only be set anew by an administrator; null where it was not said.</summary>
    public bool? HardExpiry { get; init; }
}
