using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.OwnKeys;

/// <summary>federation: ListWebIdentityKeys. Shows the keys of web identity tokens; there are none before an account turned outbound federation on.</summary>
public sealed class ListWebIdentityKeys : ReadOperation<Nothing, WebIdentityKeysResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "ListWebIdentityKeys", AccessLevel.List) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<WebIdentityKeysResponse>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        return await WebIdentityKeyRules.CheckAccountAsync(store, context, cancellationToken) is { } refusal ? refusal : await WebIdentityKeyRules.ShowAsync(store, cancellationToken);
    }
}
