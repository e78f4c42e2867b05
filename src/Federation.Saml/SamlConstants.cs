namespace Federation.Saml;

/// <summary>Bindings by which messages travel (SAML Bindings 3).</summary>
public static class SamlBindings
{
    /// <summary>HTTP-Redirect.</summary>
    public const string HttpRedirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

    /// <summary>HTTP-POST.</summary>
    public const string HttpPost = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
}

/// <summary>Formats of name identifiers (SAML Core 8.3).</summary>
public static class SamlNameIdFormats
{
    /// <summary>No format was agreed; the default when none is written.</summary>
    public const string Unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

    /// <summary>Mail address.</summary>
    public const string EmailAddress = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

    /// <summary>A lasting pseudonym of the person at this service.</summary>
    public const string Persistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

    /// <summary>A pseudonym that changes with every sign-in: never a key for a person.</summary>
    public const string Transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";

    /// <summary>An entity id, as issuers have it.</summary>
    public const string Entity = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";
}

/// <summary>Status codes (SAML Core 3.2.2.2).</summary>
public static class SamlStatusCodes
{
    /// <summary>The request succeeded.</summary>
    public const string Success = "urn:oasis:names:tc:SAML:2.0:status:Success";

    /// <summary>The requester's fault.</summary>
    public const string Requester = "urn:oasis:names:tc:SAML:2.0:status:Requester";

    /// <summary>The responder's fault.</summary>
    public const string Responder = "urn:oasis:names:tc:SAML:2.0:status:Responder";

    /// <summary>Some participants of a single logout were not reached or refused.</summary>
    public const string PartialLogout = "urn:oasis:names:tc:SAML:2.0:status:PartialLogout";

    /// <summary>The request was denied.</summary>
    public const string RequestDenied = "urn:oasis:names:tc:SAML:2.0:status:RequestDenied";

    /// <summary>The principal is not known.</summary>
    public const string UnknownPrincipal = "urn:oasis:names:tc:SAML:2.0:status:UnknownPrincipal";
}
