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

    /// <summary>A session of GetFederationToken.</summary>
    /// <param name="account">The account.</param>
    /// <param name="user">The user who asked for it; null where root did.</param>
    /// <param name="claims">What its token says.</param>
    /// <param name="accessKeyId">Access key id that signed.</param>
    public static Caller FederatedUser(AccountId account, User? user, SessionClaims claims, string? accessKeyId)
    {
        ArgumentNullException.ThrowIfNull(claims);
        return new Caller
        {
            Kind = CallerKind.FederatedUser,
            AccountId = account,
            Arn = Arns.FederatedUser(account, claims.SessionName!),
            PrincipalArn = user?.Arn ?? Arns.Root(account),
            UserId = $"{account}:{claims.SessionName}",
            PrincipalId = user?.UserId,
            Name = claims.SessionName,
            AccessKeyId = accessKeyId,
            Session = claims,
            PrincipalTags = Overlay(user?.Tags ?? [], claims.Tags),
        };
    }

    /// <summary>AWS: session tags win over those of the role or user of the same key, without regard to case.</summary>
    private static IReadOnlyList<Tag> Overlay(IReadOnlyList<Tag> ownTags, IReadOnlyList<Tag> sessionTags) =>
        ownTags.Count == 0 ? sessionTags
        : sessionTags.Count == 0 ? ownTags
        : [.. ownTags.Where(tag => !sessionTags.Any(other => string.Equals(tag.Key, other.Key, StringComparison.OrdinalIgnoreCase))), .. sessionTags];
}
