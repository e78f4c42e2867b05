using Federation.Model.AccessKeys;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.AccessKeys;

/// <summary>What the operations on access keys share.</summary>
internal static class AccessKeyRules
{
    /// <summary>AWS: two keys a user, and two of root, so that one can take the other's place.</summary>
    internal const int MostPerOwner = 2;

    internal const string Active = "Active";
    internal const string Inactive = "Inactive";

    /// <summary>A key of that very user (or root) of the caller's account, or NoSuchEntity: permission on one user is none on the keys of another.</summary>
    internal static async Task<Result<AccessKey>> FindAsync(IUnitOfWork store, UserOrCaller owner, string accessKeyId, OperationContext context, CancellationToken cancellationToken) =>
        await store.AccessKeys.FindAsync(accessKeyId, cancellationToken) is { } key && key.AccountId == context.Caller.AccountId && key.UserId == owner.User?.UserId
            ? key
            : IamErrors.NoSuchEntity($"The Access Key with id {accessKeyId} cannot be found.");
}
