using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class PasswordPolicySql
{
    private const string Columns =
        "account_id, minimum_length, require_symbols, require_numbers, require_uppercase, require_lowercase, allow_users_to_change, max_age_days, reuse_prevention, hard_expiry";

    public static readonly SqlText Find = SqlText.Common($"SELECT {Columns} FROM password_policies WHERE account_id = @account");

    public static readonly SqlText Add = SqlText.Common(
        $"INSERT INTO password_policies ({Columns}) VALUES (@account, @minimumLength, @symbols, @numbers, @uppercase, @lowercase, @allowUsers, @maxAge, @reuse, @hardExpiry)");

    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE password_policies SET minimum_length = @minimumLength, require_symbols = @symbols, require_numbers = @numbers, require_uppercase = @uppercase,
          require_lowercase = @lowercase, allow_users_to_change = @allowUsers, max_age_days = @maxAge, reuse_prevention = @reuse, hard_expiry = @hardExpiry
        WHERE account_id = @account
        """);

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM password_policies WHERE account_id = @account");
}
