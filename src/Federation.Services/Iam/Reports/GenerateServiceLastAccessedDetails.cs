using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Reports;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Reports;

/// <summary>AWS: GenerateServiceLastAccessedDetails.</summary>
public sealed record GenerateServiceLastAccessedDetailsRequest
{
    /// <summary>ARN of a user, group, role or managed policy.</summary>
    [Required, Length(20, 2048)]
    public string? Arn { get; init; }

    /// <summary>Services alone, which is the default, or their actions as well.</summary>
    [AllowedValues(AccessReport.ServiceLevel, AccessReport.ActionLevel)]
    public string? Granularity { get; init; }
}

/// <summary>AWS: GenerateServiceLastAccessedDetails, answer.</summary>
public sealed record GenerateServiceLastAccessedDetailsResponse
{
    /// <summary>A UUID to fetch the report by.</summary>
    public string? JobId { get; init; }
}

/// <summary>Begins a report of when a user, group, role or policy was last used to call which service.</summary>
public sealed class GenerateServiceLastAccessedDetails(ReportJobs jobs, IDatabase database, Lazy<OperationRegistry> registry)
    : ReadOperation<GenerateServiceLastAccessedDetailsRequest, GenerateServiceLastAccessedDetailsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GenerateServiceLastAccessedDetails", AccessLevel.Read)
    {
        Differs = "the services of this gateway are told of, with all their actions as tracked ones; what a policy denies on every resource without a condition is not granted; root's calls are not tracked",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GenerateServiceLastAccessedDetailsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        AccessSubject.DemandAsync(Descriptor.Action, request.Arn!, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<GenerateServiceLastAccessedDetailsResponse>> HandleAsync(
        GenerateServiceLastAccessedDetailsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var subject = await AccessSubject.FindAsync(request.Arn!, context, cancellationToken);
        if (!subject.Succeeded)
        {
            return subject.Error;
        }

        // The write below must not wait behind a reader's snapshot.
        await context.DisposeAsync();
        var (account, now) = (context.Caller.AccountId, context.Now);
        var granularity = request.Granularity ?? AccessReport.ServiceLevel;
        var job = new ReportJob
        {
            AccountId = account,
            JobId = EventIds.Create(now),
            State = ReportState.Running,
            Parameters = AccessReport.Write(new AccessReportParameters(AccessReport.OwnerOf(context.Caller), granularity)),
            StartedAt = now,
            ExpiresAt = now,
        };
        var start = await jobs.TryStartAsync(
            job,
            AccessReport.Kept,
            stopping => AccessReport.MakeAsync(account, subject.Value, registry.Value, granularity == AccessReport.ActionLevel, database, now, stopping),
            cancellationToken);
        return start == ReportStart.Started ? new GenerateServiceLastAccessedDetailsResponse { JobId = job.JobId } : CommonErrors.Throttling();
    }
}
