using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Organizations;

/// <summary>AWS: DescribeOrganization. Any account of the organization may ask.</summary>
public sealed class DescribeOrganization : ReadOperation<Nothing, OrganizationResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("organizations", "DescribeOrganization", AccessLevel.Read) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<OrganizationResponse>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var organization = await OrganizationRules.FindAsync(store, context, cancellationToken);
        if (!organization.Succeeded)
        {
            return organization.Error;
        }

        var management = await store.Accounts.FindAsync(organization.Value.ManagementAccountId, cancellationToken);
        return management is null
            ? OrganizationsErrors.NotInUse()
            : new OrganizationResponse { Organization = OrganizationShape.Of(organization.Value, management) };
    }
}
