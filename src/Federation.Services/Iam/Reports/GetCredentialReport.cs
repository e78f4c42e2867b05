using Federation.Model.Reports;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Reports;

/// <summary>AWS: GetCredentialReport, answer.</summary>
public sealed record GetCredentialReportResponse
{
    /// <summary>The report, UTF-8.</summary>
    public byte[]? Content { get; init; }

    /// <summary>Always <c>text/csv</c>.</summary>
    public string? ReportFormat { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? GeneratedTime { get; init; }
}

/// <summary>Gives the account's credential report out, as it was when it was made.</summary>
public sealed class GetCredentialReport(ReportJobs jobs) : ReadOperation<Nothing, GetCredentialReportResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetCredentialReport", AccessLevel.Read) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<GetCredentialReportResponse>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(context.Caller.AccountId, CredentialReport.JobId, cancellationToken);
        if (job is not null && CredentialReport.IsFresh(job, context.Now) && await jobs.ReadAsync(job.AccountId, job.JobId, cancellationToken) is { } made)
        {
            return new GetCredentialReportResponse { Content = made.Content, ReportFormat = "text/csv", GeneratedTime = made.Job.CompletedAt };
        }

        return job switch
        {
            { State: ReportState.Completed } => IamErrors.ReportExpired("The most recent credential report has expired. To generate a new credential report, use GenerateCredentialReport."),
            not null when ReportJobs.IsRunning(job, context.Now) => IamErrors.ReportInProgress("The credential report is still being generated."),
            _ => IamErrors.ReportNotPresent("The credential report does not exist. To generate a credential report, use GenerateCredentialReport."),
        };
    }
}
