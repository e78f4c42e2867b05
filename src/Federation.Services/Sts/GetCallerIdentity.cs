using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Sts;

/// <summary>AWS: GetCallerIdentity, answer.</summary>
public sealed record GetCallerIdentityResponse
{
    /// <summary>aws:userid.</summary>
    public string? UserId { get; init; }

    /// <summary>Account.</summary>
    public string? Account { get; init; }

    /// <summary>ARN.</summary>
    public string? Arn { get; init; }
}

/// <summary>Says who calls. Always allowed, even under a Deny of everything.</summary>
public sealed class GetCallerIdentity : ReadOperation<Nothing, GetCallerIdentityResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("sts", "GetCallerIdentity", AccessLevel.Read) { Resource = ActionResource.None, IsAlwaysAllowed = true };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(Demand.None("AWS: no permissions are required, and none can refuse it")));

    /// <inheritdoc/>
    protected override Task<Result<GetCallerIdentityResponse>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult<Result<GetCallerIdentityResponse>>(new GetCallerIdentityResponse
        {
            UserId = context.Caller.UserId,
            Account = context.Caller.AccountId.Value,
            Arn = context.Caller.Arn,
        });
}
