using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class AccountAliasSql
{
    public static readonly SqlText Add = SqlText.Common("INSERT INTO account_aliases (account_id, account_alias) VALUES (@account, @accountAlias)");

    public static readonly SqlText FindOfAccount = SqlText.Common("SELECT account_id, account_alias FROM account_aliases WHERE account_id = @account");

    public static readonly SqlText Find = SqlText.Common("SELECT account_id, account_alias FROM account_aliases WHERE account_alias = @accountAlias");

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM account_aliases WHERE account_id = @account AND account_alias = @accountAlias");
}
