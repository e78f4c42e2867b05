using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class RevocationSql
{
    public static readonly SqlText Add = SqlText.Common(
        """
        INSERT INTO revocations (account_id, kind, target_hash, target, issued_before, expires_at)
        VALUES (@account, @kind, @targetHash, @target, @issuedBefore, @expiresAt)
        """);

    // A revocation never reaches less far than it did.
    public static readonly SqlText Extend = SqlText.Common(
        """
        UPDATE revocations SET
          issued_before = CASE WHEN issued_before < @issuedBefore THEN @issuedBefore ELSE issued_before END,
          expires_at = CASE WHEN expires_at < @expiresAt THEN @expiresAt ELSE expires_at END
        WHERE account_id = @account AND kind = @kind AND target_hash = @targetHash
        """);

    public static readonly SqlText List = SqlText.Common(
        "SELECT account_id, kind, target, issued_before, expires_at FROM revocations WHERE account_id = @account AND expires_at > @now ORDER BY kind, target_hash");

    public static readonly SqlText RemoveExpired = SqlText.Common("DELETE FROM revocations WHERE expires_at < @instant");
}
