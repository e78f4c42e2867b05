namespace Federation.Cli;

/// <summary>The exit codes of every command.</summary>
internal static class ExitCodes
{
    /// <summary>Done, allowed, nothing found.</summary>
    public const int Done = 0;

    /// <summary>Refused, failed, denied, something found.</summary>
    public const int Refused = 1;

    /// <summary>The command line or the input could not be used.</summary>
    public const int Usage = 2;
}
