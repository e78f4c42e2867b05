using Federation.Model.Reports;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Reports;

/// <summary>AWS: GenerateCredentialReport, answer.</summary>
public sealed record GenerateCredentialReportResponse
{
    /// <summary>STARTED, INPROGRESS or COMPLETE.</summary>
    public string? State { get; init; }

    /// <summary>More of it.</summary>
    public string? Description { get; init; }
}

/// <summary>Begins the account's credential report, unless there is one of the last four hours or one is being made.</summary>
public sealed class GenerateCredentialReport(ReportJobs jobs, IamQuotas quotas, IDatabase database) : ReadOperation<Nothing, GenerateCredentialReportResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GenerateCredentialReport", AccessLevel.Read)
    {
        Resource = ActionResource.None,
        Differs = "accounts of more than 100,000 users (a setting) are refused with LimitExceeded",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<GenerateCredentialReportResponse>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        var former = await jobs.FindAsync(account, CredentialReport.JobId, cancellationToken);
        if (former is not null && CredentialReport.IsFresh(former, context.Now))
        {
            return new GenerateCredentialReportResponse { State = "COMPLETE" };
        }

        if (former is not null && ReportJobs.IsRunning(former, context.Now))
        {
            return new GenerateCredentialReportResponse { State = "INPROGRESS" };
        }

        // The report lies in memory whole while it is made and while it is given out.
        var users = await (await context.ReadAsync(cancellationToken)).Users.CountAsync(account, cancellationToken);
        if (users > quotas.UsersInCredentialReport)
        {
            return IamErrors.LimitExceeded($"Cannot exceed quota for UsersInCredentialReport: {quotas.UsersInCredentialReport}") with { Detail = $"{users} users" };
        }

        // The write below must not wait behind a reader's snapshot.
        await context.DisposeAsync();
        var job = former ?? new ReportJob { AccountId = account, JobId = CredentialReport.JobId, State = ReportState.Running, StartedAt = context.Now, ExpiresAt = context.Now };
        return await jobs.TryStartAsync(job, CredentialReport.Kept, stopping => CredentialReport.MakeAsync(account, database, stopping), cancellationToken) switch
        {
            ReportStart.Started => new GenerateCredentialReportResponse { State = "STARTED", Description = "No report exists. Starting a new report generation task" },
            ReportStart.Taken => new GenerateCredentialReportResponse { State = "INPROGRESS" },
            _ => CommonErrors.Throttling(),
        };
    }
}
