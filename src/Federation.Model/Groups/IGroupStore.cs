using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Model.Users;

namespace Federation.Model.Groups;

/// <summary>Groups by account, and who is in them.</summary>
public interface IGroupStore
{
    /// <summary>Adds a group. Conflict: the name (without case) or the id is taken.</summary>
    Task<StoreOutcome> AddAsync(Group group, CancellationToken cancellationToken);

    /// <summary>By name without case, or null.</summary>
    Task<Group?> FindByNameAsync(AccountId account, string groupName, CancellationToken cancellationToken);

    /// <summary>By unique id, or null.</summary>
    Task<Group?> FindByIdAsync(AccountId account, string groupId, CancellationToken cancellationToken);

    /// <summary>In order of the name key, whose path begins with <paramref name="pathPrefix"/>.</summary>
    Task<Page<Group>> ListAsync(AccountId account, string pathPrefix, string? after, int take, CancellationToken cancellationToken);

    /// <summary>How many groups the account has.</summary>
    Task<int> CountAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Writes a group of the version it was read with, name included; the id does not change. Conflict: the new name is taken.</summary>
    Task<StoreOutcome> UpdateAsync(Group group, CancellationToken cancellationToken);

    /// <summary>Removes a group of the version it was read with. Stale: it is not there, or changed since.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string groupId, long version, CancellationToken cancellationToken);

    /// <summary>Puts a user into a group. Conflict: it is in there already. Stale: one of them is not there.</summary>
    Task<StoreOutcome> AddMemberAsync(AccountId account, string groupId, string userId, CancellationToken cancellationToken);

    /// <summary>Takes a user out of a group. Stale: it is not in there.</summary>
    Task<StoreOutcome> RemoveMemberAsync(AccountId account, string groupId, string userId, CancellationToken cancellationToken);

    /// <summary>The users of a group in order of their name keys.</summary>
    Task<Page<User>> ListMembersAsync(AccountId account, string groupId, string? after, int take, CancellationToken cancellationToken);

    /// <summary>The groups of a user in order of their name keys.</summary>
    Task<Page<Group>> ListOfUserAsync(AccountId account, string userId, string? after, int take, CancellationToken cancellationToken);

    /// <summary>The names of the groups of any of the users, in order of the users' ids and then of the name keys; quotas keep it short.</summary>
    Task<IReadOnlyList<GroupMembership>> ListOfUsersAsync(AccountId account, IReadOnlyList<string> userIds, CancellationToken cancellationToken);
}
