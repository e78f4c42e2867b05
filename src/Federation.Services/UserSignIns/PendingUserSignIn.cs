namespace Federation.Services.UserSignIns;

/// <summary>A sign-in between its steps: what was shown already. Kept under the hash of a ticket that a cookie of one browser carries.</summary>
internal sealed record PendingUserSignIn
{
    internal const string Kind = "user-sign-in";

    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Account, twelve digits.</summary>
    public required string Account { get; init; }

    /// <summary>Unique id of the user whose password was shown.</summary>
    public required string UserId { get; init; }

    /// <summary>When that password was set: with another one the steps so far count for nothing.</summary>
    public required DateTimeOffset PasswordSetAt { get; init; }

    /// <summary>When the profile was made.</summary>
    public required DateTimeOffset ProfileMadeAt { get; init; }

    /// <summary>Whether a code is needed still.</summary>
    public required bool NeedsCode { get; init; }

    /// <summary>When a code was shown; null where none was.</summary>
    public DateTimeOffset? MfaAuthenticatedAt { get; init; }

    /// <summary>When the password was shown; the steps are taken within the lifetime from here.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Local path to go to at the end.</summary>
    public required string ReturnUrl { get; init; }

    /// <summary>Mark of the browser, or null.</summary>
    public string? DeviceMark { get; init; }

    /// <summary>Id of the browser: that of its mark, or a fresh one. Whoever gets here has shown the password, and is held up by nobody when it has to be replaced.</summary>
    public string? Browser { get; init; }
}
