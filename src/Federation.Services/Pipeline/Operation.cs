using Federation.Model.Results;
using Federation.Model.Storage;

namespace Federation.Services.Pipeline;

/// <summary>An operation as the registry and the invoker see it.</summary>
public interface IOperation
{
    /// <summary>What it is.</summary>
    OperationDescriptor Descriptor { get; }

    /// <summary>Type of its request record.</summary>
    Type RequestType { get; }

    /// <summary>Type of its response record.</summary>
    Type ResponseType { get; }

    /// <summary>What it demands of the caller. Fetches, hashing and the verification of assertions happen here, before any write begins.</summary>
    Task<Result<IReadOnlyList<Demand>>> DemandsAsync(object request, OperationContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Work that needs no transaction and must not be done for callers without permission: parsing large documents, fetching URLs, hashing passwords. Runs after
    /// authorization and before a write begins (SQLite has one writer). Null: go on.
    /// </summary>
    Task<AwsError?> PrepareAsync(object request, OperationContext context, CancellationToken cancellationToken);

    /// <summary>Does it. <paramref name="write"/> is set for operations that change something.</summary>
    Task<Result<object>> HandleAsync(object request, IUnitOfWork? write, OperationContext context, CancellationToken cancellationToken);

    /// <summary>Told once what became of the call, whichever step decided it; null: it succeeded, and its record is durable. It waits for nothing and does not throw.</summary>
    void Ended(OperationContext context, AwsError? refusal);
}

/// <summary>The shared half of the bases below.</summary>
/// <typeparam name="TRequest">Request record.</typeparam>
/// <typeparam name="TResponse">Response record.</typeparam>
public abstract class Operation<TRequest, TResponse> : IOperation
    where TRequest : class
    where TResponse : class
{
    /// <inheritdoc/>
    public abstract OperationDescriptor Descriptor { get; }

    /// <inheritdoc/>
    public Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public Type ResponseType => typeof(TResponse);

    /// <inheritdoc/>
    Task<Result<IReadOnlyList<Demand>>> IOperation.DemandsAsync(object request, OperationContext context, CancellationToken cancellationToken) =>
        DemandsAsync((TRequest)request, context, cancellationToken);

    /// <inheritdoc/>
    Task<AwsError?> IOperation.PrepareAsync(object request, OperationContext context, CancellationToken cancellationToken) =>
        PrepareAsync((TRequest)request, context, cancellationToken);

    /// <inheritdoc/>
    public abstract Task<Result<object>> HandleAsync(object request, IUnitOfWork? write, OperationContext context, CancellationToken cancellationToken);

    /// <summary>What the call demands of its caller.</summary>
    protected abstract Task<Result<IReadOnlyList<Demand>>> DemandsAsync(TRequest request, OperationContext context, CancellationToken cancellationToken);

    /// <summary>Work between authorization and the handler; see <see cref="IOperation.PrepareAsync"/>.</summary>
    protected virtual Task<AwsError?> PrepareAsync(TRequest request, OperationContext context, CancellationToken cancellationToken) => Task.FromResult<AwsError?>(null);

    /// <inheritdoc/>
    public virtual void Ended(OperationContext context, AwsError? refusal)
    {
    }

    /// <summary>A single demand on the caller's own account.</summary>
    protected Result<IReadOnlyList<Demand>> Needs(OperationContext context, string resource)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Needs(Demand.Identity(Descriptor.Action, resource, context.Caller.AccountId));
    }

    /// <summary>The demand of a creation, and, where tags come with it, the tagging action on the same resource: or tags would be a way round it (AWS: iam:TagRole and its kin).</summary>
    protected static Result<IReadOnlyList<Demand>> NeedsWithTags(Demand creation, string tagAction, bool hasTags)
    {
        ArgumentNullException.ThrowIfNull(creation);
        return hasTags ? Needs(creation, Demand.Identity(tagAction, creation.Resource, creation.ResourceAccount) with { Context = creation.Context }) : Needs(creation);
    }

    /// <summary>A list of demands.</summary>
    protected static Result<IReadOnlyList<Demand>> Needs(params IReadOnlyList<Demand> demands) => Result<IReadOnlyList<Demand>>.Of(demands);

    /// <summary>Widens a typed result.</summary>
    protected static Result<object> Widen(Result<TResponse> result) => result.Succeeded ? Result<object>.Of(result.Value) : result.Error;
}

/// <summary>An operation that changes nothing.</summary>
public abstract class ReadOperation<TRequest, TResponse> : Operation<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <inheritdoc/>
    public sealed override async Task<Result<object>> HandleAsync(object request, IUnitOfWork? write, OperationContext context, CancellationToken cancellationToken) =>
        Widen(await HandleAsync((TRequest)request, context, cancellationToken));

    /// <summary>Answers.</summary>
    protected abstract Task<Result<TResponse>> HandleAsync(TRequest request, OperationContext context, CancellationToken cancellationToken);
}

/// <summary>An operation that changes something, within one transaction that its audit record shares.</summary>
public abstract class WriteOperation<TRequest, TResponse> : Operation<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <inheritdoc/>
    public sealed override async Task<Result<object>> HandleAsync(object request, IUnitOfWork? write, OperationContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        return Widen(await HandleAsync((TRequest)request, write, context, cancellationToken));
    }

    /// <summary>Changes something. What was read for the demands is read again here: another write may have come in between.</summary>
    protected abstract Task<Result<TResponse>> HandleAsync(TRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken);
}
