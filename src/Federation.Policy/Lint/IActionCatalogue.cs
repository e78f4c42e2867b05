using System.Diagnostics.CodeAnalysis;

namespace Federation.Policy.Lint;

/// <summary>
/// What the linter may know about the actions of some services. A service that is not in the catalogue is not judged: policies
/// may speak of services that this product does not serve.
/// </summary>
public interface IActionCatalogue
{
    /// <summary>All actions of a service in the catalogue, by prefix without regard to case.</summary>
    bool TryGetService(string prefix, [NotNullWhen(true)] out IReadOnlyList<CatalogueAction>? actions);
}

/// <summary>One action of a catalogue.</summary>
/// <param name="Name">The action with its prefix, such as <c>iam:CreateUser</c>.</param>
/// <param name="ResourcePatterns">ARN patterns of its resource types, such as <c>arn:*:iam::*:user/*</c>; empty when the action knows only <c>*</c>; null when not known, and not judged.</param>
/// <param name="ConditionKeys">Service condition keys it provides, such as <c>iam:PermissionsBoundary</c>; a trailing <c>/</c> stands for a tag key. Global keys are not listed. Null when not known.</param>
public sealed record CatalogueAction(string Name, IReadOnlyList<string>? ResourcePatterns, IReadOnlyList<string>? ConditionKeys);
