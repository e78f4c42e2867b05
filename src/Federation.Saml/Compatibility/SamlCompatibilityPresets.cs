namespace Federation.Saml.Compatibility;

/// <summary>The presets. None of them loosens a check: they choose what is asked for, never what is accepted.</summary>
public static class SamlCompatibilityPresets
{
    private const string NoContext = "No way of signing in is asked for, so that passkeys and multi-factor sign-ins are not refused.";

    /// <summary>All presets, by product name.</summary>
    public static IReadOnlyList<SamlCompatibilityPreset> All { get; } =
    [
        new("Entra", "Microsoft Entra ID",
        [
            "Requests go by Redirect and are not signed, which Entra does not need unless it is told to.",
            "No NameID format is asked for: Entra answers any but its four formats with an error.",
            NoContext,
            "The object identifier is the subject's key: it survives a change of name and of mail address.",
            "Clocks may differ by 180 s: Entra's assertions begin at the very instant of issue.",
            "A person in more than 150 groups comes with a link instead of groups; assign groups to the application, or send application roles.",
        ])
        {
            SignRequests = false,
            AuthnRequestBinding = SamlBindings.HttpRedirect,
            SubjectAttribute = "http://schemas.microsoft.com/identity/claims/objectidentifier",
        },
        new("Okta", "Okta",
        [
            "Requests go by POST and are signed.",
            "No NameID format is asked for: it has to be the one of the application's settings, or Okta refuses.",
            NoContext,
            "The NameID is the subject's key: set it to the Okta user ID, which never changes, rather than to the mail address.",
            "Okta signs the response and the assertion; both are verified.",
        ])
        {
            AuthnRequestBinding = SamlBindings.HttpPost,
        },
        new("AdFs", "Active Directory Federation Services",
        [
            "Requests go by Redirect, signed with RSA and SHA-256.",
            "No NameID format is asked for: without a claim rule AD FS sends no NameID at all, and that is accepted.",
            NoContext,
            "The primary SID is the subject's key: user principal names change with the person's name. It needs a claim rule.",
            "AD FS replaces its token-signing certificate by itself once a year: give the metadata URL, so that the next key is known before it signs.",
        ])
        {
            SignRequests = true,
            AuthnRequestBinding = SamlBindings.HttpRedirect,
            SubjectAttribute = "http://schemas.microsoft.com/ws/2008/06/identity/claims/primarysid",
        },
        new("Google", "Google Workspace",
        [
            "Requests go by Redirect and are not signed: Google does not look at request signatures.",
            "No NameID format is asked for: Google sends what the application's settings say.",
            NoContext,
            "The NameID is the subject's key; Google offers the mail address, which can be given to another person later: map the employee ID where you have one.",
            "Google has no single logout: signing out here leaves the Google session alone.",
        ])
        {
            SignRequests = false,
            AuthnRequestBinding = SamlBindings.HttpRedirect,
        },
        new("Keycloak", "Keycloak",
        [
            "Requests go by POST and are signed: a Keycloak client demands it by default.",
            "A persistent NameID is asked for: it is the subject's key and says nothing of the person.",
            NoContext,
            "Clocks may differ by 180 s, though Keycloak itself allows none.",
            "Keycloak puts the client's Master SAML Processing URL into Destination: it has to be our assertion consumer URL.",
        ])
        {
            SignRequests = true,
            AuthnRequestBinding = SamlBindings.HttpPost,
            NameIdFormat = SamlNameIdFormats.Persistent,
        },
        new("LemonLdapNg", "LemonLDAP::NG",
        [
            "Requests go by Redirect and are signed.",
            "A persistent NameID is asked for and is the subject's key.",
            NoContext,
            "Logout requests are signed and name the subject exactly as the assertion did: anything more or less is refused there.",
            "Its logout page calls ours in a frame; sessions are found by NameID and SessionIndex, so that works without cookies.",
        ])
        {
            SignRequests = true,
            AuthnRequestBinding = SamlBindings.HttpRedirect,
            NameIdFormat = SamlNameIdFormats.Persistent,
        },
        new("Shibboleth", "Shibboleth Identity Provider",
        [
            "Requests go by Redirect and are signed.",
            "No NameID format is asked for; its default is a transient one, which is no key for a person.",
            NoContext,
            "The subject-id attribute is the subject's key: have it released to this service.",
            "Assertions come encrypted when our metadata has an encryption key; both AES-GCM and AES-CBC are understood.",
        ])
        {
            AuthnRequestBinding = SamlBindings.HttpRedirect,
            SubjectAttribute = "urn:oasis:names:tc:SAML:attribute:subject-id",
        },
    ];

    /// <summary>The preset of a name; null when there is none.</summary>
    public static SamlCompatibilityPreset? Find(string name) => All.FirstOrDefault(preset => preset.Name == name);
}
