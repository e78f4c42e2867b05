using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Users;

/// <summary>What the user operations share: patterns, quotas, texts and demands.</summary>
internal static class UserRules
{
    internal const string NamePattern = @"[\w+=,.@-]+";
    internal const string PathPattern = @"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)";
    internal const string PathPrefixPattern = @"\u002F[\u0021-\u007F]*";

    /// <summary>AWS's quota of a user's inline policies, characters without white space, all together.</summary>
    internal const int MostInlineCharacters = 2048;

    private const string Kind = "user";

    internal static AwsError NotFound(string name) => IamErrors.NotFound("user", name);

    internal static AwsError NameTaken(string name) => IamErrors.EntityAlreadyExists($"User with name {name} already exists.");

    /// <summary>The user of the caller's account, or NoSuchEntity.</summary>
    internal static async Task<Result<User>> FindAsync(IUnitOfWork store, OperationContext context, string name, CancellationToken cancellationToken)
    {
        var user = await store.Users.FindByNameAsync(context.Caller.AccountId, name, cancellationToken);
        return !context.IsAsSeen(Kind, NameKey.Of(name), IdentityOf(user)) ? IamErrors.ConcurrentChange() : user is null ? NotFound(name) : user;
    }

    /// <summary>
    /// The demand of an operation on an existing user: its ARN with its tags as condition keys. Where it is not there, the ARN without a path, so that a caller
    /// without permission is not told what exists.
    /// </summary>
    internal static async Task<Demand> OnExistingAsync(
        string action, string name, OperationContext context, CancellationToken cancellationToken, Action<IDictionary<string, IReadOnlyList<string>>>? more = null)
    {
        var account = context.Caller.AccountId;
        var store = await context.ReadAsync(cancellationToken);
        var user = await store.Users.FindByNameAsync(account, name, cancellationToken);
        context.Saw(Kind, NameKey.Of(name), IdentityOf(user));
        var keys = KeysOf(user);
        more?.Invoke(keys);
        return Demand.Identity(action, user?.Arn ?? Arns.User(account, "/", name), account) with { Context = keys, Shown = $"user {name}" };
    }

    /// <summary>The demand of an operation of a user on itself, which it is by its id, whatever it is called by now; NoSuchEntity where it is gone.</summary>
    internal static async Task<Result<Demand>> OnCallerAsync(string action, OperationContext context, CancellationToken cancellationToken)
    {
        var caller = context.Caller;
        var user = await (await context.ReadAsync(cancellationToken)).Users.FindByIdAsync(caller.AccountId, caller.PrincipalId!, cancellationToken);
        context.Saw(Kind, caller.PrincipalId!, IdentityOf(user));
        return user is null ? NotFound(caller.Name!) : Demand.Identity(action, user.Arn, caller.AccountId) with { Context = KeysOf(user) };
    }

    /// <summary>The calling user, as its demand was decided on.</summary>
    internal static async Task<Result<User>> FindCallerAsync(IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var caller = context.Caller;
        var user = await store.Users.FindByIdAsync(caller.AccountId, caller.PrincipalId!, cancellationToken);
        return !context.IsAsSeen(Kind, caller.PrincipalId!, IdentityOf(user)) ? IamErrors.ConcurrentChange() : user is null ? NotFound(caller.Name!) : user;
    }

    /// <summary>The condition keys that a user brings as a resource; none where it is not there.</summary>
    internal static Dictionary<string, IReadOnlyList<string>> KeysOf(User? user)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        TagRules.AddResourceContext(keys, user?.Tags ?? []);
        if (user?.PermissionsBoundary is { } boundary)
        {
            keys["iam:PermissionsBoundary"] = [boundary];
        }

        return keys;
    }

    /// <summary>The user as GetUser shows it; lists leave tags and boundary out.</summary>
    internal static UserShape Show(User user, bool whole = true, DateTimeOffset? passwordLastUsed = null) => new()
    {
        PasswordLastUsed = passwordLastUsed,
        Path = user.Path,
        UserName = user.UserName,
        UserId = user.UserId,
        Arn = user.Arn,
        CreateDate = user.CreatedAt,
        PermissionsBoundary = whole ? PermissionsBoundaryShape.Of(user.PermissionsBoundary) : null,
        Tags = whole ? TagRules.Show(user.Tags) : null,
    };

    /// <summary>A page of users as lists show them.</summary>
    internal static async Task<IReadOnlyList<UserShape>> ShowAsync(IUnitOfWork store, AccountId account, IReadOnlyList<User> users, CancellationToken cancellationToken)
    {
        var uses = await store.LoginProfiles.LastUsesAsync(account, [.. users.Select(user => user.UserId)], cancellationToken);
        return [.. users.Select(user => Show(user, whole: false, uses.TryGetValue(user.UserId, out var at) ? at : null))];
    }

    /// <summary>Moves the user's version with what hangs on it: a deletion that read it before is refused, and nothing is left without its user.</summary>
    internal static async Task<AwsError?> TouchAsync(IUnitOfWork store, User user, CancellationToken cancellationToken) =>
        await store.Users.UpdateAsync(user, cancellationToken) == StoreOutcome.Stored ? null : IamErrors.ConcurrentChange();

    private static string? IdentityOf(User? user) => user is null ? null : SeenEntity.Of(user.UserId, user.Arn, user.PermissionsBoundary, user.Tags);
}
