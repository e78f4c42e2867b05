using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.PasswordPolicies;

/// <summary>AWS: GetAccountPasswordPolicy, answer.</summary>
public sealed record GetAccountPasswordPolicyResponse
{
    /// <summary>The policy.</summary>
    public PasswordPolicyShape? PasswordPolicy { get; init; }
}

/// <summary>Shows the account's own password policy.</summary>
public sealed class GetAccountPasswordPolicy : ReadOperation<Nothing, GetAccountPasswordPolicyResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetAccountPasswordPolicy", AccessLevel.Read) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<GetAccountPasswordPolicyResponse>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        return await (await context.ReadAsync(cancellationToken)).PasswordPolicies.FindAsync(account, cancellationToken) is { } policy
            ? new GetAccountPasswordPolicyResponse { PasswordPolicy = PasswordPolicyShape.Of(policy) }
            : IamErrors.NoSuchEntity($"The Password Policy with domain name {account} cannot be found.");
    }
}
