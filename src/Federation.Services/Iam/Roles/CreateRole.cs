using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: CreateRole.</summary>
public sealed record CreateRoleRequest
{
    /// <summary>Path; <c>/</c> by default.</summary>
    [Length(1, 512), RegularExpression(RoleRules.PathPattern)]
    public string? Path { get; init; }

    /// <summary>Name.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>Trust policy, JSON.</summary>
    [Required, Length(1, 131_072), RegularExpression(@"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public string? AssumeRolePolicyDocument { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    [Length(0, 1000), RegularExpression(RoleRules.DescriptionPattern)]
    public string? Description { get; init; }

    /// <summary>Seconds; 3600 by default.</summary>
    [Range(3600, 43_200)]
    public int? MaxSessionDuration { get; init; }

    /// <summary>ARN of a managed policy.</summary>
    [Length(20, 2048)]
    public string? PermissionsBoundary { get; init; }

    /// <summary>At most 50.</summary>
    [Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Makes a role.</summary>
public sealed class CreateRole(IamQuotas quotas) : WriteOperation<CreateRoleRequest, RoleResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "CreateRole", AccessLevel.Write) { Resource = ActionResource.NewRole, ConditionKeys = ["iam:PermissionsBoundary"] };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreateRoleRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        TagRules.AddRequestContext(keys, request.Tags);
        if (request.PermissionsBoundary is { } boundary)
        {
            keys["iam:PermissionsBoundary"] = [boundary];
        }

        var account = context.Caller.AccountId;
        var demand = Demand.Identity(Descriptor.Action, Arns.Role(account, request.Path ?? "/", request.RoleName!), account) with { Context = keys };
        return Task.FromResult(NeedsWithTags(demand, "iam:TagRole", request.Tags is { Count: > 0 }));
    }

    /// <inheritdoc/>
    protected override async Task<Result<RoleResponse>> HandleAsync(CreateRoleRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        // AWS keeps this path for roles of its own making; organization policies do not limit those.
        if (request.Path?.StartsWith("/aws-service-role/", StringComparison.Ordinal) == true)
        {
            return IamErrors.InvalidInput("Only AWS services can create roles with the path /aws-service-role/.");
        }

        var account = context.Caller.AccountId;
        var trust = await TrustPolicies.ToStoredAsync(request.AssumeRolePolicyDocument!, store, cancellationToken);
        if (!trust.Succeeded)
        {
            return trust.Error;
        }

        var tags = TagRules.Read(request.Tags);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        if (await store.Roles.CountAsync(account, cancellationToken) >= quotas.RolesPerAccount)
        {
            return IamErrors.LimitExceeded($"Cannot exceed quota for RolesPerAccount: {quotas.RolesPerAccount}");
        }

        var role = new Role
        {
            AccountId = account,
            RoleId = UniqueIds.Create(UniqueIdPrefix.Role, account),
            RoleName = request.RoleName!,
            Path = request.Path ?? "/",
            TrustPolicy = trust.Value,
            Description = request.Description,
            MaxSessionDuration = request.MaxSessionDuration ?? 3600,
            PermissionsBoundary = request.PermissionsBoundary,
            Tags = tags.Value,
            CreatedAt = context.Now,
        };
        if (await store.Roles.AddAsync(role, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.EntityAlreadyExists($"Role with name {request.RoleName} already exists.");
        }

        if (request.PermissionsBoundary is { } boundary && await BoundaryRules.SetAsync(store, account, role.RoleId, boundary, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Arn));
        return new RoleResponse { Role = RoleRules.Show(role, request.AssumeRolePolicyDocument!) with { RoleLastUsed = null } };
    }
}
