using Federation.Model.Results;

namespace Federation.Model.Outbound;

/// <summary>
/// The one door to the outside: metadata, discovery documents and JWKS. Checks the resolved address when connecting, follows no redirect, bounds size
/// and time, and never reaches link-local or cloud metadata addresses.
/// </summary>
public interface IOutboundHttp
{
    /// <summary>Fetches a document.</summary>
    /// <param name="request">What to fetch and its bounds.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    /// <returns>The body, or a refusal whose Detail says why (address not allowed, status, size, time).</returns>
    Task<Result<OutboundResponse>> GetAsync(OutboundRequest request, CancellationToken cancellationToken);

    /// <summary>Fetches a document that may be large: its bytes lie in a file, not in memory, beyond the first megabyte.</summary>
    /// <param name="request">What to fetch and its bounds.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    /// <returns>The whole document, to be disposed of, or a refusal as of <see cref="GetAsync"/>.</returns>
    Task<Result<OutboundDocument>> DownloadAsync(OutboundRequest request, CancellationToken cancellationToken);

    /// <summary>Posts a message; the answer's body is not read.</summary>
    /// <param name="post">What to send.</param>
    /// <param name="cancellationToken">Ends the exchange.</param>
    /// <returns>The status code, 200 to 299, or a refusal whose Detail says why.</returns>
    Task<Result<int>> PostAsync(OutboundPost post, CancellationToken cancellationToken);
}

/// <summary>A fetch.</summary>
/// <param name="Url">https, or http where <paramref name="AllowHttp"/> is set.</param>
/// <param name="MaxBytes">The body is refused above this size.</param>
/// <param name="Timeout">For the whole fetch.</param>
/// <param name="AllowHttp">Only for documents that are signed by a known trust anchor.</param>
public sealed record OutboundRequest(Uri Url, int MaxBytes, TimeSpan Timeout, bool AllowHttp = false)
{
    /// <summary>If-None-Match of the copy at hand.</summary>
    public string? ETag { get; init; }

    /// <summary>
    /// SHA-1 thumbprints (hexadecimal) of certificates that stand in for a trusted certificate authority: the server's chain has to reach one of them. Empty: the system's authorities
    /// alone decide. A server that the system trusts is taken in any case.
    /// </summary>
    public IReadOnlyList<string> PinnedCertificates { get; init; } = [];
}

/// <summary>A fetched document.</summary>
/// <param name="Body">The bytes; empty where <paramref name="NotModified"/>.</param>
/// <param name="ContentType">Media type, or null.</param>
/// <param name="NotModified">The copy at hand is still good.</param>
/// <param name="ETag">For the next fetch.</param>
/// <param name="MaxAge">Cache-Control max-age, or null.</param>
public sealed record OutboundResponse(ReadOnlyMemory<byte> Body, string? ContentType, bool NotModified, string? ETag, TimeSpan? MaxAge);

/// <summary>A fetched document that was taken down whole.</summary>
/// <param name="Content">The bytes, from the first on, seekable; empty where <paramref name="NotModified"/>.</param>
/// <param name="NotModified">The copy at hand is still good.</param>
/// <param name="ETag">For the next fetch.</param>
/// <param name="MaxAge">Cache-Control max-age, or null.</param>
public sealed record OutboundDocument(Stream Content, bool NotModified, string? ETag, TimeSpan? MaxAge) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
