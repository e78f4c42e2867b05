using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: ListUserPolicies.</summary>
public sealed record ListUserPoliciesRequest
{
    /// <summary>Name of the user.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListUserPolicies, answer.</summary>
public sealed record ListUserPoliciesResponse
{
    /// <summary>Names of the inline policies.</summary>
    public IReadOnlyList<string> PolicyNames { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the inline policies of a user.</summary>
public sealed class ListUserPolicies : ReadOperation<ListUserPoliciesRequest, ListUserPoliciesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListUserPolicies", AccessLevel.List) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListUserPoliciesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListUserPoliciesResponse>> HandleAsync(ListUserPoliciesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var page = await store.InlinePolicies.ListAsync(
            user.Value.AccountId, user.Value.UserId, Paging.After(after.Value), request.MaxItems ?? Paging.DefaultItems, cancellationToken);
        return new ListUserPoliciesResponse
        {
            PolicyNames = [.. page.Items.Select(policy => policy.PolicyName)],
            IsTruncated = page.IsTruncated,
            Marker = Paging.WriteMarker(page.Next),
        };
    }
}
