using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Aliases;

/// <summary>AWS: ListAccountAliases.</summary>
public sealed record ListAccountAliasesRequest
{
    /// <summary>Marker of the page before; there is only one page.</summary>
    [Length(1, 1024)]
    public string? Marker { get; init; }

    /// <summary>At most this many; an account has one alias at most.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListAccountAliases, answer.</summary>
public sealed record ListAccountAliasesResponse
{
    /// <summary>The alias, if there is one.</summary>
    public IReadOnlyList<string> AccountAliases { get; init; } = [];

    /// <summary>Always false.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>Never there.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the alias of the caller's account.</summary>
public sealed class ListAccountAliases : ReadOperation<ListAccountAliasesRequest, ListAccountAliasesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListAccountAliases", AccessLevel.List) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListAccountAliasesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<ListAccountAliasesResponse>> HandleAsync(ListAccountAliasesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        if (request.Marker is not null)
        {
            return CommonErrors.Validation("Invalid Marker.");
        }

        var store = await context.ReadAsync(cancellationToken);
        var alias = await store.AccountAliases.FindOfAccountAsync(context.Caller.AccountId, cancellationToken);
        return new ListAccountAliasesResponse { AccountAliases = alias is null ? [] : [alias.Alias], IsTruncated = false };
    }
}
