using Federation.Model.Identifiers;
using Federation.Model.Reports;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class ReportJobStore(SqlSession session) : IReportJobStore
{
    public Task<StoreOutcome> AddAsync(ReportJob job, CancellationToken cancellationToken) => session.InsertAsync(ReportJobSql.Add, Arguments(job, null), cancellationToken);

    public async Task<ReportJob?> FindAsync(AccountId account, string jobId, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<Row>(ReportJobSql.Find, new { account, jobId = new Ascii(jobId) }, cancellationToken))?.ToJob();

    public async Task<byte[]?> FindContentAsync(AccountId account, string jobId, long version, CancellationToken cancellationToken) =>
        await session.FirstOrDefaultAsync<byte[]>(ReportJobSql.FindContent, new { account, jobId = new Ascii(jobId), version }, cancellationToken);

    public Task<StoreOutcome> UpdateAsync(ReportJob job, byte[]? content, CancellationToken cancellationToken) =>
        session.ChangeAsync(ReportJobSql.Update, Arguments(job, content), cancellationToken);

    public Task<int> RemoveExpiredAsync(DateTimeOffset instant, int take, CancellationToken cancellationToken) =>
        session.ExecuteAsync(ReportJobSql.RemoveExpired, new { instant = Instants.Of(instant), take }, cancellationToken);

    private static object Arguments(ReportJob job, byte[]? content) => new
    {
        account = job.AccountId,
        jobId = new Ascii(job.JobId),
        state = (int)job.State,
        parameters = job.Parameters,
        startedAt = Instants.Of(job.StartedAt),
        completedAt = Instants.Of(job.CompletedAt),
        expiresAt = Instants.Of(job.ExpiresAt),
        content,
        version = job.Version,
    };

    private sealed class Row
    {
        public AccountId AccountId { get; init; }

        public required string JobId { get; init; }

        public int ReportState { get; init; }

        public string? Parameters { get; init; }

        public long StartedAt { get; init; }

        public long? CompletedAt { get; init; }

        public long ExpiresAt { get; init; }

        public long Version { get; init; }

        public ReportJob ToJob() => new()
        {
            AccountId = AccountId,
            JobId = JobId,
            State = (ReportState)ReportState,
            Parameters = Parameters,
            StartedAt = Instants.From(StartedAt),
            CompletedAt = CompletedAt is { } completed ? Instants.From(completed) : null,
            ExpiresAt = Instants.From(ExpiresAt),
            Version = Version,
        };
    }
}
