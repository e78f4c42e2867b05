using Federation.Model.Passwords;

namespace Federation.Services.Iam.PasswordPolicies;

/// <summary>AWS: PasswordPolicy.</summary>
public sealed record PasswordPolicyShape
{
    /// <summary>6 to 128.</summary>
    public int? MinimumPasswordLength { get; init; }

    /// <summary>At least one symbol.</summary>
    public bool? RequireSymbols { get; init; }

    /// <summary>At least one digit.</summary>
    public bool? RequireNumbers { get; init; }

    /// <summary>At least one of A to Z.</summary>
    public bool? RequireUppercaseCharacters { get; init; }

    /// <summary>At least one of a to z.</summary>
    public bool? RequireLowercaseCharacters { get; init; }

    /// <summary>Whether users may change their own passwords.</summary>
    public bool? AllowUsersToChangePassword { get; init; }

    /// <summary>Whether passwords stop at all.</summary>
    public bool? ExpirePasswords { get; init; }

    /// <summary>Days.</summary>
    public int? MaxPasswordAge { get; init; }

    /// <summary>How many former passwords may not be taken again.</summary>
    public int? PasswordReusePrevention { get; init; }

    /// <summary>Whether a password that stopped is set anew by an administrator only.</summary>
    public bool? HardExpiry { get; init; }

    internal static PasswordPolicyShape Of(PasswordPolicy policy) => new()
    {
        MinimumPasswordLength = policy.MinimumLength,
        RequireSymbols = policy.RequireSymbols,
        RequireNumbers = policy.RequireNumbers,
        RequireUppercaseCharacters = policy.RequireUppercase,
        RequireLowercaseCharacters = policy.RequireLowercase,
        AllowUsersToChangePassword = policy.AllowUsersToChange,
        ExpirePasswords = policy.MaxAgeDays is not null,
        MaxPasswordAge = policy.MaxAgeDays,
        PasswordReusePrevention = policy.ReusePrevention,
        HardExpiry = policy.HardExpiry,
    };
}
