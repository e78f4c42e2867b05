using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.LoginTraces;
using Federation.Model.Storage;

namespace Federation.Services.Traces;

/// <summary>
/// Keeps recorded logins: sealed, for a set time, in a bounded number. Traces are queued and written together, so that a login does not wait for its trace; when
/// the queue is full the trace is dropped and counted, never the login.
/// </summary>
public sealed class LoginTraceRecorder : IDisposable
{
    private const int MostQueued = 4096;

    /// <summary>Traces of one transaction: audit records wait while it has its turn.</summary>
    private const int MostAtOnce = 32;

    private static readonly Meter Meter = new("Federation.Saml");
    private static readonly Counter<long> Dropped = Meter.CreateCounter<long>("federation.login_traces.dropped", "{trace}", "Login traces that were not kept because the queue was full.");

    private readonly Channel<LoginTraceRow> _queue = Channel.CreateBounded<LoginTraceRow>(new BoundedChannelOptions(MostQueued) { FullMode = BoundedChannelFullMode.Wait, SingleReader = false });
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly IDatabase _database;
    private readonly IKeyRing _ring;
    private AccountId _management;

    /// <summary>The recorder of this node.</summary>
    public LoginTraceRecorder(IDatabase database, IKeyRing ring)
    {
        _database = database;
        _ring = ring;
    }

    /// <summary>Queues a trace, sealed already: what waits is one array of bytes and not hundreds of objects that the garbage collector follows and carries along.</summary>
    public void Record(LoginTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var row = new LoginTraceRow
        {
            AccountId = Arns.TryParseIam(trace.ProviderArn, "saml-provider", out var owner, out _, out _) ? owner : default,
            TraceId = trace.TraceId,
            ProviderArn = trace.ProviderArn,
            Outcome = trace.Outcome,
            StartedAt = trace.StartedAt,
            SealedTrace = LoginTraceCodec.Write(trace, plain => _ring.Seal(Label(trace.TraceId), plain)),
        };
        if (!_queue.Writer.TryWrite(row))
        {
            Dropped.Add(1);
        }
    }

    /// <summary>Ends an attempt as refused.</summary>
    internal void Refuse(LoginAttempt attempt, string refusal, string? detail)
    {
        attempt.End(LoginOutcomes.Refused, refusal, detail);
        Record(attempt.Trace);
    }

    /// <summary>Ends an attempt as accepted.</summary>
    internal void Accept(LoginAttempt attempt)
    {
        attempt.End(LoginOutcomes.Accepted);
        Record(attempt.Trace);
    }

    /// <summary>Writes what is queued.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            while (_queue.Reader.TryPeek(out _))
            {
                await WriteSomeAsync(cancellationToken);
            }
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Removes what is too old or too much.</summary>
    public async Task TrimAsync(DateTimeOffset olderThan, int mostPerAccount, CancellationToken cancellationToken)
    {
        const int Step = 1000;
        for (var removed = Step; removed == Step;)
        {
            removed = await WriteAsync(store => store.LoginTraces.RemoveOlderAsync(olderThan, Step, cancellationToken), cancellationToken);
        }

        IReadOnlyList<AccountId> crowded;
        await using (var read = await _database.BeginReadAsync(cancellationToken))
        {
            crowded = await read.LoginTraces.ListCrowdedAsync(mostPerAccount, cancellationToken);
        }

        foreach (var account in crowded)
        {
            await WriteAsync(store => store.LoginTraces.TrimAsync(account, mostPerAccount, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Opens a stored trace; null where it was sealed by another ring or changed.</summary>
    public LoginTrace? Open(LoginTraceRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!_ring.TryOpen(Label(row.TraceId), row.SealedTrace, out var plain))
        {
            return null;
        }

        using (plain)
        {
            return LoginTraceCodec.Read(plain.Reveal());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static string Label(string traceId) => $"login-trace/{traceId}";

    private async Task WriteSomeAsync(CancellationToken cancellationToken)
    {
        var management = await ManagementAsync(cancellationToken);
        await using var store = await _database.BeginUnflushedWriteAsync(cancellationToken);
        for (var i = 0; i < MostAtOnce && _queue.Reader.TryRead(out var queued); i++)
        {
            var row = queued.AccountId.IsSet ? queued : queued with { AccountId = management };

            // The end of a login takes the place of what was recorded while it waited, never the other way round: another node may have been quicker.
            if (await store.LoginTraces.AddAsync(row, cancellationToken) == StoreOutcome.Conflict && row.Outcome != LoginOutcomes.Unfinished)
            {
                await store.LoginTraces.ReplaceAsync(row, LoginOutcomes.Unfinished, cancellationToken);
            }
        }

        await store.CommitAsync(cancellationToken);
    }

    private async Task<int> WriteAsync(Func<IUnitOfWork, Task<int>> work, CancellationToken cancellationToken)
    {
        await using var store = await _database.BeginWriteAsync(cancellationToken);
        var count = await work(store);
        await store.CommitAsync(cancellationToken);
        return count;
    }

    private async Task<AccountId> ManagementAsync(CancellationToken cancellationToken)
    {
        if (!_management.IsSet)
        {
            await using var store = await _database.BeginReadAsync(cancellationToken);
            _management = (await store.Accounts.FindManagementAsync(cancellationToken))?.AccountId ?? throw new StoreUnavailableException("the store has no management account yet");
        }

        return _management;
    }
}
