using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Mappings;

/// <summary>federation: RollBackRoleMapping.</summary>
public sealed record RollBackRoleMappingRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 128), RegularExpression(RoleMappingRules.NamePattern)]
    public string? Name { get; init; }

    /// <summary>The version whose document comes back.</summary>
    [Required, Range(1, int.MaxValue)]
    public int? DocumentVersion { get; init; }
}

/// <summary>Writes the document of a former version as a new version: nothing of the history is lost.</summary>
public sealed class RollBackRoleMapping : WriteOperation<RollBackRoleMappingRequest, RoleMappingResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "RollBackRoleMapping", AccessLevel.PermissionsManagement) { Resource = ActionResource.RoleMapping };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(RollBackRoleMappingRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await MappingChange.DemandsAsync(Descriptor.Action, request.Name!, await FormerAsync(request, context, cancellationToken), context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<RoleMappingResponse>> HandleAsync(RollBackRoleMappingRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        var present = await store.RoleMappings.FindAsync(account, request.Name!, cancellationToken);
        var former = await store.RoleMappings.FindVersionAsync(account, request.Name!, request.DocumentVersion!.Value, cancellationToken);
        if (present is null || former is null)
        {
            return RoleMappingRules.NotFound(request.Name!);
        }

        var change = context.Kept<MappingChange>();
        if (!RoleMappingRules.IsAsSeen(context, request.Name!, present) || present.Document != change.InForce || former.Document != change.Next)
        {
            return RoleMappingRules.Changed();
        }

        // The rules of today hold for the document of yesterday too, and its provider may be gone.
        if (change.Read is not { } document)
        {
            return RoleMappingRules.Invalid(change.Problems);
        }

        if (!Arns.TryParseIam(document.ProviderArn, "saml-provider", out _, out _, out var provider) || (await store.SamlProviders.FindAsync(account, provider, cancellationToken))?.Arn != document.ProviderArn)
        {
            return RoleMappingRules.Invalid([$"$.Provider: `{document.ProviderArn}` is no SAML provider of this account any more"]);
        }

        var mapping = former with { DocumentVersion = present.DocumentVersion + 1, UpdatedAt = context.Now };
        if (await store.RoleMappings.PutAsync(mapping, cancellationToken) != StoreOutcome.Stored)
        {
            return RoleMappingRules.Changed();
        }

        context.Audit.Resources.Add(new AuditResource("Federation::RoleMapping", Arns.RoleMapping(account, mapping.Name)));
        return new RoleMappingResponse { RoleMapping = RoleMappingShape.Of(mapping, whole: true) };
    }

    private static async Task<string?> FormerAsync(RollBackRoleMappingRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        return (await store.RoleMappings.FindVersionAsync(context.Caller.AccountId, request.Name!, request.DocumentVersion!.Value, cancellationToken))?.Document;
    }
}
