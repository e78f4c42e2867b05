using Federation.Model.Reports;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Reports;

/// <summary>A report of last accesses as far as it is.</summary>
/// <param name="Job">The job.</param>
/// <param name="Parameters">What was asked for.</param>
/// <param name="Status">IN_PROGRESS, COMPLETED or FAILED.</param>
/// <param name="Services">The report; empty unless it is done.</param>
internal sealed record AccessReportJob(ReportJob Job, AccessReportParameters Parameters, string Status, IReadOnlyList<AccessedService> Services)
{
    /// <summary>Why it failed.</summary>
    internal ErrorDetailsShape? Error => Status != "FAILED" ? null : new ErrorDetailsShape
    {
        Message = "The report could not be generated. Start a new one with GenerateServiceLastAccessedDetails.",
        Code = "ServiceFailure",
    };

    /// <summary>The report of an id that the caller asked for; NoSuchEntity for all others, so that none can be told from another.</summary>
    internal static async Task<Result<AccessReportJob>> FindAsync(ReportJobs jobs, string jobId, OperationContext context, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(context.Caller.AccountId, jobId, cancellationToken);
        if (job is null || job.ExpiresAt <= context.Now || AccessReport.ReadParameters(job) is not { } parameters || parameters.Owner != AccessReport.OwnerOf(context.Caller))
        {
            return IamErrors.NoSuchEntity($"The job with id {jobId} cannot be found.");
        }

        return job.State == ReportState.Completed && await jobs.ReadAsync(job.AccountId, job.JobId, cancellationToken) is { } made
            ? new AccessReportJob(made.Job, parameters, "COMPLETED", AccessReport.Read(made.Content))
            : new AccessReportJob(job, parameters, ReportJobs.IsRunning(job, context.Now) ? "IN_PROGRESS" : "FAILED", []);
    }
}
