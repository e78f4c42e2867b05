using Federation.Model.Identifiers;

namespace Federation.Storage.Sql;

/// <summary>What a change is counted for.</summary>
internal static class ChangeScopes
{
    public const string KeyRing = "key-ring";
    private const string AccountPrefix = "account/";

    public static string Of(AccountId account) => AccountPrefix + account.Value;

    public static bool TryGetAccount(string scope, out AccountId account)
    {
        account = default;
        return scope.StartsWith(AccountPrefix, StringComparison.Ordinal) && AccountId.TryCreate(scope[AccountPrefix.Length..], out account);
    }
}
