using Federation.Model.Passwords;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.LoginProfiles;

/// <summary>What the login profile operations share.</summary>
internal static class LoginProfileRules
{
    /// <summary>AWS: Latin-1 without control characters.</summary>
    internal const string PasswordPattern = @"[\u0009\u000A\u000D\u0020-\u00FF]+";

    internal static AwsError NotFound(string userName) => IamErrors.NoSuchEntity($"Login Profile for User {userName} cannot be found.");

    /// <summary>AWS: without a name, the operations are about the caller.</summary>
    internal static Result<string> NameOf(string? userName, OperationContext context) =>
        userName is not null ? userName
        : context.Caller is { Kind: CallerKind.User, Name: { } own } ? own
        : CommonErrors.Validation("Must specify userName when calling with non-User credentials");

    /// <summary>The user that a call names, or the caller where it names none; NoSuchEntity where it is not there.</summary>
    internal static async Task<Result<User>> FindUserAsync(IUnitOfWork store, OperationContext context, string? userName, CancellationToken cancellationToken)
    {
        var name = NameOf(userName, context);
        if (!name.Succeeded)
        {
            return name.Error;
        }

        var user = await UserRules.FindAsync(store, context, name.Value, cancellationToken);
        return user.Succeeded && UserOrCaller.IsNamesake(userName, user.Value, context.Caller) ? IamErrors.ConcurrentChange() : user;
    }

    /// <summary>User and profile, or NoSuchEntity for whichever is not there.</summary>
    internal static async Task<Result<(User User, LoginProfile Profile)>> FindAsync(IUnitOfWork store, OperationContext context, string? userName, CancellationToken cancellationToken)
    {
        var user = await FindUserAsync(store, context, userName, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        return await store.LoginProfiles.FindAsync(user.Value.AccountId, user.Value.UserId, cancellationToken) is { } profile ? (user.Value, profile) : NotFound(user.Value.UserName);
    }
}
