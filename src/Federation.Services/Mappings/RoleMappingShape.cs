using Federation.Model.Identifiers;
using Federation.Services.Pipeline;

namespace Federation.Services.Mappings;

/// <summary>A role mapping on the wire.</summary>
public sealed record RoleMappingShape
{
    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>ARN of the provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The document, JSON text.</summary>
    public string? Document { get; init; }

    /// <summary>Version of the document, from 1.</summary>
    public int? DocumentVersion { get; init; }

    /// <summary>When it was last written.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The shape of a mapping; lists leave the document out.</summary>
    public static RoleMappingShape Of(Model.RoleMappings.RoleMapping mapping, bool whole)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return new RoleMappingShape
        {
            Name = mapping.Name,
            Provider = mapping.ProviderArn,
            Document = whole ? mapping.Document : null,
            DocumentVersion = mapping.DocumentVersion,
            UpdatedAt = mapping.UpdatedAt,
        };
    }
}

/// <summary>An answer that holds one mapping.</summary>
public sealed record RoleMappingResponse
{
    /// <summary>The mapping.</summary>
    public RoleMappingShape? RoleMapping { get; init; }
}

/// <summary>What the mapping operations share.</summary>
internal static class RoleMappingRules
{
    private const string Kind = "role-mapping";
    internal const string NamePattern = @"[\w+=,.@-]+";

    /// <summary>
    /// The demand of an operation on a mapping: the ARN with the name as it is stored, since names are found without regard to case and policies match resources with
    /// regard to it; the name as it was asked for where there is none.
    /// </summary>
    internal static async Task<Demand> DemandAsync(string action, string name, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        var present = await (await context.ReadAsync(cancellationToken)).RoleMappings.FindAsync(account, name, cancellationToken);
        context.Saw(Kind, NameKey.Of(name), IdentityOf(present));
        return Demand.Identity(action, Arns.RoleMapping(account, present?.Name ?? name), account) with { Shown = Arns.RoleMapping(account, name) };
    }

    /// <summary>False where the mapping is another one than the demand was decided on.</summary>
    internal static bool IsAsSeen(OperationContext context, string name, Model.RoleMappings.RoleMapping? present) => context.IsAsSeen(Kind, NameKey.Of(name), IdentityOf(present));

    internal static Model.Results.AwsError Changed() => new("ConcurrentModificationException", 400, "Another request changed this role mapping at the same time.");

    private static string? IdentityOf(Model.RoleMappings.RoleMapping? mapping) =>
        mapping is null ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{mapping.Name}/{mapping.DocumentVersion}");

    internal static Model.Results.AwsError NotFound(string name) => new("NoSuchEntityException", 400, $"The role mapping with name {name} cannot be found.");

    internal static Model.Results.AwsError Invalid(IReadOnlyList<string> problems) =>
        new("InvalidRoleMappingException", 400, $"The role mapping document is not valid: {string.Join("; ", problems)}");
}
