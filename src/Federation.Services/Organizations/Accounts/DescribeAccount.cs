using System.ComponentModel.DataAnnotations;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Organizations.Accounts;

/// <summary>AWS: DescribeAccount.</summary>
public sealed record DescribeAccountRequest
{
    /// <summary>Twelve digits.</summary>
    [Required, RegularExpression(@"\d{12}")]
    public string? AccountId { get; init; }
}

/// <summary>AWS: DescribeAccount, answer.</summary>
public sealed record DescribeAccountResponse
{
    /// <summary>The account.</summary>
    public AccountShape? Account { get; init; }
}

/// <summary>Shows one account of the organization; for the management account.</summary>
public sealed class DescribeAccount : ReadOperation<DescribeAccountRequest, DescribeAccountResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("organizations", "DescribeAccount", AccessLevel.Read) { Resource = ActionResource.OrganizationAccount };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DescribeAccountRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var organization = await store.Accounts.FindOrganizationAsync(cancellationToken);
        return organization is null || !AccountId.TryCreate(request.AccountId, out var account)
            ? Needs(context, "*")
            : Needs(context, Arns.OrganizationAccount(organization.ManagementAccountId, organization.OrganizationId, account));
    }

    /// <inheritdoc/>
    protected override async Task<Result<DescribeAccountResponse>> HandleAsync(DescribeAccountRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var organization = await OrganizationRules.FindAsManagementAsync(store, context, cancellationToken);
        if (!organization.Succeeded)
        {
            return organization.Error;
        }

        var account = AccountId.TryCreate(request.AccountId, out var id) ? await store.Accounts.FindAsync(id, cancellationToken) : null;
        return account?.JoinedMethod is null
            ? OrganizationsErrors.AccountNotFound()
            : new DescribeAccountResponse { Account = AccountShape.Of(organization.Value, account) };
    }
}
