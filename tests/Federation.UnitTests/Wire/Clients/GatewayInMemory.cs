using System.Buffers;
using System.Net;

using Amazon.Runtime;

using Federation.Wire;
using Federation.Wire.Routing;
using Federation.Wire.SigV4;

namespace Federation.UnitTests.Wire.Clients;

/// <summary>Answers an AWS SDK's requests with this room's code, without a socket in between.</summary>
internal sealed class GatewayInMemory(string secretAccessKey, AwsRequestRouter router, Func<OperationShape, object, object> handle) : HttpMessageHandler
{
    public const string RequestId = "8b3c1a52-0d4e-4a7e-9f65-3f2f0a1b2c3d";

    public List<WireRequest> Received { get; } = [];

    public static HttpClientFactory Serve(HttpMessageHandler handler) => new Factory(handler);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var received = await ReadAsync(request, cancellationToken);
        Received.Add(received);
        var claims = SignatureClaims.Read(received);
        var route = router.Route(received, claims.Claims);
        var error = claims.Error ?? route.Error;
        if (error is null)
        {
            var options = new SignatureVerificationOptions { Now = TimeProvider.System.GetUtcNow(), ExpectedServices = route.Service.SigningNames };
            error = new SignatureVerifier().Verify(received, claims.Claims!, secretAccessKey, options).Error;
        }

        var binding = error is null ? route.Operation!.Bind(received, route.Parameters) : default;
        return Answer(route, error ?? binding.Error, binding.Value);
    }

    private HttpResponseMessage Answer(WireRoute route, WireError? error, object? request)
    {
        var output = new ArrayBufferWriter<byte>();
        var status = HttpStatusCode.OK;
        var contentType = route.Operation?.ContentType;
        if (error is null && handle(route.Operation!, request!) is var outcome)
        {
            error = outcome as WireError;
            if (error is null)
            {
                route.Operation!.WriteResponse(output, outcome, RequestId);
            }
        }

        if (error is not null)
        {
            var body = WireErrorResponse.Create(route.Service, error);
            body.Write(output, RequestId);
            status = (HttpStatusCode)body.Status;
            contentType = body.ContentType;
        }

        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(output.WrittenSpan.ToArray()) };
        response.Content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(contentType!);
        response.Headers.Add(WireHeaderNames.RequestId, RequestId);
        return response;
    }

    private static async Task<WireRequest> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.NonValidated
            .Concat(request.Content?.Headers.NonValidated.AsEnumerable() ?? [])
            .SelectMany(header => header.Value.Select(value => new WireHeader(header.Key, value)))
            .ToList();
        if (!headers.Exists(header => header.Name.Equals("Host", StringComparison.OrdinalIgnoreCase)))
        {
            headers.Add(new WireHeader("Host", request.RequestUri!.Authority));
        }

        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        return new WireRequest(request.Method.Method, request.RequestUri!.AbsolutePath, request.RequestUri.Query.TrimStart('?'), headers.ToArray(), body);
    }

    private sealed class Factory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
