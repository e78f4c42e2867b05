namespace Federation.Model.AccessKeys;

/// <summary>A call that was made with a long-term key, or by a session of a role.</summary>
/// <param name="At">When.</param>
/// <param name="Service">Wire name of the service, such as <c>sts</c>.</param>
/// <param name="Region">Region that was signed.</param>
public sealed record CredentialUse(DateTimeOffset At, string Service, string Region);
