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
    internal const string NamePattern = @"[\w+=,.@-]+";

    internal static Model.Results.AwsError NotFound(string name) => new("NoSuchEntityException", 400, $"The role mapping with name {name} cannot be found.");

    internal static Model.Results.AwsError Invalid(IReadOnlyList<string> problems) =>
        new("InvalidRoleMappingException", 400, $"The role mapping document is not valid: {string.Join("; ", problems)}");
}
