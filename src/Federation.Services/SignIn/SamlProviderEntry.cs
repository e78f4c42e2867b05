using Federation.Model.SamlProviders;
using Federation.Saml.Metadata;

namespace Federation.Services.SignIn;

/// <summary>A provider with its metadata read.</summary>
/// <param name="Provider">The row.</param>
/// <param name="Metadata">Keys and endpoints.</param>
public sealed record SamlProviderEntry(SamlProvider Provider, SamlIdpMetadata Metadata);
