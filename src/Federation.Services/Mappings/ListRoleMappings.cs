using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam;
using Federation.Services.Pipeline;

namespace Federation.Services.Mappings;

/// <summary>federation: ListRoleMappings.</summary>
public sealed record ListRoleMappingsRequest
{
    /// <summary>Token of the page before.</summary>
    [Length(1, 1024)]
    public string? NextToken { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxResults { get; init; }
}

/// <summary>federation: ListRoleMappings, answer.</summary>
public sealed record ListRoleMappingsResponse
{
    /// <summary>The mappings, without their documents.</summary>
    public IReadOnlyList<RoleMappingShape> RoleMappings { get; init; } = [];

    /// <summary>For the next page.</summary>
    public string? NextToken { get; init; }
}

/// <summary>Lists the role mappings of the caller's account.</summary>
public sealed class ListRoleMappings : ReadOperation<ListRoleMappingsRequest, ListRoleMappingsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "ListRoleMappings", AccessLevel.List) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListRoleMappingsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<ListRoleMappingsResponse>> HandleAsync(ListRoleMappingsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var after = Paging.ReadMarker(request.NextToken);
        if (!after.Succeeded)
        {
            return new AwsError("InvalidNextTokenException", 400, "The NextToken is not valid.");
        }

        var store = await context.ReadAsync(cancellationToken);
        var page = await store.RoleMappings.ListAsync(context.Caller.AccountId, Paging.After(after.Value), request.MaxResults ?? Paging.DefaultItems, cancellationToken);
        return new ListRoleMappingsResponse
        {
            RoleMappings = [.. page.Items.Select(mapping => RoleMappingShape.Of(mapping, whole: false))],
            NextToken = Paging.WriteMarker(page.Next),
        };
    }
}
