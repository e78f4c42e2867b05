using Federation.Model.Groups;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Groups;

/// <summary>What the group operations share: patterns, quotas, texts and demands.</summary>
internal static class GroupRules
{
    internal const string NamePattern = @"[\w+=,.@-]+";

    /// <summary>AWS's quota of a group's inline policies, characters without white space, all together.</summary>
    internal const int MostInlineCharacters = 5120;

    private const string Kind = "group";

    internal static AwsError NotFound(string name) => IamErrors.NotFound("group", name);

    internal static AwsError NameTaken(string name) => IamErrors.EntityAlreadyExists($"Group with name {name} already exists.");

    /// <summary>The group on the wire.</summary>
    internal static GroupShape Show(Group group) => new() { Path = group.Path, GroupName = group.GroupName, GroupId = group.GroupId, Arn = group.Arn, CreateDate = group.CreatedAt };

    /// <summary>The group of the caller's account, or NoSuchEntity.</summary>
    internal static async Task<Result<Group>> FindAsync(IUnitOfWork store, OperationContext context, string name, CancellationToken cancellationToken)
    {
        var group = await store.Groups.FindByNameAsync(context.Caller.AccountId, name, cancellationToken);
        return !context.IsAsSeen(Kind, NameKey.Of(name), IdentityOf(group)) ? IamErrors.ConcurrentChange() : group is null ? NotFound(name) : group;
    }

    /// <summary>The demand of an operation on an existing group: its ARN. Where it is not there, the ARN without a path, so that a caller without permission is not told what exists.</summary>
    internal static async Task<Demand> OnExistingAsync(
        string action, string name, OperationContext context, CancellationToken cancellationToken, Action<IDictionary<string, IReadOnlyList<string>>>? more = null)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var account = context.Caller.AccountId;
        var store = await context.ReadAsync(cancellationToken);
        var group = await store.Groups.FindByNameAsync(account, name, cancellationToken);
        context.Saw(Kind, NameKey.Of(name), IdentityOf(group));
        more?.Invoke(keys);
        return Demand.Identity(action, group?.Arn ?? Arns.Group(account, "/", name), account) with { Context = keys, Shown = $"group {name}" };
    }

    /// <summary>Moves the group's version with what hangs on it: a deletion that read it before is refused, and nothing is left without its group.</summary>
    internal static async Task<AwsError?> TouchAsync(IUnitOfWork store, Group group, CancellationToken cancellationToken) =>
        await store.Groups.UpdateAsync(group, cancellationToken) == StoreOutcome.Stored ? null : IamErrors.ConcurrentChange();

    private static string? IdentityOf(Group? group) => group is null ? null : SeenEntity.Of(group.GroupId, group.Arn, null, []);
}
