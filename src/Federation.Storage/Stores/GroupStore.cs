using Federation.Model.Groups;
using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class GroupStore(SqlSession session) : IGroupStore
{
    public Task<StoreOutcome> AddAsync(Group group, CancellationToken cancellationToken) => session.InsertAsync(GroupSql.Add, Arguments(group), cancellationToken);

    public async Task<Group?> FindByNameAsync(AccountId account, string groupName, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<GroupRow>(GroupSql.FindByName, new { account, nameKey = NameKey.Of(groupName) }, cancellationToken))?.ToGroup();

    public async Task<Group?> FindByIdAsync(AccountId account, string groupId, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<GroupRow>(GroupSql.FindById, new { account, groupId = new Ascii(groupId) }, cancellationToken))?.ToGroup();

    public async Task<Page<Group>> ListAsync(AccountId account, string pathPrefix, string? after, int take, CancellationToken cancellationToken)
    {
        var arguments = new { account, pathPrefix, prefixLength = pathPrefix.Length, after = after ?? string.Empty, take = Paging.Probe(take) };
        return Cut(await session.ListAsync<GroupRow>(GroupSql.List, arguments, cancellationToken), take);
    }

    public Task<int> CountAsync(AccountId account, CancellationToken cancellationToken) =>
        session.ScalarAsync<int>(GroupSql.Count, new { account }, cancellationToken);

    public Task<StoreOutcome> UpdateAsync(Group group, CancellationToken cancellationToken) => session.ChangeAsync(GroupSql.Update, Arguments(group), cancellationToken);

    public Task<StoreOutcome> RemoveAsync(AccountId account, string groupId, long version, CancellationToken cancellationToken) =>
        session.ChangeAsync(GroupSql.Remove, new { account, groupId = new Ascii(groupId), version }, cancellationToken);

    public Task<StoreOutcome> AddMemberAsync(AccountId account, string groupId, string userId, CancellationToken cancellationToken) =>
        session.ChangeAsync(GroupSql.AddMember, new { account, groupId = new Ascii(groupId), userId = new Ascii(userId) }, cancellationToken);

    public Task<StoreOutcome> RemoveMemberAsync(AccountId account, string groupId, string userId, CancellationToken cancellationToken) =>
        session.ChangeAsync(GroupSql.RemoveMember, new { account, groupId = new Ascii(groupId), userId = new Ascii(userId) }, cancellationToken);

    public async Task<Page<User>> ListMembersAsync(AccountId account, string groupId, string? after, int take, CancellationToken cancellationToken)
    {
        var arguments = new { account, groupId = new Ascii(groupId), after = after ?? string.Empty, take = Paging.Probe(take) };
        var rows = await session.ListAsync<UserRow>(GroupSql.ListMembers, arguments, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToUser(), static row => row.NameKey);
    }

    public async Task<Page<Group>> ListOfUserAsync(AccountId account, string userId, string? after, int take, CancellationToken cancellationToken)
    {
        var arguments = new { account, userId = new Ascii(userId), after = after ?? string.Empty, take = Paging.Probe(take) };
        return Cut(await session.ListAsync<GroupRow>(GroupSql.ListOfUser, arguments, cancellationToken), take);
    }

    public async Task<IReadOnlyList<GroupMembership>> ListOfUsersAsync(AccountId account, IReadOnlyList<string> userIds, CancellationToken cancellationToken) =>
        userIds.Count == 0
            ? []
            : (await session.ListAsync<MembershipRow>(GroupSql.ListOfUsers, new { account, userIds = StoreJson.Write(userIds) }, cancellationToken))
                .ConvertAll(static row => new GroupMembership(row.UserId, row.GroupName));

    private static Page<Group> Cut(List<GroupRow> rows, int take) => Paging.Cut(rows, take, static row => row.ToGroup(), static row => row.NameKey);

    private static object Arguments(Group group) => new
    {
        account = group.AccountId,
        groupId = new Ascii(group.GroupId),
        nameKey = NameKey.Of(group.GroupName),
        name = group.GroupName,
        path = group.Path,
        createdAt = Instants.Of(group.CreatedAt),
        version = group.Version,
    };

    private sealed class MembershipRow
    {
        public required string UserId { get; init; }

        public required string GroupName { get; init; }
    }

    private sealed class GroupRow
    {
        public AccountId AccountId { get; init; }

        public required string GroupId { get; init; }

        public required string NameKey { get; init; }

        public required string GroupName { get; init; }

        public required string Path { get; init; }

        public long CreatedAt { get; init; }

        public long Version { get; init; }

        public Group ToGroup() => new()
        {
            AccountId = AccountId,
            GroupId = GroupId,
            GroupName = GroupName,
            Path = Path,
            CreatedAt = Instants.From(CreatedAt),
            Version = Version,
        };
    }
}
