using System.ComponentModel.DataAnnotations;
using Federation.Model.Accounts;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Organizations;

/// <summary>AWS: CreateOrganization.</summary>
public sealed record CreateOrganizationRequest
{
    /// <summary>ALL (default) or CONSOLIDATED_BILLING.</summary>
    [AllowedValues("ALL", "CONSOLIDATED_BILLING", null)]
    public string? FeatureSet { get; init; }
}

/// <summary>An answer that holds the organization.</summary>
public sealed record OrganizationResponse
{
    /// <summary>The organization.</summary>
    public OrganizationShape? Organization { get; init; }
}

/// <summary>Makes the store's one organization; the first account becomes its management account.</summary>
public sealed class CreateOrganization : WriteOperation<CreateOrganizationRequest, OrganizationResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("organizations", "CreateOrganization", AccessLevel.Write)
    {
        Resource = ActionResource.None,
        Differs = "a store holds one organization, whose management account is the one made at the first start",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreateOrganizationRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<OrganizationResponse>> HandleAsync(
        CreateOrganizationRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var management = await store.Accounts.FindAsync(context.Caller.AccountId, cancellationToken);
        if (management is not { IsManagement: true })
        {
            return OrganizationsErrors.AccessDenied("You don't have permissions to access this resource.");
        }

        var organization = new Organization
        {
            OrganizationId = RandomIds.Create("o-", 10),
            ManagementAccountId = management.AccountId,
            RootId = RandomIds.Create("r-", 4),
            FeatureSet = request.FeatureSet ?? "ALL",
            CreatedAt = context.Now,
        };
        if (await store.Accounts.AddOrganizationAsync(organization, cancellationToken) != StoreOutcome.Stored)
        {
            return OrganizationsErrors.AlreadyInOrganization();
        }

        management = management with { JoinedMethod = "INVITED", JoinedAt = context.Now };
        if (await store.Accounts.UpdateAsync(management, cancellationToken) != StoreOutcome.Stored)
        {
            return OrganizationsErrors.ConcurrentModification();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::Organizations::Organization", organization.OrganizationId));
        return new OrganizationResponse { Organization = OrganizationShape.Of(organization, management) };
    }
}
