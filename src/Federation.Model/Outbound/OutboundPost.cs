namespace Federation.Model.Outbound;

/// <summary>A small message to a URL that an administrator configured (webhooks).</summary>
/// <param name="Url">https, or http on loopback addresses where the host allows that.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Timeout">For the whole exchange.</param>
/// <param name="AllowHttp">Only where the URL is this machine's own.</param>
public sealed record OutboundPost(Uri Url, ReadOnlyMemory<byte> Body, string ContentType, TimeSpan Timeout, bool AllowHttp = false);
