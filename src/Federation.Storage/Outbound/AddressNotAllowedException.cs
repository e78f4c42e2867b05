namespace Federation.Storage.Outbound;

/// <summary>A name resolved to no address that may be connected to. Told to the caller as a refusal.</summary>
internal sealed class AddressNotAllowedException(string host) : IOException($"no address of `{host}` may be connected to");
