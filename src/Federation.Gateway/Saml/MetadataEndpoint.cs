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
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/saml/metadata", [HttpMethods.Get, HttpMethods.Head], Write);

    private static async Task Write(HttpContext context, ServiceOptions options, SamlOwnKeys keys, IDatabase database, UnauthenticatedLimiter limiter)
    {
        if (!limiter.TryTake(context.Connection.RemoteIpAddress))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        IReadOnlyList<RingKey> stored;
        await using (var store = await database.BeginReadAsync(context.RequestAborted))
        {
            stored = await store.Keys.ListAsync(context.RequestAborted);
        }

        var metadata = new SamlSpMetadata
        {
            Id = "_" + RandomNumberGenerator.GetHexString(32, lowercase: true),
            EntityId = options.EntityId,
            AssertionConsumerServices = options.AssertionConsumerUrls,
            SingleLogoutService = options.SingleLogoutUrl,
            SigningCertificates = Certificates(stored, KeyPurpose.SamlSigning),
            EncryptionCertificates = Certificates(stored, KeyPurpose.SamlEncryption),
            CacheDuration = SamlOwnKeys.MetadataLifetime,
        }.Write(keys.Signing);
        context.Response.ContentType = "application/samlmetadata+xml; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentDisposition = "inline; filename=\"federation-sp-metadata.xml\"";
        await context.Response.WriteAsync(metadata, context.RequestAborted);
    }

    /// <summary>
    /// The current key first, then the next one (SAML Metadata 2.4.1.1: what signs, and what to encrypt to). A retired key signs nothing more, so nobody is to trust it; it still opens
    /// what was encrypted to it, and nobody is told to encrypt to it.
    /// </summary>
    private static IReadOnlyList<ReadOnlyMemory<byte>> Certificates(IReadOnlyList<RingKey> keys, KeyPurpose purpose) =>
    [
        .. keys.Where(key => key.Purpose == purpose && key is { State: KeyState.Current or KeyState.Next, Certificate: not null })
            .OrderBy(key => key.State == KeyState.Current ? 0 : 1)
            .Select(key => (ReadOnlyMemory<byte>)key.Certificate!),
    ];
}
