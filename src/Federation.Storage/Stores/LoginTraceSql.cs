using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class LoginTraceSql
{
    private const string Columns = "t.account_id, t.trace_id, t.provider_arn, t.outcome, t.started_at, t.sealed_trace";

    public static readonly SqlText Add = SqlText.Common(
        """
        INSERT INTO login_traces (account_id, trace_id, provider_arn, outcome, started_at, sealed_trace)
        VALUES (@account, @traceId, @providerArn, @outcome, @startedAt, @sealedTrace)
        """);

    public static readonly SqlText Replace = SqlText.Common(
        """
        UPDATE login_traces SET provider_arn = @providerArn, outcome = @outcome, started_at = @startedAt, sealed_trace = @sealedTrace
        WHERE trace_id = @traceId AND account_id = @account AND outcome = @formerOutcome
        """);

    public static readonly SqlText Find = SqlText.Common($"SELECT {Columns} FROM login_traces t WHERE t.trace_id = @traceId AND t.account_id = @account");

    public static readonly SqlText FindInAnyAccount = SqlText.Common($"SELECT {Columns} FROM login_traces t WHERE t.trace_id = @traceId");

    public static readonly SqlText List = Listing("t.account_id = @account AND");

    public static readonly SqlText ListOfProvider = Listing("t.account_id = @account AND t.provider_arn = @providerArn AND");

    public static readonly SqlText ListInAllAccounts = Listing(string.Empty);

    public static readonly SqlText ListOfProviderInAllAccounts = Listing("t.provider_arn = @providerArn AND");

    public static readonly SqlText RemoveOlder = SqlText.Of(dialect =>
        $"DELETE FROM login_traces WHERE trace_id IN ({dialect.Page("SELECT trace_id FROM login_traces WHERE started_at < @instant ORDER BY started_at")})");

    public static readonly SqlText ListCrowded = SqlText.Common("SELECT account_id FROM login_traces GROUP BY account_id HAVING COUNT(*) > @most ORDER BY account_id");

    public static readonly SqlText Trim = SqlText.Of(dialect =>
        $"""
        DELETE FROM login_traces WHERE account_id = @account AND trace_id NOT IN
          ({dialect.Page("SELECT trace_id FROM login_traces WHERE account_id = @account ORDER BY trace_id DESC")})
        """);

    private static SqlText Listing(string filter) => SqlText.Paged(
        $"""
        SELECT {Columns} FROM login_traces t
        WHERE {filter} t.trace_id < @beforeId AND t.started_at >= @fromTime AND t.started_at <= @untilTime AND (@anyOutcome = 1 OR t.outcome = @outcome)
        ORDER BY t.trace_id DESC
        """);
}
