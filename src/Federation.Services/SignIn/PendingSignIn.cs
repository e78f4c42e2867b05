namespace Federation.Services.SignIn;

/// <summary>A sign-in that waits for the IdP's answer; found by the RelayState handle, bound to one browser, consumed once.</summary>
internal sealed record PendingSignIn
{
    internal const string Kind = "pending-sign-in";

    /// <summary>How long a person may take at the IdP.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>ID of the AuthnRequest.</summary>
    public required string RequestId { get; init; }

    /// <summary>The provider that was asked.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>A local path.</summary>
    public required string ReturnUrl { get; init; }

    /// <summary>SHA-256 of the value in the browser's cookie.</summary>
    public required string BrowserId { get; init; }
}

/// <summary>What remains of a sign-in that was consumed: so that the back button is told from a forgery.</summary>
internal sealed record ConsumedSignIn
{
    internal const string Kind = "consumed-sign-in";

    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>When it was consumed.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A sign-in that was validated without its cookie (the IdP's POST is cross-site) and waits for the browser to come back with it.</summary>
internal sealed record ResumableSignIn
{
    internal const string Kind = "resume-sign-in";

    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>The pending sign-in that was consumed.</summary>
    public required PendingSignIn Pending { get; init; }

    /// <summary>Name of the cookie that has to come.</summary>
    public required string CookieSuffix { get; init; }

    /// <summary>The verified person.</summary>
    public required Federated.SamlIdentity Identity { get; init; }

    /// <summary>The roles that the assertion gives.</summary>
    public required IReadOnlyList<Federated.RoleGrant> Grants { get; init; }

    /// <summary>What uses the assertion up.</summary>
    public required Model.Sessions.OneTimeUse Use { get; init; }
}
