using Federation.Model.Reports;
using Federation.Model.Results;
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
public sealed class GenerateCredentialReport(ReportJobs jobs) : ReadOperation<Nothing, GenerateCredentialReportResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GenerateCredentialReport", AccessLevel.Read) { Resource = ActionResource.None };

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

        var job = former ?? new ReportJob { AccountId = account, JobId = CredentialReport.JobId, State = ReportState.Running, StartedAt = context.Now, ExpiresAt = context.Now };
        var isBegun = await jobs.TryStartAsync(job, CredentialReport.Kept, (store, stopping) => CredentialReport.MakeAsync(account, store, stopping), cancellationToken);
        return new GenerateCredentialReportResponse
        {
            State = isBegun ? "STARTED" : "INPROGRESS",
            Description = isBegun ? "No report exists. Starting a new report generation task" : null,
        };
    }
}
