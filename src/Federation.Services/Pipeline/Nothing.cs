namespace Federation.Services.Pipeline;

/// <summary>A request or a response without members.</summary>
public sealed record Nothing
{
    /// <summary>The one value.</summary>
    public static readonly Nothing Value = new();
}
