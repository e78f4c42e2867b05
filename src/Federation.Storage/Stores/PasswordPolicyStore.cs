using Federation.Model.Identifiers;
using Federation.Model.Passwords;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class PasswordPolicyStore(SqlSession session) : IPasswordPolicyStore
{
    public async Task<PasswordPolicy?> FindAsync(AccountId account, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<Row>(PasswordPolicySql.Find, new { account }, cancellationToken))?.ToPolicy();

    public async Task<StoreOutcome> PutAsync(PasswordPolicy policy, CancellationToken cancellationToken)
    {
        var arguments = new
        {
            account = policy.AccountId,
            minimumLength = policy.MinimumLength,
            symbols = policy.RequireSymbols ? 1 : 0,
            numbers = policy.RequireNumbers ? 1 : 0,
            uppercase = policy.RequireUppercase ? 1 : 0,
            lowercase = policy.RequireLowercase ? 1 : 0,
            allowUsers = policy.AllowUsersToChange ? 1 : 0,
            maxAge = policy.MaxAgeDays,
            reuse = policy.ReusePrevention,
            hardExpiry = policy.HardExpiry switch { true => 1, false => 0, null => (int?)null },
        };
        return await session.ExecuteAsync(PasswordPolicySql.Update, arguments, cancellationToken) == 1
            ? StoreOutcome.Stored
            : await session.InsertAsync(PasswordPolicySql.Add, arguments, cancellationToken);
    }

    public Task<StoreOutcome> RemoveAsync(AccountId account, CancellationToken cancellationToken) =>
        session.ChangeAsync(PasswordPolicySql.Remove, new { account }, cancellationToken);

    private sealed class Row
    {
        public AccountId AccountId { get; init; }

        public int MinimumLength { get; init; }

        public int RequireSymbols { get; init; }

        public int RequireNumbers { get; init; }

        public int RequireUppercase { get; init; }

        public int RequireLowercase { get; init; }

        public int AllowUsersToChange { get; init; }

        public int? MaxAgeDays { get; init; }

        public int? ReusePrevention { get; init; }

        public int? HardExpiry { get; init; }

        public PasswordPolicy ToPolicy() => new()
        {
            AccountId = AccountId,
            MinimumLength = MinimumLength,
            RequireSymbols = RequireSymbols != 0,
            RequireNumbers = RequireNumbers != 0,
            RequireUppercase = RequireUppercase != 0,
            RequireLowercase = RequireLowercase != 0,
            AllowUsersToChange = AllowUsersToChange != 0,
            MaxAgeDays = MaxAgeDays,
            ReusePrevention = ReusePrevention,
            HardExpiry = HardExpiry is { } value ? value != 0 : null,
        };
    }
}
