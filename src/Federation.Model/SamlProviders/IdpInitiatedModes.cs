namespace Federation.Model.SamlProviders;

/// <summary>What becomes of a response that nobody asked for.</summary>
public static class IdpInitiatedModes
{
    /// <summary>It is refused.</summary>
    public const string Refuse = "Refuse";

    /// <summary>It signs the person in, once, and never over a live session of another person without asking.</summary>
    public const string Accept = "Accept";

    /// <summary>It is a hint and nothing more: an SP-initiated sign-in begins at once.</summary>
    public const string Restart = "Restart";
}
