using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Roles;

/// <summary>What the role operations share: patterns, quotas, texts and the shape on the wire.</summary>
internal static class RoleRules
{
    internal const string NamePattern = @"[\w+=,.@-]+";
    internal const string PathPattern = @"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)";
    internal const string DescriptionPattern = @"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*";

    /// <summary>AWS's quota of a role's inline policies, characters without white space, all together.</summary>
    internal const int MostInlineCharacters = 10_240;

    /// <summary>AWS's quota of a trust policy, characters without white space.</summary>
    internal const int MostTrustCharacters = 2048;

    private const string Kind = "role";

    internal static AwsError NotFound(string name) => IamErrors.NotFound("role", name);

    /// <summary>The role of the caller's account, or NoSuchEntity.</summary>
    internal static async Task<Result<Role>> FindAsync(IUnitOfWork store, OperationContext context, string name, CancellationToken cancellationToken)
    {
        var role = await store.Roles.FindByNameAsync(context.Caller.AccountId, name, cancellationToken);
        return !context.IsAsSeen(Kind, NameKey.Of(name), IdentityOf(role))
            ? IamErrors.ConcurrentChange()
            : role is null ? NotFound(name) : role;
    }

    /// <summary>
    /// The demand of an operation on an existing role: its ARN with its tags as condition keys. Where it is not there, the ARN without a path, so that a caller
    /// without permission is not told what exists.
    /// </summary>
    internal static async Task<Demand> OnExistingAsync(
        string action, string name, OperationContext context, CancellationToken cancellationToken, Action<IDictionary<string, IReadOnlyList<string>>>? more = null)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var account = context.Caller.AccountId;
        var store = await context.ReadAsync(cancellationToken);
        var role = await store.Roles.FindByNameAsync(account, name, cancellationToken);
        context.Saw(Kind, NameKey.Of(name), IdentityOf(role));
        if (role is not null)
        {
            TagRules.AddResourceContext(keys, role.Tags);
            if (role.PermissionsBoundary is { } boundary)
            {
                keys["iam:PermissionsBoundary"] = [boundary];
            }
        }

        more?.Invoke(keys);
        return Demand.Identity(action, role?.Arn ?? Arns.Role(account, "/", name), account) with { Context = keys, Shown = $"role {name}" };
    }

    private static string? IdentityOf(Role? role) => role is null ? null : SeenEntity.Of(role.RoleId, role.Arn, role.PermissionsBoundary, role.Tags);

    /// <summary>The role as GetRole shows it; lists leave tags, boundary and last use out.</summary>
    internal static RoleShape Show(Role role, string trustPolicy, bool whole = true) => new()
    {
        Path = role.Path,
        RoleName = role.RoleName,
        RoleId = role.RoleId,
        Arn = role.Arn,
        CreateDate = role.CreatedAt,
        AssumeRolePolicyDocument = trustPolicy,
        Description = role.Description,
        MaxSessionDuration = role.MaxSessionDuration,
        PermissionsBoundary = whole ? PermissionsBoundaryShape.Of(role.PermissionsBoundary) : null,
        Tags = whole ? TagRules.Show(role.Tags) : null,
        RoleLastUsed = whole ? new RoleLastUsedShape { LastUsedDate = role.LastUse?.At, Region = role.LastUse?.Region } : null,
    };
}
