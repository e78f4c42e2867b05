namespace Federation.Wire;

/// <summary>One header field line of a request, as it was received: a repeated field is two of these.</summary>
/// <param name="Name">The field name in any case.</param>
/// <param name="Value">The field value, untrimmed.</param>
public readonly record struct WireHeader(string Name, string Value);
