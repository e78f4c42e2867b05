using Federation.Model.SamlProviders;
using Federation.Saml.Metadata;

namespace Federation.Services.SignIn;

/// <summary>A provider with its metadata read.</summary>
/// <param name="Provider">The row.</param>
/// <param name="Metadata">Keys and endpoints; withdrawn keys are among them for their overlap.</param>
public sealed record SamlProviderEntry(SamlProvider Provider, SamlIdpMetadata Metadata)
{
    /// <summary>The metadata without withdrawn keys, and from when it counts alone; null where no key is withdrawn.</summary>
    public (SamlIdpMetadata Metadata, DateTimeOffset From)? AfterOverlap { get; init; }

    /// <summary>The entry as it counts at an instant.</summary>
    internal SamlProviderEntry At(DateTimeOffset now) => AfterOverlap is { } after && after.From <= now ? this with { Metadata = after.Metadata, AfterOverlap = null } : this;
}
