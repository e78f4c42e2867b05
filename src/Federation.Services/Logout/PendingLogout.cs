namespace Federation.Services.Logout;

/// <summary>A LogoutRequest of ours that waits for its answer. The session here has ended by then.</summary>
internal sealed record PendingLogout
{
    internal const string Kind = "pending-logout";

    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>ID of the LogoutRequest.</summary>
    public required string RequestId { get; init; }

    /// <summary>The provider that was asked.</summary>
    public required string ProviderArn { get; init; }
}
