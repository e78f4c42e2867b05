using System.ComponentModel.DataAnnotations;
using Federation.Model.Passwords;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.PasswordPolicies;

/// <summary>AWS: UpdateAccountPasswordPolicy. What is not given gets AWS's default: this replaces the policy.</summary>
public sealed record UpdateAccountPasswordPolicyRequest
{
    /// <summary>6 by default.</summary>
    [Range(6, 128)]
    public int? MinimumPasswordLength { get; init; }

    /// <summary>False by default.</summary>
    public bool? RequireSymbols { get; init; }

    /// <summary>False by default.</summary>
    public bool? RequireNumbers { get; init; }

    /// <summary>False by default.</summary>
    public bool? RequireUppercaseCharacters { get; init; }

    /// <summary>False by default.</summary>
    public bool? RequireLowercaseCharacters { get; init; }

    /// <summary>False by default.</summary>
    public bool? AllowUsersToChangePassword { get; init; }

    /// <summary>Days; for ever by default.</summary>
    [Range(1, 1095)]
    public int? MaxPasswordAge { get; init; }

    /// <summary>None by default.</summary>
    [Range(1, 24)]
    public int? PasswordReusePrevention { get; init; }

    /// <summary>False by default.</summary>
    public bool? HardExpiry { get; init; }
}

/// <summary>Sets what the account asks of its users' passwords, from the next password on; age and reuse count for present ones too.</summary>
public sealed class UpdateAccountPasswordPolicy : WriteOperation<UpdateAccountPasswordPolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UpdateAccountPasswordPolicy", AccessLevel.Write) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UpdateAccountPasswordPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(
        UpdateAccountPasswordPolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var policy = new PasswordPolicy
        {
            AccountId = context.Caller.AccountId,
            MinimumLength = request.MinimumPasswordLength ?? 6,
            RequireSymbols = request.RequireSymbols ?? false,
            RequireNumbers = request.RequireNumbers ?? false,
            RequireUppercase = request.RequireUppercaseCharacters ?? false,
            RequireLowercase = request.RequireLowercaseCharacters ?? false,
            AllowUsersToChange = request.AllowUsersToChangePassword ?? false,
            MaxAgeDays = request.MaxPasswordAge,
            ReusePrevention = request.PasswordReusePrevention,
            HardExpiry = request.HardExpiry,
        };
        return await store.PasswordPolicies.PutAsync(policy, cancellationToken) == StoreOutcome.Stored ? Nothing.Value : IamErrors.ConcurrentChange();
    }
}
