using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.OwnKeys;

/// <summary>federation: ListSamlKeys. Lists the keys with which the gateway signs and which identity providers encrypt to.</summary>
public sealed class ListSamlKeys : ReadOperation<Nothing, SamlKeysResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "ListSamlKeys", AccessLevel.List) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<SamlKeysResponse>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        return await SamlKeyRules.CheckAccountAsync(store, context, cancellationToken) is { } refusal
            ? refusal
            : new SamlKeysResponse { SamlKeys = SamlKeyShape.Of(await store.Keys.ListAsync(cancellationToken)) };
    }
}
