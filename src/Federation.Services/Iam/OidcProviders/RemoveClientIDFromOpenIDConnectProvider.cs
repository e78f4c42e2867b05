using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OidcProviders;

/// <summary>AWS: RemoveClientIDFromOpenIDConnectProvider.</summary>
public sealed record RemoveClientIDFromOpenIDConnectProviderRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? OpenIDConnectProviderArn { get; init; }

    /// <summary>The audience.</summary>
    [Required, Length(1, 255)]
    public string? ClientID { get; init; }
}

/// <summary>Removes an audience from a provider; one that is not there is removed already.</summary>
public sealed class RemoveClientIDFromOpenIDConnectProvider : WriteOperation<RemoveClientIDFromOpenIDConnectProviderRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "RemoveClientIDFromOpenIDConnectProvider", AccessLevel.Write) { Resource = ActionResource.OidcProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(RemoveClientIDFromOpenIDConnectProviderRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await OidcProviderRules.OnExistingAsync(Descriptor.Action, request.OpenIDConnectProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override Task<Result<Nothing>> HandleAsync(RemoveClientIDFromOpenIDConnectProviderRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        OidcProviderRules.ChangeAsync(
            store, context, request.OpenIDConnectProviderArn!,
            provider => provider with { ClientIds = [.. provider.ClientIds.Where(clientId => clientId != request.ClientID)] }, cancellationToken);
}
