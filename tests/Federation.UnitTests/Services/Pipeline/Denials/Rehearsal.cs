using System.Reflection;
using Federation.Model.Storage;

namespace Federation.UnitTests.Services.Pipeline.Denials;

/// <summary>The real database; writes of a rehearsal are real as well, but for their commit.</summary>
internal sealed class RehearsalDatabase(IDatabase database) : IDatabase
{
    private readonly AsyncLocal<bool> _isRehearsal = new();

    /// <summary>Runs an action whose writes leave nothing behind.</summary>
    public async Task<T> RehearseAsync<T>(Func<Task<T>> action)
    {
        _isRehearsal.Value = true;
        try
        {
            return await action();
        }
        finally
        {
            _isRehearsal.Value = false;
        }
    }

    public Task<IUnitOfWork> BeginReadAsync(CancellationToken cancellationToken) => database.BeginReadAsync(cancellationToken);

    public async Task<IUnitOfWork> BeginWriteAsync(CancellationToken cancellationToken)
    {
        var unit = await database.BeginWriteAsync(cancellationToken);
        return _isRehearsal.Value ? UncommittedUnit.Over(unit) : unit;
    }
}

/// <summary>Passes everything on but the commit: disposal then rolls back.</summary>
public class UncommittedUnit : DispatchProxy
{
    private IUnitOfWork? _unit;

    internal static IUnitOfWork Over(IUnitOfWork unit)
    {
        var proxy = Create<IUnitOfWork, UncommittedUnit>();
        ((UncommittedUnit)(object)proxy)._unit = unit;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IUnitOfWork.CommitAsync) ? Task.CompletedTask : targetMethod.Invoke(_unit, args);
}
