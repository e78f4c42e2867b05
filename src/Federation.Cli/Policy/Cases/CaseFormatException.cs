namespace Federation.Cli.Policy.Cases;

/// <summary>The input is not in the case format. The message is for the person at the terminal.</summary>
internal sealed class CaseFormatException(string message, Exception? cause = null) : Exception(message, cause);
