namespace Federation.Cli;

/// <summary>What a command reads and writes, so that tests run commands in process.</summary>
internal sealed record CommandStreams(TextReader Input, TextWriter Output, TextWriter Error);
