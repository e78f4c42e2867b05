using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Attachments;

/// <summary>AWS: ListAttachedUserPolicies.</summary>
public sealed record ListAttachedUserPoliciesRequest
{
    /// <summary>Name of the user.</summary>
    [Required, Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Only policies whose path begins so; <c>/</c> by default.</summary>
    [Length(1, 512), RegularExpression(ManagedPolicyRules.PathPattern)]
    public string? PathPrefix { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(ManagedPolicyRules.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>Lists the managed policies on a user.</summary>
public sealed class ListAttachedUserPolicies : ReadOperation<ListAttachedUserPoliciesRequest, AttachedPoliciesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListAttachedUserPolicies", AccessLevel.List) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListAttachedUserPoliciesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<AttachedPoliciesResponse>> HandleAsync(ListAttachedUserPoliciesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        return user.Succeeded
            ? await AttachedPolicyRules.ListAsync(store, context, user.Value.UserId, request.PathPrefix, request.Marker, request.MaxItems, cancellationToken)
            : user.Error;
    }
}
