using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.CloudTrail;

/// <summary>AWS: GetTrail.</summary>
public sealed record GetTrailRequest
{
    /// <summary>Name or ARN.</summary>
    [Required]
    public string? Name { get; init; }
}

/// <summary>AWS: GetTrail, answer.</summary>
public sealed record GetTrailResponse
{
    /// <summary>The trail.</summary>
    public TrailShape? Trail { get; init; }
}

/// <summary>One trail.</summary>
public sealed class GetTrail : ReadOperation<GetTrailRequest, GetTrailResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("cloudtrail", "GetTrail", AccessLevel.Read) { Resource = ActionResource.Trail, Differs = BuiltInTrail.Differs };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetTrailRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, BuiltInTrail.Arn(context.Caller.AccountId)));

    /// <inheritdoc/>
    protected override Task<Result<GetTrailResponse>> HandleAsync(GetTrailRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        return Task.FromResult<Result<GetTrailResponse>>(
            BuiltInTrail.Check(request.Name!, account) is { } refusal ? refusal : new GetTrailResponse { Trail = BuiltInTrail.Of(account) });
    }
}
