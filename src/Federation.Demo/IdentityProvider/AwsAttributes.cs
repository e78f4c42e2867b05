namespace Federation.Demo.IdentityProvider;

/// <summary>The attributes that AWS's SAML sign-in reads, as an IdP administrator would configure them for one person.</summary>
internal static class AwsAttributes
{
    private const string Prefix = "https://aws.amazon.com/SAML/Attributes/";

    /// <summary>Pairs <c>ROLE-ARN,PROVIDER-ARN</c>: the roles that this person may take.</summary>
    public static PersonAttribute Role(params IReadOnlyList<string> pairs) => new(Prefix + "Role", pairs);

    /// <summary>Name of the role session, 2 to 64 characters of <c>[\w+=,.@-]</c>.</summary>
    public static PersonAttribute RoleSessionName(string name) => new(Prefix + "RoleSessionName", name);

    /// <summary>Longest session that the IdP wants, in seconds (900 to 43200).</summary>
    public static PersonAttribute SessionDuration(TimeSpan duration) =>
        new(Prefix + "SessionDuration", ((long)duration.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Who stands behind the session; it stays through every later role change.</summary>
    public static PersonAttribute SourceIdentity(string identity) => new(Prefix + "SourceIdentity", identity);

    /// <summary>A session tag, readable in policies as <c>aws:PrincipalTag/KEY</c>.</summary>
    public static PersonAttribute PrincipalTag(string key, string value) => new(Prefix + "PrincipalTag:" + key, value);
}
