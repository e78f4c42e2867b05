using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Services.Iam.Simulation;

/// <summary>A user, group or role with the documents that decide what it may do.</summary>
internal sealed record PolicySource
{
    /// <summary>USER, GROUP or ROLE.</summary>
    internal required string Type { get; init; }

    /// <summary>Account.</summary>
    internal required AccountId AccountId { get; init; }

    /// <summary>ARN.</summary>
    internal required string Arn { get; init; }

    /// <summary>Name.</summary>
    internal required string Name { get; init; }

    /// <summary>Unique id.</summary>
    internal required string UniqueId { get; init; }

    /// <summary>Tags.</summary>
    internal IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Identity policies: its own, those of its groups, managed ones.</summary>
    internal required IReadOnlyList<SourcePolicy> Policies { get; init; }

    /// <summary>The boundary.</summary>
    internal SourcePolicy? Boundary { get; init; }
}
