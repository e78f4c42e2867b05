using Federation.Model.Identifiers;
using Federation.Model.Passwords;
using Federation.Model.Users;

namespace Federation.Services.SignIn;

/// <summary>An IAM user who signed in with a password: a plain record that a session can keep. What the user may do is looked up at each request.</summary>
public sealed record UserIdentity
{
    /// <summary>Account of the user, twelve digits.</summary>
    public required string Account { get; init; }

    /// <summary>Unique id, which a namesake made later does not have.</summary>
    public required string UserId { get; init; }

    /// <summary>Name at the sign-in.</summary>
    public required string UserName { get; init; }

    /// <summary>ARN at the sign-in.</summary>
    public required string Arn { get; init; }

    /// <summary>When the password was set that the session began with: with another password the session is over.</summary>
    public required DateTimeOffset PasswordSetAt { get; init; }

    /// <summary>When the login profile was made.</summary>
    public required DateTimeOffset ProfileMadeAt { get; init; }

    /// <summary>When a code of an MFA device was shown; null where the user has no device.</summary>
    public DateTimeOffset? MfaAuthenticatedAt { get; init; }

    internal AccountId AccountId => AccountId.Parse(Account);

    internal static UserIdentity Of(User user, LoginProfile profile, DateTimeOffset? mfaAuthenticatedAt) => new()
    {
        Account = user.AccountId.Value,
        UserId = user.UserId,
        UserName = user.UserName,
        Arn = user.Arn,
        PasswordSetAt = profile.ChangedAt,
        ProfileMadeAt = profile.CreatedAt,
        MfaAuthenticatedAt = mfaAuthenticatedAt,
    };

    /// <summary>True while the user has the very password that this identity was proved with.</summary>
    internal bool IsOf(LoginProfile profile) => profile.ChangedAt == PasswordSetAt && profile.CreatedAt == ProfileMadeAt;
}
