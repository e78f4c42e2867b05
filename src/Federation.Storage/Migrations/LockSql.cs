using Federation.Storage.Sql;

namespace Federation.Storage.Migrations;

internal static class LockSql
{
    /// <summary>0 or 1: taken; negative: not. Spoken to SQL Server only.</summary>
    public static readonly SqlText Take = SqlText.Common(
        """
        DECLARE @outcome INT;
        EXEC @outcome = sp_getapplock @Resource = N'federation:migrate', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 120000;
        SELECT @outcome;
        """);
}
