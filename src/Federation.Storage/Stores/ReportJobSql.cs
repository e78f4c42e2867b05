using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class ReportJobSql
{
    private const string Columns = "account_id, job_id, report_state, parameters, started_at, completed_at, expires_at, version";

    public static readonly SqlText Add = SqlText.Common(
        $"INSERT INTO report_jobs ({Columns}) VALUES (@account, @jobId, @state, @parameters, @startedAt, @completedAt, @expiresAt, 1)");

    public static readonly SqlText Find = SqlText.Common($"SELECT {Columns} FROM report_jobs WHERE account_id = @account AND job_id = @jobId");

    public static readonly SqlText FindContent = SqlText.Common("SELECT content FROM report_jobs WHERE account_id = @account AND job_id = @jobId AND version = @version");

    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE report_jobs SET report_state = @state, parameters = @parameters, started_at = @startedAt, completed_at = @completedAt, expires_at = @expiresAt,
          content = @content, version = version + 1
        WHERE account_id = @account AND job_id = @jobId AND version = @version
        """);

    // Rows of one instant go together.
    public static readonly SqlText RemoveExpired = SqlText.Of(dialect =>
        $"DELETE FROM report_jobs WHERE expires_at IN ({dialect.Page("SELECT expires_at FROM report_jobs WHERE expires_at < @instant ORDER BY expires_at")})");
}
