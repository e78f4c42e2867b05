using System.ComponentModel.DataAnnotations;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Sts;

/// <summary>AWS: GetAccessKeyInfo.</summary>
public sealed record GetAccessKeyInfoRequest
{
    /// <summary>The access key id.</summary>
    [Required, Length(16, 128), RegularExpression(@"[\w]*")]
    public string? AccessKeyId { get; init; }
}

/// <summary>AWS: GetAccessKeyInfo, answer.</summary>
public sealed record GetAccessKeyInfoResponse
{
    /// <summary>The account.</summary>
    public string? Account { get; init; }
}

/// <summary>The account of an access key id. The id itself says it, so that the answer does not tell whether the key exists.</summary>
public sealed class GetAccessKeyInfo : ReadOperation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("sts", "GetAccessKeyInfo", AccessLevel.Read) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetAccessKeyInfoRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<GetAccessKeyInfoResponse>> HandleAsync(GetAccessKeyInfoRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        // A configured root key may have an id that names another account or none; only its own account is told of it.
        var store = await context.ReadAsync(cancellationToken);
        if (await store.AccessKeys.FindAsync(request.AccessKeyId!, cancellationToken) is { } key && key.AccountId == context.Caller.AccountId)
        {
            return new GetAccessKeyInfoResponse { Account = key.AccountId.Value };
        }

        return IsKeyId(request.AccessKeyId!) && UniqueIds.TryGetAccount(request.AccessKeyId, out var account)
            ? new GetAccessKeyInfoResponse { Account = account.Value }
            : CommonErrors.Validation($"The access key id {request.AccessKeyId} is not valid.");
    }

    private static bool IsKeyId(string id) =>
        id.StartsWith(UniqueIdPrefix.AccessKey, StringComparison.Ordinal) || id.StartsWith(UniqueIdPrefix.TemporaryKey, StringComparison.Ordinal);
}
