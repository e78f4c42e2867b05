namespace Federation.Demo.IdentityProvider.SignIn;

/// <summary>A person signed in at the IdP, in one browser.</summary>
internal sealed record IdentityProviderSession(string Id, string Index, string UserName, DateTimeOffset AuthenticatedAt, DateTimeOffset ExpiresAt);
