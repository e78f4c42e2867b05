using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.CloudTrail;

/// <summary>AWS: ListTrails.</summary>
public sealed record ListTrailsRequest
{
    /// <summary>Token of the page before; there is one page.</summary>
    public string? NextToken { get; init; }
}

/// <summary>AWS: ListTrails, answer.</summary>
public sealed record ListTrailsResponse
{
    /// <summary>The trails.</summary>
    public IReadOnlyList<TrailInfoShape> Trails { get; init; } = [];
}

/// <summary>The account's trails, in short.</summary>
public sealed class ListTrails : ReadOperation<ListTrailsRequest, ListTrailsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("cloudtrail", "ListTrails", AccessLevel.List) { Resource = ActionResource.None, Differs = BuiltInTrail.Differs };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListTrailsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override Task<Result<ListTrailsResponse>> HandleAsync(ListTrailsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var info = new TrailInfoShape { TrailARN = BuiltInTrail.Arn(context.Caller.AccountId), Name = BuiltInTrail.Name, HomeRegion = BuiltInTrail.Region };
        return Task.FromResult<Result<ListTrailsResponse>>(request.NextToken is null ? new ListTrailsResponse { Trails = [info] } : CloudTrailErrors.InvalidNextToken());
    }
}
