using Federation.Model.Sessions;
using Federation.Services.Federated;
using Federation.Services.Traces;

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

    /// <summary>For a test login the id of its trace: nobody is signed in.</summary>
    public string? TestTraceId { get; init; }
}

/// <summary>What remains of a sign-in that was consumed: so that the back button is told from a forgery.</summary>
internal sealed record ConsumedSignIn
{
    internal const string Kind = "consumed-sign-in";

    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>When it was consumed.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A sign-in whose response was validated: it waits for the browser to come back with its cookies, or for the person's word.</summary>
internal sealed record ResumableSignIn
{
    internal const string Kind = "resume-sign-in";

    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>The provider whose keys verified.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>A local path.</summary>
    public required string ReturnUrl { get; init; }

    /// <summary>The pending sign-in that was consumed; null for a sign-in that the IdP started.</summary>
    public PendingSignIn? Pending { get; init; }

    /// <summary>Name of the cookie that has to come; null for a sign-in that the IdP started.</summary>
    public string? CookieSuffix { get; init; }

    /// <summary>The verified person.</summary>
    public required SamlIdentity Identity { get; init; }

    /// <summary>The person as each further provider that verified the response knows them.</summary>
    public IReadOnlyList<SamlIdentity> OtherIdentities { get; init; } = [];

    /// <summary>What uses the assertion up.</summary>
    public required OneTimeUse Use { get; init; }

    /// <summary>The trace so far.</summary>
    public required LoginTrace Trace { get; init; }
}

/// <summary>A test login that an administrator may begin once.</summary>
internal sealed record TestSignIn
{
    internal const string Kind = "test-sign-in";

    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>The provider to test.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>Id of the trace that comes of it.</summary>
    public required string TraceId { get; init; }
}
