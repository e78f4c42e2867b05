using Federation.Model.Accounts;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Organizations;

/// <summary>What the Organizations operations share.</summary>
internal static class OrganizationRules
{
    /// <summary>The organization that the caller's account is in.</summary>
    internal static async Task<Result<Organization>> FindAsync(IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var organization = await store.Accounts.FindOrganizationAsync(cancellationToken);
        if (organization is null)
        {
            return OrganizationsErrors.NotInUse();
        }

        var account = await store.Accounts.FindAsync(context.Caller.AccountId, cancellationToken);
        return account?.JoinedMethod is null ? OrganizationsErrors.NotInUse() : organization;
    }

    /// <summary>The organization, for operations that only its management account may call.</summary>
    internal static async Task<Result<Organization>> FindAsManagementAsync(IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var organization = await FindAsync(store, context, cancellationToken);
        return organization.Succeeded && organization.Value.ManagementAccountId != context.Caller.AccountId
            ? OrganizationsErrors.AccessDenied("You don't have permissions to access this resource.")
            : organization;
    }
}
