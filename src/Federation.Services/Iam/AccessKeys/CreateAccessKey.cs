using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Federation.Model.AccessKeys;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.AccessKeys;

/// <summary>AWS: CreateAccessKey.</summary>
public sealed record CreateAccessKeyRequest
{
    /// <summary>Name of the user; the caller, a user or root, by default.</summary>
    [Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }
}

/// <summary>AWS: AccessKey.</summary>
public sealed record AccessKeyShape
{
    /// <summary>Name of the user; not of root.</summary>
    public string? UserName { get; init; }

    /// <summary><c>AKIA…</c>.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Active.</summary>
    public string? Status { get; init; }

    /// <summary>The secret, which is shown here and never again.</summary>
    [DataType(DataType.Password)]
    public string? SecretAccessKey { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>The id alone: the secret must not reach a log.</summary>
    public override string ToString() => $"{nameof(AccessKeyShape)} {AccessKeyId}";
}

/// <summary>AWS: CreateAccessKey, answer.</summary>
public sealed record CreateAccessKeyResponse
{
    /// <summary>The key.</summary>
    public AccessKeyShape? AccessKey { get; init; }
}

/// <summary>Makes a long-term key of a user or of root. The store holds its secret sealed under the key ring.</summary>
public sealed class CreateAccessKey(IKeyRing ring) : WriteOperation<CreateAccessKeyRequest, CreateAccessKeyResponse>
{
    /// <summary>Forty characters, as AWS's.</summary>
    private const int SecretBytes = 30;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "CreateAccessKey", AccessLevel.Write) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreateAccessKeyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        UserOrCaller.DemandsAsync(Descriptor.Action, request.UserName, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<CreateAccessKeyResponse>> HandleAsync(CreateAccessKeyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var owner = await UserOrCaller.FindAsync(store, request.UserName, context, cancellationToken);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        if (await CheckQuotaAsync(store, owner.Value, context.Caller.AccountId, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
        var id = UniqueIds.Create(UniqueIdPrefix.AccessKey, context.Caller.AccountId);
        var key = new AccessKey
        {
            AccountId = context.Caller.AccountId,
            AccessKeyId = id,
            UserId = owner.Value.User?.UserId,
            SealedSecret = ring.Seal(AccessKey.SecretLabel(id), Encoding.ASCII.GetBytes(secret)),
            Status = AccessKeyRules.Active,
            CreatedAt = context.Now,
        };
        if (await store.AccessKeys.AddAsync(key, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::AccessKey", id));
        return new CreateAccessKeyResponse
        {
            AccessKey = new AccessKeyShape { UserName = owner.Value.User?.UserName, AccessKeyId = id, Status = key.Status, SecretAccessKey = secret, CreateDate = key.CreatedAt },
        };
    }

    /// <summary>Takes the owner's row (of root, the account's) before it counts: two creations at once cannot both see the last free place.</summary>
    private static async Task<AwsError?> CheckQuotaAsync(IUnitOfWork store, UserOrCaller owner, AccountId account, CancellationToken cancellationToken)
    {
        if ((owner.User is null ? await RootRules.TouchAsync(store, account, cancellationToken) : await UserRules.TouchAsync(store, owner.User, cancellationToken)) is { } stale)
        {
            return stale;
        }

        return (await store.AccessKeys.ListAsync(account, owner.User?.UserId, cancellationToken)).Count >= AccessKeyRules.MostPerOwner
            ? IamErrors.LimitExceeded($"Cannot exceed quota for AccessKeysPerUser: {AccessKeyRules.MostPerOwner}")
            : null;
    }
}
