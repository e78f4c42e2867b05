using Federation.Model.Identifiers;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;

namespace Federation.Services.Credentials;

/// <summary>Makes callers of verified credentials.</summary>
public static class Callers
{
    /// <summary>An account's root.</summary>
    public static Caller Root(AccountId account, string? accessKeyId, SessionClaims? claims) => new()
    {
        Kind = CallerKind.Root,
        AccountId = account,
        Arn = Arns.Root(account),
        PrincipalArn = Arns.Root(account),
        UserId = account.Value,
        AccessKeyId = accessKeyId,
        Session = claims,
    };

    /// <summary>An IAM user, with a long-term key or a session of GetSessionToken.</summary>
    public static Caller User(User user, SessionClaims? claims, string? accessKeyId)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new Caller
        {
            Kind = CallerKind.User,
            AccountId = user.AccountId,
            Arn = user.Arn,
            PrincipalArn = user.Arn,
            UserId = user.UserId,
            PrincipalId = user.UserId,
            Name = user.UserName,
            AccessKeyId = accessKeyId,
            Session = claims,
            PrincipalTags = user.Tags,
        };
    }

    /// <summary>A session of a role.</summary>
    public static Caller RoleSession(Role role, SessionClaims claims, string? accessKeyId)
    {
        ArgumentNullException.ThrowIfNull(role);
        ArgumentNullException.ThrowIfNull(claims);
        return new Caller
        {
            Kind = CallerKind.AssumedRole,
            AccountId = role.AccountId,
            Arn = Arns.AssumedRole(role.AccountId, role.RoleName, claims.SessionName!),
            PrincipalArn = role.Arn,
            UserId = $"{role.RoleId}:{claims.SessionName}",
            PrincipalId = role.RoleId,
            Name = role.RoleName,
            AccessKeyId = accessKeyId,
            Session = claims,
            PrincipalTags = Overlay(role.Tags, claims.Tags),
        };
    }

    /// <summary>AWS: session tags win over role tags of the same key, without regard to case.</summary>
    private static IReadOnlyList<Tag> Overlay(IReadOnlyList<Tag> roleTags, IReadOnlyList<Tag> sessionTags) =>
        roleTags.Count == 0 ? sessionTags
        : sessionTags.Count == 0 ? roleTags
        : [.. roleTags.Where(tag => !sessionTags.Any(other => string.Equals(tag.Key, other.Key, StringComparison.OrdinalIgnoreCase))), .. sessionTags];
}
