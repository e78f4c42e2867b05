namespace Federation.Demo.Wire;

/// <summary>The gateway answered a call with an error.</summary>
internal sealed class WireException(string action, int status, string code, string message) : Exception($"{action}: {code} ({status}): {message}")
{
    public string Code { get; } = code;
}
