using System.Security.Cryptography;
using Federation.Model.Keys;
using Federation.Saml.Metadata;
using Federation.Saml.Xml;
using Federation.Services;

namespace Federation.Gateway.Saml;

/// <summary>Our SP metadata, signed; made anew for each request, since keys roll.</summary>
internal static class MetadataEndpoint
{
    private static readonly TimeSpan CacheFor = TimeSpan.FromHours(6);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/saml/metadata", [HttpMethods.Get, HttpMethods.Head], Write);

    private static Task Write(HttpContext context, ServiceOptions options, IKeyRing ring)
    {
        var signing = ring.SamlKeys(KeyPurpose.SamlSigning);
        var metadata = new SamlSpMetadata
        {
            Id = "_" + RandomNumberGenerator.GetHexString(32, lowercase: true),
            EntityId = options.EntityId,
            AssertionConsumerServices = options.AssertionConsumerUrls,
            SigningCertificates = [.. signing.Select(key => (ReadOnlyMemory<byte>)key.RawData)],
            CacheDuration = CacheFor,
        }.Write(SamlSigningCredential.Create(signing[0]));
        context.Response.ContentType = "application/samlmetadata+xml; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentDisposition = "inline; filename=\"federation-sp-metadata.xml\"";
        return context.Response.WriteAsync(metadata, context.RequestAborted);
    }
}
