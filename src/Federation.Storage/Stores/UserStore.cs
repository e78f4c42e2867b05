using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class UserStore(SqlSession session) : IUserStore
{
    public Task<StoreOutcome> AddAsync(User user, CancellationToken cancellationToken) => session.InsertAsync(UserSql.Add, Arguments(user), cancellationToken);

    public async Task<User?> FindByNameAsync(AccountId account, string userName, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<UserRow>(UserSql.FindByName, new { account, nameKey = NameKey.Of(userName) }, cancellationToken))?.ToUser();

    public async Task<User?> FindByIdAsync(AccountId account, string userId, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<UserRow>(UserSql.FindById, new { account, userId = new Ascii(userId) }, cancellationToken))?.ToUser();

    public async Task<Page<User>> ListAsync(AccountId account, string pathPrefix, string? after, int take, CancellationToken cancellationToken)
    {
        var arguments = new { account, pathPrefix, prefixLength = pathPrefix.Length, after = after ?? string.Empty, take = Paging.Probe(take) };
        var rows = await session.ListAsync<UserRow>(UserSql.List, arguments, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToUser(), static row => row.NameKey);
    }

    public Task<int> CountAsync(AccountId account, CancellationToken cancellationToken) =>
        session.ScalarAsync<int>(UserSql.Count, new { account }, cancellationToken);

    public Task<StoreOutcome> UpdateAsync(User user, CancellationToken cancellationToken) => session.ChangeAsync(UserSql.Update, Arguments(user), cancellationToken);

    public Task<StoreOutcome> RemoveAsync(AccountId account, string userId, long version, CancellationToken cancellationToken) =>
        session.ChangeAsync(UserSql.Remove, new { account, userId = new Ascii(userId), version }, cancellationToken);

    private static object Arguments(User user) => new
    {
        account = user.AccountId,
        userId = new Ascii(user.UserId),
        nameKey = NameKey.Of(user.UserName),
        name = user.UserName,
        path = user.Path,
        boundary = user.PermissionsBoundary,
        tags = StoreJson.Write(user.Tags),
        createdAt = Instants.Of(user.CreatedAt),
        version = user.Version,
    };
}
