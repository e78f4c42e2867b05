using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Policy;
using Federation.Services.Iam.Users;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.LoginProfiles;

/// <summary>AWS: ChangePassword.</summary>
public sealed record ChangePasswordRequest
{
    /// <summary>The present password.</summary>
    [Required, Length(1, 128), RegularExpression(LoginProfileRules.PasswordPattern), DataType(DataType.Password)]
    public string? OldPassword { get; init; }

    /// <summary>The new one.</summary>
    [Required, Length(1, 128), RegularExpression(LoginProfileRules.PasswordPattern), DataType(DataType.Password)]
    public string? NewPassword { get; init; }

    /// <summary>The type's name: a password must not reach a log.</summary>
    public override string ToString() => nameof(ChangePasswordRequest);
}

/// <summary>Changes the caller's own password. Other portal sessions of the user end with the old one.</summary>
public sealed class ChangePassword(PresentPassword present, PasswordGate gate) : WriteOperation<ChangePasswordRequest, Nothing>
{
    /// <summary>It counts for one demand, whose resource is the caller itself, and so need not name it: what paths and names may hold is never read as policy text.</summary>
    private static readonly CompiledPolicy Grant = CompiledPolicy.CompileStored(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ChangePassword","Resource":"*"}]}""", PolicyKind.Identity, "AccountPasswordPolicy");

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ChangePassword", AccessLevel.Write) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ChangePasswordRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var caller = context.Caller;
        if (caller.Kind != CallerKind.User)
        {
            return IamErrors.InvalidUserType("Only IAM Users can change their own password");
        }

        var demand = await UserRules.OnCallerAsync(Descriptor.Action, context, cancellationToken);
        if (!demand.Succeeded)
        {
            return demand.Error;
        }

        // AWS: AllowUsersToChangePassword gives every user of the account the permission; a policy that denies it still does.
        var policy = await (await context.ReadAsync(cancellationToken)).PasswordPolicies.FindAsync(caller.AccountId, cancellationToken);
        return Needs(demand.Value with { AccountGrant = policy?.AllowUsersToChange == true ? Grant : null });
    }

    /// <inheritdoc/>
    protected override async Task<AwsError?> PrepareAsync(ChangePasswordRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var (account, userId) = (context.Caller.AccountId, context.Caller.PrincipalId!);
        if (await (await context.ReadAsync(cancellationToken)).LoginProfiles.FindAsync(account, userId, cancellationToken) is not { } profile)
        {
            return LoginProfileRules.NotFound(context.Caller.Name!);
        }

        // No connection is held while attempts wait and the processors work.
        await context.DisposeAsync();
        var isPresent = await present.IsAsync(profile, request.OldPassword!, context.Caller, context.Request, cancellationToken);
        if (!isPresent.Succeeded)
        {
            return isPresent.Error;
        }

        if (!isPresent.Value)
        {
            return CommonErrors.AccessDenied("The old password was incorrect.");
        }

        var prepared = await NewPassword.PrepareAsync(request.NewPassword!, account, profile, gate, context, cancellationToken);
        if (!prepared.Succeeded)
        {
            return prepared.Error;
        }

        context.Keep(new Ready(profile.PasswordHash, prepared.Value.Hash));
        return null;
    }

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(ChangePasswordRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var ready = context.Kept<Ready>();
        var caller = await UserRules.FindCallerAsync(store, context, cancellationToken);
        if (!caller.Succeeded)
        {
            return caller.Error;
        }

        var user = caller.Value;
        if (await store.LoginProfiles.FindAsync(user.AccountId, user.UserId, cancellationToken) is not { } profile)
        {
            return LoginProfileRules.NotFound(user.UserName);
        }

        // The old password was verified against that very hash.
        if (profile.PasswordHash != ready.OldHash
            || await store.LoginProfiles.UpdateAsync(PasswordRules.With(profile, ready.NewHash, resetRequired: false, context.Now), cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Arn));
        return Nothing.Value;
    }

    private sealed record Ready(string OldHash, string NewHash)
    {
        public override string ToString() => nameof(Ready);
    }
}
