using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>Whose device an operation is about: a user's, or the root's own where root names its account's number as user name.</summary>
/// <param name="OwnerId">As it stands in the device's row.</param>
/// <param name="Name">User name, or the account's number.</param>
/// <param name="Arn">ARN.</param>
/// <param name="User">The user; null for root.</param>
internal sealed record MfaOwner(string OwnerId, string Name, string Arn, User? User)
{
    /// <summary>The name that the call is about: the caller's own where it gives none.</summary>
    internal static Result<string> NameOf(string? userName, OperationContext context) =>
        userName is not null ? userName
        : context.Caller.Kind switch
        {
            CallerKind.User => context.Caller.Name!,
            CallerKind.Root => context.Caller.AccountId.Value,
            _ => CommonErrors.Validation("Must specify userName when calling with non-User credentials"),
        };

    internal static bool IsRoot(string userName, OperationContext context) => context.Caller.Kind == CallerKind.Root && userName == context.Caller.AccountId.Value;

    /// <summary>The demand of an operation on somebody's devices.</summary>
    internal static async Task<Demand> OnExistingAsync(string action, string userName, OperationContext context, CancellationToken cancellationToken) =>
        IsRoot(userName, context)
            ? Demand.Identity(action, Arns.Root(context.Caller.AccountId), context.Caller.AccountId)
            : await UserRules.OnExistingAsync(action, userName, context, cancellationToken);

    /// <summary>The owner that a call names, or the caller where it names none; NoSuchEntity where it is not there.</summary>
    internal static async Task<Result<MfaOwner>> FindAsync(IUnitOfWork store, OperationContext context, string? userName, CancellationToken cancellationToken)
    {
        var name = NameOf(userName, context);
        if (!name.Succeeded)
        {
            return name.Error;
        }

        var account = context.Caller.AccountId;
        if (IsRoot(name.Value, context))
        {
            return new MfaOwner(account.Value, account.Value, Arns.Root(account), null);
        }

        var user = await UserRules.FindAsync(store, context, name.Value, cancellationToken);
        return user.Succeeded && UserOrCaller.IsNamesake(userName, user.Value, context.Caller) ? IamErrors.ConcurrentChange()
            : user.Succeeded ? new MfaOwner(user.Value.UserId, user.Value.UserName, user.Value.Arn, user.Value) : user.Error;
    }

    /// <summary>Moves the owner's version: two devices that are enabled at once are counted one after the other, and no deletion leaves one behind.</summary>
    internal Task<AwsError?> TouchAsync(IUnitOfWork store, AccountId account, CancellationToken cancellationToken) =>
        User is null ? RootRules.TouchAsync(store, account, cancellationToken) : UserRules.TouchAsync(store, User, cancellationToken);
}
