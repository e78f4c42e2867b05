namespace Federation.Services.Authorization;

/// <summary>How much of a denial its sealed message holds.</summary>
internal enum MessageScope
{
    /// <summary>Everything.</summary>
    Whole = 0,

    /// <summary>Without what can be long: conditions and failures.</summary>
    Short = 1,

    /// <summary>Without statements as well: who asked for what, and of which kind the denial is.</summary>
    Bare = 2,
}
