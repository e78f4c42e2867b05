using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: ListPolicyVersions.</summary>
public sealed record ListPolicyVersionsRequest
{
    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(ManagedPolicyRules.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListPolicyVersions, answer.</summary>
public sealed record ListPolicyVersionsResponse
{
    /// <summary>The versions without their documents.</summary>
    public IReadOnlyList<PolicyVersionShape> Versions { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the versions of a managed policy, newest first.</summary>
public sealed class ListPolicyVersions : ReadOperation<ListPolicyVersionsRequest, ListPolicyVersionsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListPolicyVersions", AccessLevel.List) { Resource = ActionResource.Policy };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListPolicyVersionsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ManagedPolicyRules.OnExistingAsync(Descriptor.Action, request.PolicyArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListPolicyVersionsResponse>> HandleAsync(ListPolicyVersionsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var policy = await ManagedPolicyRules.FindAsync(store, context, request.PolicyArn!, cancellationToken);
        if (!policy.Succeeded)
        {
            return policy.Error;
        }

        var versions = AwsManagedPolicies.Find(policy.Value.Arn) is { } builtIn
            ? [builtIn.Version]
            : await store.ManagedPolicies.ListVersionsAsync(policy.Value.AccountId, policy.Value.PolicyId, cancellationToken);
        var page = ShortList.Cut(versions, NewestFirst, request.Marker, request.MaxItems);
        return page.Succeeded
            ? new ListPolicyVersionsResponse
            {
                Versions = [.. page.Value.Items.Select(version => PolicyVersionShape.Of(policy.Value, version, withDocument: false))],
                IsTruncated = page.Value.IsTruncated,
                Marker = Paging.WriteMarker(page.Value.Next),
            }
            : page.Error;
    }

    private static string NewestFirst(ManagedPolicyVersion version) => (int.MaxValue - version.Number).ToString("D10", CultureInfo.InvariantCulture);
}
