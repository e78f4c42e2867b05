using System.Text;

namespace Federation.Saml.Bindings;

/// <summary>RelayState: an opaque handle of at most 80 bytes (SAML Bindings 3.4.3); what it stands for is kept here.</summary>
public static class SamlRelayState
{
    /// <summary>Longest value in bytes.</summary>
    public const int MaxBytes = 80;

    /// <summary>Whether a value may be sent.</summary>
    public static bool IsAllowed(string? relayState) => relayState is null || (relayState.Length > 0 && Encoding.UTF8.GetByteCount(relayState) <= MaxBytes);

    /// <summary>A provider's own value, which goes back with the answer as it came: longer than the standard allows is tolerated within reason.</summary>
    internal static string? Echo(string? relayState) => relayState is { Length: > 0 and <= 2048 } ? relayState : null;

    internal static void Demand(string? relayState)
    {
        if (!IsAllowed(relayState))
        {
            throw new ArgumentException("RelayState has 1 to 80 bytes", nameof(relayState));
        }
    }
}
