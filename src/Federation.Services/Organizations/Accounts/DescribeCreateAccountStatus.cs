using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Organizations.Accounts;

/// <summary>AWS: DescribeCreateAccountStatus.</summary>
public sealed record DescribeCreateAccountStatusRequest
{
    /// <summary>Id that CreateAccount gave.</summary>
    [Required, RegularExpression("car-[a-z0-9]{8,32}")]
    public string? CreateAccountRequestId { get; init; }
}

/// <summary>Shows what became of a CreateAccount request.</summary>
public sealed class DescribeCreateAccountStatus : ReadOperation<DescribeCreateAccountStatusRequest, CreateAccountStatusResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("organizations", "DescribeCreateAccountStatus", AccessLevel.Read) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(
        DescribeCreateAccountStatusRequest request, OperationContext context, CancellationToken cancellationToken) => Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<CreateAccountStatusResponse>> HandleAsync(
        DescribeCreateAccountStatusRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var organization = await OrganizationRules.FindAsManagementAsync(store, context, cancellationToken);
        if (!organization.Succeeded)
        {
            return organization.Error;
        }

        var record = await store.Accounts.FindCreateRequestAsync(request.CreateAccountRequestId!, cancellationToken);
        return record is null
            ? OrganizationsErrors.CreateAccountStatusNotFound()
            : new CreateAccountStatusResponse { CreateAccountStatus = CreateAccountStatusShape.Of(record) };
    }
}
