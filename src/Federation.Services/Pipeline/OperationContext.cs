using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Sessions;
using Federation.Model.Storage;

namespace Federation.Services.Pipeline;

/// <summary>One call on its way through the invoker.</summary>
public sealed class OperationContext(RequestInfo request, Caller caller, IDatabase database) : IAsyncDisposable
{
    private readonly Dictionary<Type, object> _kept = [];
    private readonly Dictionary<(string Kind, string NameKey), string?> _seen = [];
    private IUnitOfWork? _read;

    /// <summary>What the door knows.</summary>
    public RequestInfo Request { get; } = request;

    /// <summary>Who calls. An unsigned operation sets it once it has verified its assertion.</summary>
    public Caller Caller { get; private set; } = caller;

    /// <summary>When the call came: the one instant all its checks use.</summary>
    public DateTimeOffset Now => Request.ReceivedAt;

    /// <summary>What the audit record says beyond request and answer.</summary>
    public AuditNotes Audit { get; } = new();

    /// <summary>Values that this call uses up, written with its audit record.</summary>
    public IList<OneTimeUse> Uses { get; } = [];

    /// <summary>The refusal when one of <see cref="Uses"/> was used before.</summary>
    public AwsError AlreadyUsed { get; set; } = CommonErrors.AccessDenied("The value has been used before");

    /// <summary>A unit of work for reading, opened at first use and shared by the call's checks.</summary>
    public async ValueTask<IUnitOfWork> ReadAsync(CancellationToken cancellationToken) => _read ??= await database.BeginReadAsync(cancellationToken);

    /// <summary>Sets the caller that an unsigned operation verified.</summary>
    /// <exception cref="InvalidOperationException">There is an authenticated caller already.</exception>
    public void Verified(Caller verified)
    {
        if (Caller.IsAuthenticated)
        {
            throw new InvalidOperationException("the caller is authenticated already");
        }

        Caller = verified;
    }

    /// <summary>Sets the form of a portal session's caller that fits the chosen role's provider.</summary>
    /// <exception cref="InvalidOperationException">The caller came by no portal session, or the new one by another.</exception>
    internal void Become(Caller caller)
    {
        if (Caller.PortalSession is null || caller.PortalSession?.SessionId != Caller.PortalSession.SessionId)
        {
            throw new InvalidOperationException("a caller never becomes another person");
        }

        Caller = caller;
    }

    /// <summary>
    /// Remembers what an entity was when its demand was made: identity and version, or null where it was not there. The handler acts on that very
    /// entity or not at all (<see cref="IsAsSeen"/>): permission for one is no permission for its successor.
    /// </summary>
    public void Saw(string kind, string nameKey, string? identity) => _seen[(kind, nameKey)] = identity;

    /// <summary>False where the entity is another one, or another version, than the one the demand was decided on.</summary>
    public bool IsAsSeen(string kind, string nameKey, string? identity) => !_seen.TryGetValue((kind, nameKey), out var seen) || seen == identity;

    /// <summary>Keeps what was found out for the demands, so that the handler need not do it again.</summary>
    public void Keep<T>(T value)
        where T : notnull => _kept[typeof(T)] = value;

    /// <summary>What was kept.</summary>
    public T Kept<T>()
        where T : notnull => (T)_kept[typeof(T)];

    /// <summary>What was kept, or null.</summary>
    public T? Found<T>()
        where T : class => _kept.GetValueOrDefault(typeof(T)) as T;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_read is not null)
        {
            await _read.DisposeAsync();
            _read = null;
        }
    }
}

/// <summary>What an operation adds to its audit record.</summary>
public sealed class AuditNotes
{
    /// <summary>What the call was about.</summary>
    public IList<AuditResource> Resources { get; } = [];

    /// <summary>additionalEventData.</summary>
    public IDictionary<string, string> Additional { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Another account that the record is written for as well, under one sharedEventID: the other side of a role assumption, the owner of what the management account reaches.</summary>
    public Model.Identifiers.AccountId? AlsoFor { get; set; }

    /// <summary>The account whose trail it is, where that is not the caller's (an unsigned call belongs to the role's account).</summary>
    public Model.Identifiers.AccountId? Recipient { get; set; }

    /// <summary>Stands in for the response elements where those must not be written as they are.</summary>
    public object? ResponseElements { get; set; }
}
