using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.AuthorizationDetails;

/// <summary>AWS: GetAccountAuthorizationDetails.</summary>
public sealed record GetAccountAuthorizationDetailsRequest
{
    /// <summary>Kinds of entities; all by default.</summary>
    [ElementValues(DetailPages.User, DetailPages.Role, DetailPages.Group, DetailPages.LocalPolicy, DetailPages.AwsPolicy)]
    public IReadOnlyList<string>? Filter { get; init; }

    /// <summary>At most this many entities of all kinds together; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(@"[\u0020-\u00FF]+")]
    public string? Marker { get; init; }
}

/// <summary>AWS: GetAccountAuthorizationDetails, answer.</summary>
public sealed record GetAccountAuthorizationDetailsResponse
{
    /// <summary>Users.</summary>
    public IReadOnlyList<UserDetailShape> UserDetailList { get; init; } = [];

    /// <summary>Groups.</summary>
    public IReadOnlyList<GroupDetailShape> GroupDetailList { get; init; } = [];

    /// <summary>Roles.</summary>
    public IReadOnlyList<RoleDetailShape> RoleDetailList { get; init; } = [];

    /// <summary>Managed policies: the account's own, and those under <c>arn:aws:iam::aws:policy/</c> that it uses.</summary>
    public IReadOnlyList<ManagedPolicyDetailShape> Policies { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Shows every user, group, role and policy of the caller's account with what hangs on what.</summary>
public sealed class GetAccountAuthorizationDetails : ReadOperation<GetAccountAuthorizationDetailsRequest, GetAccountAuthorizationDetailsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetAccountAuthorizationDetails", AccessLevel.Read) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetAccountAuthorizationDetailsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<GetAccountAuthorizationDetailsResponse>> HandleAsync(
        GetAccountAuthorizationDetailsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        // The marker names the kind that the page before ended in, and the key within it.
        var place = after.Value.Split(':', 2);
        var start = after.Value.Length == 0 ? 0 : Array.IndexOf(DetailPages.Kinds, place[0]);
        if (start < 0 || (after.Value.Length > 0 && place.Length != 2))
        {
            return CommonErrors.Validation("Invalid Marker.");
        }

        var pages = new DetailPages(await context.ReadAsync(cancellationToken), context.Caller.AccountId, request.MaxItems ?? Paging.DefaultItems);
        var key = place.Length == 2 ? Paging.After(place[1]) : null;
        string? next = null;
        for (var i = start; i < DetailPages.Kinds.Length && next is null; i++, key = null)
        {
            if (request.Filter is not { Count: > 0 } filter || filter.Contains(DetailPages.Kinds[i]))
            {
                var rest = await pages.AddAsync(DetailPages.Kinds[i], key, cancellationToken);
                next = rest is null ? null : $"{DetailPages.Kinds[i]}:{rest}";
            }
        }

        return new GetAccountAuthorizationDetailsResponse
        {
            UserDetailList = pages.Users,
            GroupDetailList = pages.Groups,
            RoleDetailList = pages.Roles,
            Policies = pages.Policies,
            IsTruncated = next is not null,
            Marker = Paging.WriteMarker(next),
        };
    }
}
