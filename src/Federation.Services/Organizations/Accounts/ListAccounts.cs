using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam;
using Federation.Services.Pipeline;

namespace Federation.Services.Organizations.Accounts;

/// <summary>AWS: ListAccounts.</summary>
public sealed record ListAccountsRequest
{
    /// <summary>Token of the page before.</summary>
    [Length(1, 100_000)]
    public string? NextToken { get; init; }

    /// <summary>At most this many; 20 by default.</summary>
    [Range(1, 20)]
    public int? MaxResults { get; init; }
}

/// <summary>AWS: ListAccounts, answer.</summary>
public sealed record ListAccountsResponse
{
    /// <summary>Accounts in order of their ids.</summary>
    public IReadOnlyList<AccountShape> Accounts { get; init; } = [];

    /// <summary>For the next page.</summary>
    public string? NextToken { get; init; }
}

/// <summary>Lists the accounts of the organization; for the management account.</summary>
public sealed class ListAccounts : ReadOperation<ListAccountsRequest, ListAccountsResponse>
{
    private const int DefaultResults = 20;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("organizations", "ListAccounts", AccessLevel.List) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListAccountsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<ListAccountsResponse>> HandleAsync(ListAccountsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var organization = await OrganizationRules.FindAsManagementAsync(store, context, cancellationToken);
        if (!organization.Succeeded)
        {
            return organization.Error;
        }

        var after = Paging.ReadMarker(request.NextToken);
        if (!after.Succeeded)
        {
            return OrganizationsErrors.InvalidInput("INVALID_NEXT_TOKEN", "You provided an invalid value for the NextToken parameter.");
        }

        var page = await store.Accounts.ListAsync(Paging.After(after.Value), request.MaxResults ?? DefaultResults, cancellationToken);
        return new ListAccountsResponse
        {
            Accounts = [.. page.Items.Where(account => account.JoinedMethod is not null).Select(account => AccountShape.Of(organization.Value, account))],
            NextToken = Paging.WriteMarker(page.Next),
        };
    }
}
