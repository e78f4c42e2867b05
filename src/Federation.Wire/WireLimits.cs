namespace Federation.Wire;

/// <summary>What a request may ask of the binders. The host bounds the size of a body; these bound what can be made of one.</summary>
internal static class WireLimits
{
    /// <summary>Query and form parameters of one request.</summary>
    public const int Parameters = 8_192;

    /// <summary>Elements of one list or map.</summary>
    public const int Elements = 4_096;

    /// <summary>Structures, lists and maps inside each other.</summary>
    public const int Depth = 32;

    /// <summary>Type errors that are reported at once.</summary>
    public const int ReportedErrors = 16;
}
