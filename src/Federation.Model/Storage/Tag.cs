namespace Federation.Model.Storage;

/// <summary>A tag of an entity or a session. Keys are unique without case and keep the case they came in.</summary>
/// <param name="Key">1 to 128 characters.</param>
/// <param name="Value">0 to 256 characters.</param>
public sealed record Tag(string Key, string Value);
