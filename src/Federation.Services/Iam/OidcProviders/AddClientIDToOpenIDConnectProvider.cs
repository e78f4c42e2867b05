using System.ComponentModel.DataAnnotations;
using Federation.Model.OidcProviders;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OidcProviders;

/// <summary>AWS: AddClientIDToOpenIDConnectProvider.</summary>
public sealed record AddClientIDToOpenIDConnectProviderRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? OpenIDConnectProviderArn { get; init; }

    /// <summary>The audience.</summary>
    [Required, Length(1, 255)]
    public string? ClientID { get; init; }
}

/// <summary>Adds an audience to a provider; one that is there already stays.</summary>
public sealed class AddClientIDToOpenIDConnectProvider : WriteOperation<AddClientIDToOpenIDConnectProviderRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "AddClientIDToOpenIDConnectProvider", AccessLevel.Write) { Resource = ActionResource.OidcProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(AddClientIDToOpenIDConnectProviderRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await OidcProviderRules.OnExistingAsync(Descriptor.Action, request.OpenIDConnectProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override Task<Result<Nothing>> HandleAsync(AddClientIDToOpenIDConnectProviderRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        OidcProviderRules.ChangeAsync(store, context, request.OpenIDConnectProviderArn!, provider => Add(provider, request.ClientID!), cancellationToken);

    private static Result<OidcProvider> Add(OidcProvider provider, string clientId)
    {
        var clients = OidcProviderRules.ReadClientIds(provider.ClientIds.Append(clientId));
        return clients.Succeeded ? provider with { ClientIds = clients.Value } : clients.Error;
    }
}
