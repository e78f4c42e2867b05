using Federation.Model.Identifiers;
using Federation.Model.Passwords;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class LoginProfileStore(SqlSession session) : ILoginProfileStore
{
    public Task<StoreOutcome> AddAsync(LoginProfile profile, CancellationToken cancellationToken) =>
        session.InsertAsync(LoginProfileSql.Add, Arguments(profile), cancellationToken);

    public async Task<LoginProfile?> FindAsync(AccountId account, string userId, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<Row>(LoginProfileSql.Find, new { account, userId = new Ascii(userId) }, cancellationToken))?.ToProfile();

    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsesAsync(AccountId account, IReadOnlyList<string> userIds, CancellationToken cancellationToken) =>
        (userIds.Count == 0 ? [] : await session.ListAsync<Use>(LoginProfileSql.LastUses, new { account, userIds = StoreJson.Write(userIds) }, cancellationToken))
            .ToDictionary(use => use.UserId, use => Instants.From(use.LastUsedAt), StringComparer.Ordinal);

    public Task<StoreOutcome> UpdateAsync(LoginProfile profile, CancellationToken cancellationToken) =>
        session.ChangeAsync(LoginProfileSql.Update, Arguments(profile), cancellationToken);

    public Task<StoreOutcome> RemoveAsync(AccountId account, string userId, CancellationToken cancellationToken) =>
        session.ChangeAsync(LoginProfileSql.Remove, new { account, userId = new Ascii(userId) }, cancellationToken);

    private static object Arguments(LoginProfile profile) => new
    {
        account = profile.AccountId,
        userId = new Ascii(profile.UserId),
        hash = profile.PasswordHash,
        formerHashes = StoreJson.Write(profile.FormerHashes),
        resetRequired = profile.ResetRequired ? 1 : 0,
        createdAt = Instants.Of(profile.CreatedAt),
        changedAt = Instants.Of(profile.ChangedAt),
        lastUsedAt = Instants.Of(profile.LastUsedAt),
        version = profile.Version,
    };

    private sealed class Use
    {
        public required string UserId { get; init; }

        public long LastUsedAt { get; init; }
    }

    private sealed class Row
    {
        public AccountId AccountId { get; init; }

        public required string UserId { get; init; }

        public required string PasswordHash { get; init; }

        public string? FormerHashes { get; init; }

        public int ResetRequired { get; init; }

        public long CreatedAt { get; init; }

        public long ChangedAt { get; init; }

        public long? LastUsedAt { get; init; }

        public long Version { get; init; }

        public LoginProfile ToProfile() => new()
        {
            AccountId = AccountId,
            UserId = UserId,
            PasswordHash = PasswordHash,
            FormerHashes = StoreJson.ReadStrings(FormerHashes),
            ResetRequired = ResetRequired != 0,
            CreatedAt = Instants.From(CreatedAt),
            ChangedAt = Instants.From(ChangedAt),
            LastUsedAt = Instants.From(LastUsedAt),
            Version = Version,
        };
    }
}
