namespace Federation.Model.Sessions;

/// <summary>A value that may be used once, ever: an assertion id, a client assertion's jti, a TOTP step.</summary>
/// <param name="Purpose">Such as <c>saml-assertion</c>.</param>
/// <param name="Scope">Within what the value is unique, such as the provider's id.</param>
/// <param name="Value">The value.</param>
/// <param name="ExpiresAt">When it may be forgotten because the value itself is refused by then.</param>
public sealed record OneTimeUse(string Purpose, string Scope, string Value, DateTimeOffset ExpiresAt)
{
    /// <summary>
    /// Who used it, where the same holder may use it again (STS takes one assertion for several roles within its five minutes, design §3.12); null where
    /// every second use is refused. A use under another holder, or under none, is refused.
    /// </summary>
    public string? Holder { get; init; }
}
