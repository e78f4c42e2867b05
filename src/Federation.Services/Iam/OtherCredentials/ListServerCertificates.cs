using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OtherCredentials;

/// <summary>AWS: ListServerCertificates.</summary>
public sealed record ListServerCertificatesRequest
{
    /// <summary>Only those whose path begins so.</summary>
    [Length(1, 512), RegularExpression(UserRules.PathPrefixPattern)]
    public string? PathPrefix { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListServerCertificates, answer.</summary>
public sealed record ListServerCertificatesResponse
{
    /// <summary>Empty.</summary>
    public IReadOnlyList<Nothing> ServerCertificateMetadataList { get; init; } = [];

    /// <summary>Always false.</summary>
    public bool? IsTruncated { get; init; } = false;
}

/// <summary>Lists no server certificates: there is no load balancer here.</summary>
public sealed class ListServerCertificates : ReadOperation<ListServerCertificatesRequest, ListServerCertificatesResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListServerCertificates", AccessLevel.List)
    {
        Resource = ActionResource.None,
        Differs = "the list is always empty: none can be made here",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListServerCertificatesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override Task<Result<ListServerCertificatesResponse>> HandleAsync(ListServerCertificatesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult<Result<ListServerCertificatesResponse>>(new ListServerCertificatesResponse());
}
