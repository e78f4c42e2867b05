using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.RoleMappings;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Mappings;

/// <summary>federation: PutRoleMapping.</summary>
public sealed record PutRoleMappingRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 128), RegularExpression(RoleMappingRules.NamePattern)]
    public string? Name { get; init; }

    /// <summary>The document (<see cref="RoleMappingDocument"/>), JSON text.</summary>
    [Required, Length(1, 131_072)]
    public string? Document { get; init; }
}

/// <summary>Writes a role mapping of a provider of the caller's account; the former versions are kept.</summary>
public sealed class PutRoleMapping : WriteOperation<PutRoleMappingRequest, RoleMappingResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "PutRoleMapping", AccessLevel.PermissionsManagement) { Resource = ActionResource.RoleMapping };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(PutRoleMappingRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await MappingChange.DemandsAsync(Descriptor.Action, request.Name!, request.Document, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<RoleMappingResponse>> HandleAsync(PutRoleMappingRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var change = context.Kept<MappingChange>();
        if (change.Read is not { } document)
        {
            return RoleMappingRules.Invalid(change.Problems);
        }

        // Accounts are walls: a mapping lives beside its provider.
        var account = context.Caller.AccountId;
        if (!Arns.TryParseIam(document.ProviderArn, "saml-provider", out var owner, out _, out var providerName) || owner != account
            || (await store.SamlProviders.FindAsync(account, providerName, cancellationToken))?.Arn != document.ProviderArn)
        {
            return RoleMappingRules.Invalid([$"$.Provider: `{document.ProviderArn}` is no SAML provider of this account"]);
        }

        var present = await store.RoleMappings.FindAsync(account, request.Name!, cancellationToken);
        if (!RoleMappingRules.IsAsSeen(context, request.Name!, present) || present?.Document != change.InForce)
        {
            return RoleMappingRules.Changed();
        }

        var mapping = new RoleMapping
        {
            AccountId = account,
            Name = present?.Name ?? request.Name!,
            ProviderArn = document.ProviderArn,
            Document = request.Document!,
            DocumentVersion = (present?.DocumentVersion ?? 0) + 1,
            UpdatedAt = context.Now,
        };
        if (await store.RoleMappings.PutAsync(mapping, cancellationToken) != StoreOutcome.Stored)
        {
            return RoleMappingRules.Changed();
        }

        context.Audit.Resources.Add(new AuditResource("Federation::RoleMapping", Arns.RoleMapping(account, mapping.Name)));
        // The record has the document once, as it was asked for.
        context.Audit.ResponseElements = new RoleMappingResponse { RoleMapping = RoleMappingShape.Of(mapping, whole: false) };
        return new RoleMappingResponse { RoleMapping = RoleMappingShape.Of(mapping, whole: true) };
    }
}
