using System.ComponentModel.DataAnnotations;
using Federation.Model.OidcProviders;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.OidcProviders;

/// <summary>AWS: UpdateOpenIDConnectProviderThumbprint.</summary>
public sealed record UpdateOpenIDConnectProviderThumbprintRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? OpenIDConnectProviderArn { get; init; }

    /// <summary>SHA-1 thumbprints in the place of all that are there, at most 5; none: the system's certificate authorities alone decide.</summary>
    [Required, ElementLength(40, 40)]
    public IReadOnlyList<string>? ThumbprintList { get; init; }
}

/// <summary>Replaces the thumbprints of a provider.</summary>
public sealed class UpdateOpenIDConnectProviderThumbprint : WriteOperation<UpdateOpenIDConnectProviderThumbprintRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UpdateOpenIDConnectProviderThumbprint", AccessLevel.Write) { Resource = ActionResource.OidcProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UpdateOpenIDConnectProviderThumbprintRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await OidcProviderRules.OnExistingAsync(Descriptor.Action, request.OpenIDConnectProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override Task<Result<Nothing>> HandleAsync(UpdateOpenIDConnectProviderThumbprintRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        OidcProviderRules.ChangeAsync(store, context, request.OpenIDConnectProviderArn!, provider => Replace(provider, request.ThumbprintList), cancellationToken);

    private static Result<OidcProvider> Replace(OidcProvider provider, IReadOnlyList<string>? thumbprints)
    {
        var read = OidcProviderRules.ReadThumbprints(thumbprints);
        return read.Succeeded ? provider with { Thumbprints = read.Value } : read.Error;
    }
}
