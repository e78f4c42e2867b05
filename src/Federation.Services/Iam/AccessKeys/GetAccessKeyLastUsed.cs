using System.ComponentModel.DataAnnotations;
using Federation.Model.AccessKeys;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Services.Authorization;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.AccessKeys;

/// <summary>AWS: GetAccessKeyLastUsed.</summary>
public sealed record GetAccessKeyLastUsedRequest
{
    /// <summary>Id of the key.</summary>
    [Required, Length(16, 128), RegularExpression(@"[\w]+")]
    public string? AccessKeyId { get; init; }
}

/// <summary>AWS: AccessKeyLastUsed.</summary>
public sealed record AccessKeyLastUsedShape
{
    /// <summary>When it last signed a request, give or take a minute; absent where it never did.</summary>
    public DateTimeOffset? LastUsedDate { get; init; }

    /// <summary>Service of that request; <c>N/A</c> where there was none.</summary>
    public string? ServiceName { get; init; }

    /// <summary>Region of that request; <c>N/A</c> where there was none.</summary>
    public string? Region { get; init; }

    /// <summary>The shape of a use.</summary>
    internal static AccessKeyLastUsedShape Of(CredentialUse? use) => new() { LastUsedDate = use?.At, ServiceName = use?.Service ?? "N/A", Region = use?.Region ?? "N/A" };
}

/// <summary>AWS: GetAccessKeyLastUsed, answer.</summary>
public sealed record GetAccessKeyLastUsedResponse
{
    /// <summary>Name of the user whose key it is; not of root.</summary>
    public string? UserName { get; init; }

    /// <summary>The use.</summary>
    public AccessKeyLastUsedShape? AccessKeyLastUsed { get; init; }
}

/// <summary>Tells when a key last signed a request.</summary>
public sealed class GetAccessKeyLastUsed : ReadOperation<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetAccessKeyLastUsed", AccessLevel.Read) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetAccessKeyLastUsedRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        var store = await context.ReadAsync(cancellationToken);
        var key = await store.AccessKeys.FindAsync(request.AccessKeyId!, cancellationToken);
        var user = key?.UserId is { } id && key.AccountId == account ? await store.Users.FindByIdAsync(account, id, cancellationToken) : null;
        var isThere = key is not null && key.AccountId == account && (key.UserId is null || user is not null);
        context.Keep(new Ready(isThere ? key : null, user?.UserName));

        // A key that is not there is asked for as one of a user without a name: whoever has no right to a colleague's key does not learn which keys there are.
        var resource = !isThere ? Arns.User(account, "/", "*") : user?.Arn ?? Arns.Root(account);
        return Needs(Demand.Identity(Descriptor.Action, resource, account) with { Context = UserRules.KeysOf(user), Shown = $"access key {request.AccessKeyId}" });
    }

    /// <inheritdoc/>
    protected override Task<Result<GetAccessKeyLastUsedResponse>> HandleAsync(GetAccessKeyLastUsedRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var (key, userName) = context.Kept<Ready>();
        return Task.FromResult<Result<GetAccessKeyLastUsedResponse>>(key is null
            // AWS gives no NoSuchEntity here: a key that is not there and one of another account are refused alike.
            ? Authorizer.Unexplained(context.Caller, Descriptor.Action, $"access key {request.AccessKeyId}", "the account has no such key")
            : new GetAccessKeyLastUsedResponse { UserName = userName, AccessKeyLastUsed = AccessKeyLastUsedShape.Of(key.LastUse) });
    }

    private sealed record Ready(AccessKey? Key, string? UserName);
}
