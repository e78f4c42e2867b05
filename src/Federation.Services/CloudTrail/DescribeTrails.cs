using System.Runtime.Serialization;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.CloudTrail;

/// <summary>AWS: DescribeTrails.</summary>
public sealed record DescribeTrailsRequest
{
    /// <summary>Names or ARNs; every trail where there are none.</summary>
    [DataMember(Name = "trailNameList")]
    public IReadOnlyList<string>? TrailNameList { get; init; }

    /// <summary>Whether trails of other regions are shown as well: the one trail is in all of them.</summary>
    [DataMember(Name = "includeShadowTrails")]
    public bool? IncludeShadowTrails { get; init; }
}

/// <summary>AWS: DescribeTrails, answer.</summary>
public sealed record DescribeTrailsResponse
{
    /// <summary>Those that are there.</summary>
    [DataMember(Name = "trailList")]
    public IReadOnlyList<TrailShape> TrailList { get; init; } = [];
}

/// <summary>The account's trails; a name that there is none of is passed over, as AWS does.</summary>
public sealed class DescribeTrails : ReadOperation<DescribeTrailsRequest, DescribeTrailsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("cloudtrail", "DescribeTrails", AccessLevel.Read) { Resource = ActionResource.None, Differs = BuiltInTrail.Differs };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DescribeTrailsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override Task<Result<DescribeTrailsResponse>> HandleAsync(DescribeTrailsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        foreach (var name in request.TrailNameList ?? [])
        {
            if (BuiltInTrail.Check(name, account) is { Code: not "TrailNotFoundException" } wrong)
            {
                return Task.FromResult<Result<DescribeTrailsResponse>>(wrong);
            }
        }

        var isMeant = request.TrailNameList is not { Count: > 0 } names || names.Any(name => BuiltInTrail.Check(name, account) is null);
        return Task.FromResult<Result<DescribeTrailsResponse>>(new DescribeTrailsResponse { TrailList = isMeant ? [BuiltInTrail.Of(account)] : [] });
    }
}
