using Federation.Model.Passwords;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.LoginProfiles;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;

namespace Federation.Services.UserSignIns;

/// <summary>What a signed-in user does about the own password: the same operation as over the wire, and the present session goes on with the new one.</summary>
public sealed class UserSecurity(UserSessions users, PortalSessions portal, ChangePassword changePassword, OperationInvoker invoker, IDatabase database, TimeProvider timeProvider)
{
    /// <summary>What the account asks of passwords; null for the default.</summary>
    public async Task<PasswordPolicy?> PolicyAsync(PortalSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        await using var store = await database.BeginReadAsync(cancellationToken);
        return await store.PasswordPolicies.FindAsync(session.HomeAccount, cancellationToken);
    }

    /// <summary>Changes it. Null: done.</summary>
    public async Task<AwsError?> ChangePasswordAsync(PortalSession session, string? old, string? next, RequestInfo request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (await users.CallerAsync(session, timeProvider.GetUtcNow(), cancellationToken) is not { } caller)
        {
            return CommonErrors.AccessDenied("Your session has ended.");
        }

        var changed = await invoker.InvokeAsync(changePassword, new ChangePasswordRequest { OldPassword = old, NewPassword = next }, request, caller, cancellationToken);
        if (!changed.Succeeded)
        {
            return changed.Error;
        }

        await using var store = await database.BeginReadAsync(cancellationToken);
        if (await store.LoginProfiles.FindAsync(caller.AccountId, caller.PrincipalId!, cancellationToken) is { } profile && IsOwnChange(profile, session, request))
        {
            await portal.ContinueAsync(session with { User = session.User! with { PasswordSetAt = profile.ChangedAt } }, cancellationToken);
        }

        return null;
    }

    /// <summary>False where somebody else has set the password anew since: the session ends with that.</summary>
    private static bool IsOwnChange(LoginProfile profile, PortalSession session, RequestInfo request)
    {
        var set = profile.ChangedAt.ToUnixTimeMilliseconds();
        return set == request.ReceivedAt.ToUnixTimeMilliseconds() || set == session.User!.PasswordSetAt.ToUnixTimeMilliseconds() + 1;
    }
}
