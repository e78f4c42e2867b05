using System.Collections.Concurrent;
using System.Xml;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>The service providers known here: their metadata is fetched from the configured addresses when it is first needed.</summary>
internal sealed partial class KnownServiceProviders(IdentityProviderOptions options, HttpClient http, ILogger<KnownServiceProviders> logger)
{
    private readonly ConcurrentDictionary<string, KnownServiceProvider> _known = new(StringComparer.Ordinal);

    public async Task<KnownServiceProvider?> FindAsync(string entityId, CancellationToken cancellationToken) =>
        _known.GetValueOrDefault(entityId) ?? await RefreshAsync(entityId, cancellationToken);

    /// <summary>Reads all metadata again and answers with this provider's newest.</summary>
    public async Task<KnownServiceProvider?> RefreshAsync(string entityId, CancellationToken cancellationToken)
    {
        foreach (var address in options.ServiceProviderMetadata)
        {
            if (await FetchAsync(address, cancellationToken) is { } provider)
            {
                _known[provider.EntityId] = provider;
            }
        }

        return _known.GetValueOrDefault(entityId);
    }

    /// <summary>The sender of a signed message, or null where no key of its metadata made the signature.</summary>
    public async Task<KnownServiceProvider?> AuthenticateAsync(ReceivedMessage message, string entityId, CancellationToken cancellationToken)
    {
        if (await FindAsync(entityId, cancellationToken) is { } known && message.Verify(known))
        {
            return known;
        }

        // The service provider may have changed its keys since its metadata was read.
        return await RefreshAsync(entityId, cancellationToken) is { } refreshed && message.Verify(refreshed) ? refreshed : null;
    }

    /// <summary>All service providers that could be reached, for the start page.</summary>
    public async Task<IReadOnlyList<KnownServiceProvider>> AllAsync(CancellationToken cancellationToken)
    {
        if (_known.IsEmpty)
        {
            await RefreshAsync("", cancellationToken);
        }

        return [.. _known.Values];
    }

    private async Task<KnownServiceProvider?> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var xml = await http.GetStringAsync(address, cancellationToken);
            return KnownServiceProvider.Read(SamlValues.ToLinq(SamlValues.Parse(xml)));
        }
        catch (Exception problem) when (problem is HttpRequestException or XmlException or FormatException or OperationCanceledException)
        {
            MetadataUnreadable(address, problem);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The service provider metadata at {Address} could not be read")]
    private partial void MetadataUnreadable(Uri address, Exception problem);
}
