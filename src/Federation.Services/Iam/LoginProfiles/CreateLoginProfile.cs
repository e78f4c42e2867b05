using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Passwords;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Passwords;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.LoginProfiles;

/// <summary>AWS: CreateLoginProfile.</summary>
public sealed record CreateLoginProfileRequest
{
    /// <summary>The user; the caller by default.</summary>
    [Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>The password.</summary>
    [Required, Length(1, 128), RegularExpression(LoginProfileRules.PasswordPattern), DataType(DataType.Password)]
    public string? Password { get; init; }

    /// <summary>Whether a new password must be chosen at the first sign-in.</summary>
    public bool? PasswordResetRequired { get; init; }

    /// <summary>The type's name: a password must not reach a log.</summary>
    public override string ToString() => nameof(CreateLoginProfileRequest);
}

/// <summary>Gives a user a password for the portal.</summary>
public sealed class CreateLoginProfile(PasswordGate gate) : WriteOperation<CreateLoginProfileRequest, LoginProfileResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "CreateLoginProfile", AccessLevel.Write) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreateLoginProfileRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var name = LoginProfileRules.NameOf(request.UserName, context);
        return name.Succeeded ? Needs(await UserRules.OnExistingAsync(Descriptor.Action, name.Value, context, cancellationToken)) : name.Error;
    }

    /// <inheritdoc/>
    protected override async Task<AwsError?> PrepareAsync(CreateLoginProfileRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        // What would be refused anyway costs no hash.
        var user = await LoginProfileRules.FindUserAsync(await context.ReadAsync(cancellationToken), context, request.UserName, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        var prepared = await NewPassword.PrepareAsync(request.Password!, context.Caller.AccountId, null, gate, context, cancellationToken);
        if (!prepared.Succeeded)
        {
            return prepared.Error;
        }

        context.Keep(prepared.Value);
        return null;
    }

    /// <inheritdoc/>
    protected override async Task<Result<LoginProfileResponse>> HandleAsync(CreateLoginProfileRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var found = await LoginProfileRules.FindUserAsync(store, context, request.UserName, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var user = found.Value;
        var profile = new LoginProfile
        {
            AccountId = user.AccountId,
            UserId = user.UserId,
            PasswordHash = context.Kept<NewPassword>().Hash,
            ResetRequired = request.PasswordResetRequired ?? false,
            CreatedAt = context.Now,
            ChangedAt = context.Now,
        };
        if (await UserRules.TouchAsync(store, user, cancellationToken) is { } stale)
        {
            return stale;
        }

        if (await store.LoginProfiles.AddAsync(profile, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.EntityAlreadyExists($"Login Profile for user {user.UserName} already exists.");
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Arn));
        return new LoginProfileResponse { LoginProfile = LoginProfileShape.Of(user, profile) };
    }
}
