using System.ComponentModel.DataAnnotations;
using System.Runtime.Serialization;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: UpdateRole.</summary>
public sealed record UpdateRoleRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>At most 1,000 characters; unchanged by default.</summary>
    [Length(0, 1000), RegularExpression(RoleRules.DescriptionPattern)]
    public string? Description { get; init; }

    /// <summary>Seconds; unchanged by default.</summary>
    [Range(3600, 43_200)]
    public int? MaxSessionDuration { get; init; }
}

/// <summary>AWS: UpdateRole, answer: a structure without members, which clients expect to be there all the same.</summary>
[DataContract]
public sealed record UpdateRoleResponse;

/// <summary>Changes a role's description and the longest session. Sessions that are out keep their length.</summary>
public sealed class UpdateRole : WriteOperation<UpdateRoleRequest, UpdateRoleResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UpdateRole", AccessLevel.Write) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UpdateRoleRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<UpdateRoleResponse>> HandleAsync(UpdateRoleRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        var changed = role.Value with
        {
            Description = request.Description ?? role.Value.Description,
            MaxSessionDuration = request.MaxSessionDuration ?? role.Value.MaxSessionDuration,
        };
        if (await store.Roles.UpdateAsync(changed, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Value.Arn));
        return new UpdateRoleResponse();
    }
}
