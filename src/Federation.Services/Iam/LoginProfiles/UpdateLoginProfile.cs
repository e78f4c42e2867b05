using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.LoginProfiles;

/// <summary>AWS: UpdateLoginProfile.</summary>
public sealed record UpdateLoginProfileRequest
{
    /// <summary>The user.</summary>
    [Required, Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>A new password; the present one stays where it is not given.</summary>
    [Length(1, 128), RegularExpression(LoginProfileRules.PasswordPattern), DataType(DataType.Password)]
    public string? Password { get; init; }

    /// <summary>Whether a new password must be chosen at the next sign-in.</summary>
    public bool? PasswordResetRequired { get; init; }

    /// <summary>The type's name: a password must not reach a log.</summary>
    public override string ToString() => nameof(UpdateLoginProfileRequest);
}

/// <summary>Sets a user's password anew. The user's portal sessions end with the password that began them.</summary>
public sealed class UpdateLoginProfile(PasswordGate gate) : WriteOperation<UpdateLoginProfileRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UpdateLoginProfile", AccessLevel.Write) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UpdateLoginProfileRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<AwsError?> PrepareAsync(UpdateLoginProfileRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        if (request.Password is null)
        {
            return null;
        }

        var found = await LoginProfileRules.FindAsync(await context.ReadAsync(cancellationToken), context, request.UserName!, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var prepared = await NewPassword.PrepareAsync(request.Password, context.Caller.AccountId, found.Value.Profile, gate, context, cancellationToken);
        if (!prepared.Succeeded)
        {
            return prepared.Error;
        }

        context.Keep(prepared.Value);
        return null;
    }

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(UpdateLoginProfileRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var found = await LoginProfileRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var (user, profile) = found.Value;
        var reset = request.PasswordResetRequired ?? profile.ResetRequired;
        var changed = request.Password is null ? profile with { ResetRequired = reset } : PasswordRules.With(profile, context.Kept<NewPassword>().Hash, reset, context.Now);
        if (await store.LoginProfiles.UpdateAsync(changed, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Arn));
        return Nothing.Value;
    }
}
