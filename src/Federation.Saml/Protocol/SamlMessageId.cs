namespace Federation.Saml.Protocol;

/// <summary>IDs of messages (SAML Core 1.3.4): random, unguessable, and a valid xs:ID.</summary>
public static class SamlMessageId
{
    /// <summary>Makes an id, <c>_</c> and lower-case hex, of random bytes; at least 16 of them.</summary>
    /// <exception cref="ArgumentException">Fewer than 16 bytes.</exception>
    public static string Create(ReadOnlySpan<byte> random) =>
        random.Length >= 16 ? "_" + Convert.ToHexStringLower(random) : throw new ArgumentException("an id needs at least 16 random bytes", nameof(random));
}
