using System.Security.Cryptography;
using Federation.Gateway.Http;
using Federation.Model.Keys;
using Federation.Model.Storage;
using Federation.Saml.Metadata;
using Federation.Services;
using Federation.Services.Federated;

namespace Federation.Gateway.Saml;

/// <summary>Our SP metadata, signed; made anew for each request, since keys roll.</summary>
internal static class MetadataEndpoint
{
    private static readonly TimeSpan CacheFor = TimeSpan.FromHours(6);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/saml/metadata", [HttpMethods.Get, HttpMethods.Head], Write);

    private static async Task Write(HttpContext context, ServiceOptions options, SamlOwnKeys keys, IKeyRing ring, IDatabase database, UnauthenticatedLimiter limiter)
    {
        if (!limiter.TryTake(context.Connection.RemoteIpAddress))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        var metadata = new SamlSpMetadata
        {
            Id = "_" + RandomNumberGenerator.GetHexString(32, lowercase: true),
            EntityId = options.EntityId,
            AssertionConsumerServices = options.AssertionConsumerUrls,
            SingleLogoutService = options.SingleLogoutUrl,
            SigningCertificates = [.. ring.SamlKeys(KeyPurpose.SamlSigning).Select(key => (ReadOnlyMemory<byte>)key.RawData)],
            EncryptionCertificates = await EncryptionCertificatesAsync(database, context.RequestAborted),
            CacheDuration = CacheFor,
        }.Write(keys.Signing);
        context.Response.ContentType = "application/samlmetadata+xml; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentDisposition = "inline; filename=\"federation-sp-metadata.xml\"";
        await context.Response.WriteAsync(metadata, context.RequestAborted);
    }

    /// <summary>The current key first, then the next one. A retired key still opens what comes, and nobody is told to encrypt to it.</summary>
    private static async Task<IReadOnlyList<ReadOnlyMemory<byte>>> EncryptionCertificatesAsync(IDatabase database, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return
        [
            .. (await store.Keys.ListAsync(cancellationToken))
                .Where(key => key is { Purpose: KeyPurpose.SamlEncryption, State: KeyState.Current or KeyState.Next, Certificate: not null })
                .OrderByDescending(key => key.State)
                .Select(key => (ReadOnlyMemory<byte>)key.Certificate!),
        ];
    }
}
