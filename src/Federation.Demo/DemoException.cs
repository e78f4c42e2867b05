namespace Federation.Demo;

/// <summary>The demo cannot go on; the message says why, for the person at the terminal.</summary>
internal sealed class DemoException(string message) : Exception(message);
