using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Reports;

/// <summary>AWS: GetServiceLastAccessedDetails.</summary>
public sealed record GetServiceLastAccessedDetailsRequest
{
    /// <summary>The id that GenerateServiceLastAccessedDetails gave to the same user or role.</summary>
    [Required, Length(36, 36)]
    public string? JobId { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }
}

/// <summary>AWS: GetServiceLastAccessedDetails, answer.</summary>
public sealed record GetServiceLastAccessedDetailsResponse
{
    /// <summary>IN_PROGRESS, COMPLETED or FAILED.</summary>
    public string? JobStatus { get; init; }

    /// <summary>SERVICE_LEVEL or ACTION_LEVEL.</summary>
    public string? JobType { get; init; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset? JobCreationDate { get; init; }

    /// <summary>The services that the policies grant, in order of their namespaces.</summary>
    public IReadOnlyList<ServiceLastAccessedShape> ServicesLastAccessed { get; init; } = [];

    /// <summary>When it was done or had failed.</summary>
    public DateTimeOffset? JobCompletionDate { get; init; }

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }

    /// <summary>Why it failed.</summary>
    public ErrorDetailsShape? Error { get; init; }
}

/// <summary>Gives a report out to whom asked for it.</summary>
public sealed class GetServiceLastAccessedDetails(ReportJobs jobs) : ReadOperation<GetServiceLastAccessedDetailsRequest, GetServiceLastAccessedDetailsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetServiceLastAccessedDetails", AccessLevel.Read)
    {
        Resource = ActionResource.None,
        Differs = "a report is kept for 24 hours; instants are exact to the minute",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetServiceLastAccessedDetailsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<GetServiceLastAccessedDetailsResponse>> HandleAsync(
        GetServiceLastAccessedDetailsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var found = await AccessReportJob.FindAsync(jobs, request.JobId!, context, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var page = Paging.Cut(found.Value.Services, service => service.Service, request.Marker, request.MaxItems);
        return !page.Succeeded ? page.Error : new GetServiceLastAccessedDetailsResponse
        {
            JobStatus = found.Value.Status,
            JobType = found.Value.Parameters.Granularity,
            JobCreationDate = found.Value.Job.StartedAt,
            JobCompletionDate = found.Value.Job.CompletedAt,
            ServicesLastAccessed = [.. page.Value.Items.Select(ServiceLastAccessedShape.Of)],
            IsTruncated = page.Value.IsTruncated,
            Marker = Paging.WriteMarker(page.Value.Next),
            Error = found.Value.Error,
        };
    }
}
