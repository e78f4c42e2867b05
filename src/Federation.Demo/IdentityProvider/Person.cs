namespace Federation.Demo.IdentityProvider;

/// <summary>One person who can sign in at the development identity provider.</summary>
/// <param name="UserName">What is typed into the form; also the RoleSessionName and the mail box.</param>
/// <param name="Password">A development password, printed by the demo on purpose.</param>
/// <param name="DisplayName">Full name, sent as <c>displayName</c>.</param>
/// <param name="Attributes">SAML attributes by name, in the order in which they are sent.</param>
internal sealed record Person(string UserName, string Password, string DisplayName, IReadOnlyList<PersonAttribute> Attributes)
{
    /// <summary>Mail address, also the NameID when a service provider asks for the emailAddress format.</summary>
    public string Mail => UserName + "@example.com";

    // The record's own text would show the password.
    public override string ToString() => UserName;
}

/// <summary>One SAML attribute with its values.</summary>
internal sealed record PersonAttribute(string Name, params IReadOnlyList<string> Values);
