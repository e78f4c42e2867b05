using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using Federation.Model.Outbound;
using Federation.Model.Results;
using Microsoft.Extensions.Options;

namespace Federation.Storage.Outbound;

/// <summary>The one guarded client. No redirect, no proxy, no cookie, no credential; bodies are counted after they were unpacked.</summary>
internal sealed class OutboundHttp : IOutboundHttp, IDisposable
{
    private const int MaxHeaderKibibytes = 32;
    private const int MaxConnectionsPerHost = 4;
    private const string UserAgent = "Federation";
    private readonly HttpMessageInvoker _client;
    private readonly TimeProvider _timeProvider;
    private readonly GuardedConnector _connector;

    public OutboundHttp(IOptions<OutboundOptions> options, TimeProvider timeProvider)
        : this(options, timeProvider, Dns.GetHostAddressesAsync)
    {
    }

    internal OutboundHttp(IOptions<OutboundOptions> options, TimeProvider timeProvider, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _timeProvider = timeProvider;
        _connector = new GuardedConnector(new AddressRules(options.Value), resolve);
        _client = CreateClient(null);
    }

    public Task<Result<OutboundResponse>> GetAsync(OutboundRequest request, CancellationToken cancellationToken) =>
        GuardAsync(
            request.Url,
            request.AllowHttp,
            request.Timeout,
            token => request.PinnedCertificates.Count == 0 ? FetchBodyAsync(_client, request, token) : FetchPinnedAsync(request, token),
            cancellationToken);

    public Task<Result<OutboundDocument>> DownloadAsync(OutboundRequest request, CancellationToken cancellationToken) =>
        GuardAsync(
            request.Url,
            request.AllowHttp,
            request.Timeout,
            token => FetchAsync(
                _client,
                request,
                async (answer, stream) => await SpooledBody.ReadAsync(stream, request.MaxBytes, token) is { } body ? Document(answer, body, notModified: false) : null,
                answer => Document(answer, Stream.Null, notModified: true),
                token),
            cancellationToken);

    public Task<Result<int>> PostAsync(OutboundPost post, CancellationToken cancellationToken) =>
        GuardAsync(post.Url, post.AllowHttp, post.Timeout, token => SendAsync(post, token), cancellationToken);

    public void Dispose() => _client.Dispose();

    [SuppressMessage("Reliability", "CA2000", Justification = "The invoker owns its handler.")]
    private HttpMessageInvoker CreateClient(PinnedCertificates? pinned) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        Credentials = null,
        AutomaticDecompression = DecompressionMethods.GZip,
        MaxResponseHeadersLength = MaxHeaderKibibytes,
        MaxConnectionsPerServer = MaxConnectionsPerHost,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ActivityHeadersPropagator = null,
        ConnectCallback = _connector.ConnectAsync,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = PinnedCertificates.NoDownloads(),
            RemoteCertificateValidationCallback = pinned is null ? null : pinned.Accept,
        },
    });

    private static bool IsSchemeAllowed(Uri url, bool allowHttp) => url.Scheme == Uri.UriSchemeHttps || (allowHttp && url.Scheme == Uri.UriSchemeHttp);

    private async Task<Result<T>> GuardAsync<T>(Uri url, bool allowHttp, TimeSpan limit, Func<CancellationToken, Task<Result<T>>> exchange, CancellationToken cancellationToken)
    {
        if (!url.IsAbsoluteUri || !IsSchemeAllowed(url, allowHttp) || url.UserInfo.Length > 0)
        {
            return Refuse("only https addresses without user name are fetched");
        }

        using var timeout = new CancellationTokenSource(limit, _timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await exchange(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Refuse($"no whole answer within {limit.TotalSeconds} s");
        }
        catch (HttpRequestException e)
        {
            return Refuse(Reason(e));
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException)
        {
            return Refuse("the answer broke off or could not be unpacked");
        }
    }

    private async Task<Result<int>> SendAsync(OutboundPost post, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, post.Url) { Version = HttpVersion.Version11, Content = new ReadOnlyMemoryContent(post.Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(post.ContentType);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue(UserAgent, null));
        using var answer = await _client.SendAsync(message, cancellationToken);
        return answer.IsSuccessStatusCode ? (int)answer.StatusCode : Refuse($"the answer has status {(int)answer.StatusCode}; redirects are not followed");
    }

    private static string Reason(HttpRequestException exception) => exception switch
    {
        { InnerException: AddressNotAllowedException refused } => refused.Message,
        { HttpRequestError: HttpRequestError.NameResolutionError } or { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } =>
            "the host has no address",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => OutboundRefusals.TlsFailed,
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the headers of the answer are too long",
        _ => "no connection",
    };

    private static AwsError Refuse(string detail) => CommonErrors.ServiceUnavailable(detail);

    /// <summary>A connection that pins let in is never used for anybody else.</summary>
    private async Task<Result<OutboundResponse>> FetchPinnedAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        using var client = CreateClient(new PinnedCertificates(request.PinnedCertificates, _timeProvider));
        return await FetchBodyAsync(client, request, cancellationToken);
    }

    private static Task<Result<OutboundResponse>> FetchBodyAsync(HttpMessageInvoker client, OutboundRequest request, CancellationToken cancellationToken) =>
        FetchAsync(
            client,
            request,
            async (answer, stream) => await BoundedBody.ReadAsync(stream, request.MaxBytes, cancellationToken) is { } body ? Response(answer, body, notModified: false) : null,
            answer => Response(answer, ReadOnlyMemory<byte>.Empty, notModified: true),
            cancellationToken);

    private static async Task<Result<T>> FetchAsync<T>(
        HttpMessageInvoker client, OutboundRequest request, Func<HttpResponseMessage, Stream, Task<T?>> read, Func<HttpResponseMessage, T> notModified, CancellationToken cancellationToken)
        where T : class
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, request.Url) { Version = HttpVersion.Version11 };
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue(UserAgent, null));
        if (request.ETag is not null)
        {
            message.Headers.TryAddWithoutValidation("If-None-Match", request.ETag);
        }

        using var answer = await client.SendAsync(message, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotModified && request.ETag is not null)
        {
            return notModified(answer);
        }

        if (answer.StatusCode != HttpStatusCode.OK)
        {
            return Refuse($"the answer has status {(int)answer.StatusCode}; redirects are not followed");
        }

        if (answer.Content.Headers.ContentLength > request.MaxBytes)
        {
            return Refuse($"the document is larger than {request.MaxBytes} bytes");
        }

        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await read(answer, stream) is { } body ? body : Refuse($"the document is larger than {request.MaxBytes} bytes");
    }

    private static OutboundDocument Document(HttpResponseMessage answer, Stream content, bool notModified) =>
        new(content, notModified, answer.Headers.ETag?.ToString(), answer.Headers.CacheControl?.MaxAge);

    private static OutboundResponse Response(HttpResponseMessage answer, ReadOnlyMemory<byte> body, bool notModified) => new(
        body, answer.Content.Headers.ContentType?.MediaType, notModified, answer.Headers.ETag?.ToString(), answer.Headers.CacheControl?.MaxAge);
}
