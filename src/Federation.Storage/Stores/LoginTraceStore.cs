using System.Data;
using Federation.Model.Identifiers;
using Federation.Model.LoginTraces;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class LoginTraceStore(SqlSession session) : ILoginTraceStore
{
    // After every hexadecimal digit.
    private const string BeyondEveryId = "g";

    private static readonly RowStatement<LoginTraceRow> Add = new(
        LoginTraceSql.Add,
        new("@account", DbType.AnsiString, 12, static trace => trace.AccountId.Value),
        new("@traceId", DbType.AnsiString, 128, static trace => trace.TraceId),
        new("@providerArn", DbType.String, 4000, static trace => trace.ProviderArn),
        new("@outcome", DbType.AnsiString, 128, static trace => trace.Outcome),
        new("@startedAt", DbType.Int64, 0, static trace => Instants.Of(trace.StartedAt)),
        new("@sealedTrace", DbType.Binary, -1, static trace => trace.SealedTrace));

    public Task<StoreOutcome> AddAsync(LoginTraceRow trace, CancellationToken cancellationToken) => session.InsertAsync(Add, trace, cancellationToken);

    public Task<StoreOutcome> ReplaceAsync(LoginTraceRow trace, string formerOutcome, CancellationToken cancellationToken) => session.ChangeAsync(
        LoginTraceSql.Replace,
        new
        {
            account = trace.AccountId,
            traceId = new Ascii(trace.TraceId),
            providerArn = trace.ProviderArn,
            outcome = new Ascii(trace.Outcome),
            formerOutcome = new Ascii(formerOutcome),
            startedAt = Instants.Of(trace.StartedAt),
            sealedTrace = trace.SealedTrace,
        },
        cancellationToken);

    public async Task<LoginTraceRow?> FindAsync(AccountId account, string traceId, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<TraceRow>(LoginTraceSql.Find, new { account, traceId = new Ascii(traceId) }, cancellationToken))?.ToTrace();

    public async Task<LoginTraceRow?> FindInAnyAccountAsync(string traceId, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<TraceRow>(LoginTraceSql.FindInAnyAccount, new { traceId = new Ascii(traceId) }, cancellationToken))?.ToTrace();

    public Task<Page<LoginTraceRow>> ListAsync(AccountId account, LoginTraceQuery query, CancellationToken cancellationToken) =>
        ListAsync(query.ProviderArn is null ? LoginTraceSql.List : LoginTraceSql.ListOfProvider, account, query, cancellationToken);

    public Task<Page<LoginTraceRow>> ListInAllAccountsAsync(LoginTraceQuery query, CancellationToken cancellationToken) =>
        ListAsync(query.ProviderArn is null ? LoginTraceSql.ListInAllAccounts : LoginTraceSql.ListOfProviderInAllAccounts, null, query, cancellationToken);

    public Task<int> RemoveOlderAsync(DateTimeOffset instant, int take, CancellationToken cancellationToken) =>
        session.ExecuteAsync(LoginTraceSql.RemoveOlder, new { instant = Instants.Of(instant), take }, cancellationToken);

    public async Task<IReadOnlyList<AccountId>> ListCrowdedAsync(int most, CancellationToken cancellationToken) =>
        (await session.ListAsync<string>(LoginTraceSql.ListCrowded, new { most }, cancellationToken)).ConvertAll(AccountId.Parse);

    public Task<int> TrimAsync(AccountId account, int most, CancellationToken cancellationToken) =>
        session.ExecuteAsync(LoginTraceSql.Trim, new { account, take = most }, cancellationToken);

    private async Task<Page<LoginTraceRow>> ListAsync(SqlText text, AccountId? account, LoginTraceQuery query, CancellationToken cancellationToken)
    {
        var arguments = new
        {
            account = account ?? default,
            providerArn = query.ProviderArn,
            anyOutcome = query.Outcome is null ? 1 : 0,
            outcome = new Ascii(query.Outcome ?? string.Empty),
            fromTime = query.StartTime is { } start ? Instants.Of(start) : long.MinValue,
            untilTime = query.EndTime is { } end ? Instants.Of(end) : long.MaxValue,
            beforeId = new Ascii(query.After ?? BeyondEveryId),
            take = Paging.Probe(query.Take),
        };
        var rows = await session.ListAsync<TraceRow>(text, arguments, cancellationToken);
        return Paging.Cut(rows, query.Take, static row => row.ToTrace(), static row => row.TraceId);
    }

    private sealed class TraceRow
    {
        public AccountId AccountId { get; init; }

        public required string TraceId { get; init; }

        public string? ProviderArn { get; init; }

        public required string Outcome { get; init; }

        public long StartedAt { get; init; }

        public required byte[] SealedTrace { get; init; }

        public LoginTraceRow ToTrace() => new()
        {
            AccountId = AccountId,
            TraceId = TraceId,
            ProviderArn = ProviderArn,
            Outcome = Outcome,
            StartedAt = Instants.From(StartedAt),
            SealedTrace = SealedTrace,
        };
    }
}
