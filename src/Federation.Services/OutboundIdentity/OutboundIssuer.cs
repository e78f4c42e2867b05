using Federation.Model.Identifiers;

namespace Federation.Services.OutboundIdentity;

/// <summary>The issuer of GetWebIdentityToken's tokens: one an account, apart from the OpenID Provider's.</summary>
public static class OutboundIssuer
{
    /// <summary>Below PublicUrl.</summary>
    internal const string Path = "/oidc/";

    /// <summary><c>PublicUrl/oidc/ACCOUNT</c>.</summary>
    public static string Of(ServiceOptions options, AccountId account)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.PublicUrl + Path + account.Value;
    }
}
