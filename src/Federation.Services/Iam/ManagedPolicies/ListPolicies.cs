using System.ComponentModel.DataAnnotations;
using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: ListPolicies.</summary>
public sealed record ListPoliciesRequest
{
    /// <summary>Whose: <c>All</c> (the default), <c>AWS</c>, or <c>Local</c> for the account's own.</summary>
    [AllowedValues("All", "AWS", "Local")]
    public string? Scope { get; init; }

    /// <summary>Whether only those that are attached to something in the account.</summary>
    public bool? OnlyAttached { get; init; }

    /// <summary>Only policies whose path begins so; <c>/</c> by default.</summary>
    [Length(1, 512), RegularExpression(ManagedPolicyRules.PathPattern)]
    public string? PathPrefix { get; init; }

    /// <summary>Only those that are used so: <c>PermissionsPolicy</c> or <c>PermissionsBoundary</c>.</summary>
    [AllowedValues("PermissionsPolicy", "PermissionsBoundary")]
    public string? PolicyUsageFilter { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(ManagedPolicyRules.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListPolicies, answer.</summary>
public sealed record ListPoliciesResponse
{
    /// <summary>The policies, without descriptions and tags.</summary>
    public IReadOnlyList<PolicyShape> Policies { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the account's own managed policies, and after them the gateway's, each in order of their names.</summary>
public sealed class ListPolicies : ReadOperation<ListPoliciesRequest, ListPoliciesResponse>
{
    // A marker is the name key after which to go on, behind the letter of the list that it belongs to.
    private const string Own = "l/";
    private const string BuiltIn = "a/";

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListPolicies", AccessLevel.List)
    {
        Resource = ActionResource.None,
        Differs = "the policies under arn:aws:iam::aws:policy/ are the gateway's own and written for what it serves: fewer than AWS's, under AWS's names where they mean the same",
    };

    /// <summary>The list is no resource with an ARN: only <c>*</c> in a policy reaches it, and denials name it as AWS does.</summary>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListPoliciesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, $"policy path {request.PathPrefix ?? "/"}"));

    /// <inheritdoc/>
    protected override async Task<Result<ListPoliciesResponse>> HandleAsync(ListPoliciesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var marker = Paging.ReadMarker(request.Marker);
        if (!marker.Succeeded)
        {
            return marker.Error;
        }

        var after = marker.Value;
        if (after.Length > 0 && !after.StartsWith(Own, StringComparison.Ordinal) && !after.StartsWith(BuiltIn, StringComparison.Ordinal))
        {
            return CommonErrors.Validation("Invalid Marker.");
        }

        var store = await context.ReadAsync(cancellationToken);
        var take = request.MaxItems ?? Paging.DefaultItems;
        var found = new List<ManagedPolicy>();
        string? next = null;
        if (request.Scope != "AWS" && !after.StartsWith(BuiltIn, StringComparison.Ordinal))
        {
            var page = await OwnAsync(store, context.Caller.AccountId, request, after.Length > 0 ? after[Own.Length..] : null, take, cancellationToken);
            found.AddRange(page.Items);
            next = page.Next is null ? null : Own + page.Next;
        }

        if (request.Scope != "Local" && next is null)
        {
            var rest = await BuiltInAsync(store, context.Caller.AccountId, request, after.StartsWith(BuiltIn, StringComparison.Ordinal) ? after[BuiltIn.Length..] : null, cancellationToken);
            var fitting = rest.Take(take - found.Count).ToList();
            found.AddRange(fitting);
            next = fitting.Count < rest.Count ? BuiltIn + (fitting.Count == 0 ? string.Empty : NameKey.Of(fitting[^1].PolicyName)) : null;
        }

        return new ListPoliciesResponse
        {
            Policies = [.. found.Select(policy => PolicyShape.Of(policy, whole: false))],
            IsTruncated = next is not null,
            Marker = Paging.WriteMarker(next),
        };
    }

    private static Task<Page<ManagedPolicy>> OwnAsync(
        IUnitOfWork store, AccountId account, ListPoliciesRequest request, string? after, int take, CancellationToken cancellationToken) =>
        UsageOf(request) is var usage and not PolicyUsage.None
            ? store.ManagedPolicies.ListUsedAsync(account, usage, request.PathPrefix ?? "/", after, take, cancellationToken)
            : store.ManagedPolicies.ListAsync(account, request.PathPrefix ?? "/", after, take, cancellationToken);

    private static async Task<List<ManagedPolicy>> BuiltInAsync(
        IUnitOfWork store, AccountId account, ListPoliciesRequest request, string? after, CancellationToken cancellationToken)
    {
        var usage = UsageOf(request);
        var counts = await store.PolicyAttachments.CountBuiltInAsync(account, cancellationToken);
        return
        [
            .. AwsManagedPolicies.All
                .Select(builtIn => builtIn.Policy with
                {
                    AttachmentCount = CountOf(counts, builtIn.Policy.PolicyId, PolicyUsage.Permissions),
                    BoundaryCount = CountOf(counts, builtIn.Policy.PolicyId, PolicyUsage.Boundary),
                })
                .Where(policy => policy.Path.StartsWith(request.PathPrefix ?? "/", StringComparison.Ordinal)
                    && string.CompareOrdinal(NameKey.Of(policy.PolicyName), after) > 0
                    && (usage == PolicyUsage.None || CountOf(counts, policy.PolicyId, usage) > 0)),
        ];
    }

    private static int CountOf(IReadOnlyList<PolicyUseCount> counts, string policyId, PolicyUsage usage) =>
        counts.FirstOrDefault(count => count.PolicyId == policyId && count.Usage == usage)?.Count ?? 0;

    private static PolicyUsage UsageOf(ListPoliciesRequest request) =>
        PolicyUsageNames.Read(request.PolicyUsageFilter) is var usage and not PolicyUsage.None ? usage
        : request.OnlyAttached == true ? PolicyUsage.Permissions : PolicyUsage.None;
}
