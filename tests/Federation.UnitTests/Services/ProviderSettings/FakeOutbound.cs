using System.Text;
using Federation.Model.Outbound;
using Federation.Model.Results;

namespace Federation.UnitTests.Services.ProviderSettings;

/// <summary>The outside world as one document that tests change.</summary>
internal sealed class FakeOutbound : IOutboundHttp
{
    public string? Document { get; set; }

    public string? ETag { get; set; }

    public bool RefusesPosts { get; init; }

    public List<string> Posts { get; } = [];

    public int Calls { get; private set; }

    public OutboundRequest? Last { get; private set; }

    public Task<Result<OutboundResponse>> GetAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        Calls++;
        Last = request;
        if (Document is null)
        {
            return Task.FromResult<Result<OutboundResponse>>(CommonErrors.ServiceUnavailable("no connection"));
        }

        var notModified = ETag is not null && request.ETag == ETag;
        return Task.FromResult<Result<OutboundResponse>>(
            new OutboundResponse(notModified ? ReadOnlyMemory<byte>.Empty : Encoding.UTF8.GetBytes(Document), "application/samlmetadata+xml", notModified, ETag, null));
    }

    public async Task<Result<OutboundDocument>> DownloadAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        var got = await GetAsync(request, cancellationToken);
        return got.Succeeded ? new OutboundDocument(new MemoryStream(got.Value.Body.ToArray()), got.Value.NotModified, got.Value.ETag, got.Value.MaxAge) : got.Error;
    }

    public Task<Result<int>> PostAsync(OutboundPost post, CancellationToken cancellationToken)
    {
        if (RefusesPosts)
        {
            return Task.FromResult<Result<int>>(CommonErrors.ServiceUnavailable("no connection"));
        }

        Posts.Add(Encoding.UTF8.GetString(post.Body.Span));
        return Task.FromResult<Result<int>>(200);
    }
}
