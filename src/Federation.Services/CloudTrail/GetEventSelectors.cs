using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.CloudTrail;

/// <summary>AWS: GetEventSelectors.</summary>
public sealed record GetEventSelectorsRequest
{
    /// <summary>Name or ARN.</summary>
    [Required]
    public string? TrailName { get; init; }
}

/// <summary>AWS: GetEventSelectors, answer.</summary>
public sealed record GetEventSelectorsResponse
{
    /// <summary>ARN of the trail.</summary>
    public string? TrailARN { get; init; }

    /// <summary>What it records.</summary>
    public IReadOnlyList<EventSelectorShape> EventSelectors { get; init; } = [];
}

/// <summary>What the trail records: every management event.</summary>
public sealed class GetEventSelectors : ReadOperation<GetEventSelectorsRequest, GetEventSelectorsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("cloudtrail", "GetEventSelectors", AccessLevel.Read) { Resource = ActionResource.Trail, Differs = BuiltInTrail.Differs };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetEventSelectorsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, BuiltInTrail.Arn(context.Caller.AccountId)));

    /// <inheritdoc/>
    protected override Task<Result<GetEventSelectorsResponse>> HandleAsync(GetEventSelectorsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        return Task.FromResult<Result<GetEventSelectorsResponse>>(BuiltInTrail.Check(request.TrailName!, account) is { } refusal
            ? refusal
            : new GetEventSelectorsResponse
            {
                TrailARN = BuiltInTrail.Arn(account),
                EventSelectors = [new EventSelectorShape { ReadWriteType = "All", IncludeManagementEvents = true }],
            });
    }
}
