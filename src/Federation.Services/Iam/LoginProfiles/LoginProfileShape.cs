using Federation.Model.Passwords;
using Federation.Model.Users;

namespace Federation.Services.Iam.LoginProfiles;

/// <summary>AWS: LoginProfile.</summary>
public sealed record LoginProfileShape
{
    /// <summary>The user.</summary>
    public string? UserName { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>Whether a new password must be chosen at the next sign-in.</summary>
    public bool? PasswordResetRequired { get; init; }

    internal static LoginProfileShape Of(User user, LoginProfile profile) => new() { UserName = user.UserName, CreateDate = profile.CreatedAt, PasswordResetRequired = profile.ResetRequired };
}

/// <summary>An answer with a login profile.</summary>
public sealed record LoginProfileResponse
{
    /// <summary>The profile; never the password.</summary>
    public LoginProfileShape? LoginProfile { get; init; }
}
