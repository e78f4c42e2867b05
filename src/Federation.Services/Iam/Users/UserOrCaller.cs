using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Users;

/// <summary>Whom a call is about whose UserName may be left out: the user that it names, or else the caller, be it a user or the account's root.</summary>
/// <param name="User">The user; null for root.</param>
internal sealed record UserOrCaller(User? User)
{
    /// <summary>The demand on that user or root.</summary>
    internal static async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(string action, string? userName, OperationContext context, CancellationToken cancellationToken)
    {
        if (NameOf(userName, context.Caller) is { } name)
        {
            return Result<IReadOnlyList<Demand>>.Of([await UserRules.OnExistingAsync(action, name, context, cancellationToken)]);
        }

        var account = context.Caller.AccountId;
        return context.Caller.Kind == CallerKind.Root
            ? Result<IReadOnlyList<Demand>>.Of([Demand.Identity(action, Arns.Root(account), account)])
            : CommonErrors.Validation("Must specify userName when calling with non-User credentials");
    }

    /// <summary>That user or root, or NoSuchEntity.</summary>
    internal static async Task<Result<UserOrCaller>> FindAsync(IUnitOfWork store, string? userName, OperationContext context, CancellationToken cancellationToken)
    {
        if (NameOf(userName, context.Caller) is not { } name)
        {
            return new UserOrCaller((User?)null);
        }

        var user = await UserRules.FindAsync(store, context, name, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        return IsNamesake(userName, user.Value, context.Caller) ? IamErrors.ConcurrentChange() : new UserOrCaller(user.Value);
    }

    /// <summary>
    /// Whether a user that was found by the caller's name, where the call gives none, is somebody else: the name may have passed to another user since the call was
    /// authenticated, and a call about oneself is never about a namesake.
    /// </summary>
    internal static bool IsNamesake(string? userName, User user, Caller caller) => userName is null && user.UserId != caller.PrincipalId;

    private static string? NameOf(string? userName, Caller caller) => userName ?? (caller.Kind == CallerKind.User ? caller.Name : null);
}
