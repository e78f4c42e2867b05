namespace Federation.Cli.Login;

/// <summary>Something that the person at the terminal can do something about. The message is one line.</summary>
internal class CliException(string message, Exception? cause = null) : Exception(message, cause);
