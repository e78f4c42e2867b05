using System.Data.Common;
using System.Runtime.ExceptionServices;
using Dapper;
using Federation.Model.Storage;

namespace Federation.Storage.Sql;

/// <summary>
/// Runs statements on one connection, within its transaction where there is one. The only place that runs commands: it refuses writes of a unit opened for
/// reading, and turns a driver's failure into <see cref="StoreUnavailableException"/> where the database, and not the statement, is at fault.
/// </summary>
internal sealed class SqlSession(DbConnection connection, DbTransaction? transaction, Dialect dialect, bool writable, int timeoutSeconds, SqliteStatements? prepared = null)
{
    private const int ReadAttempts = 3;
    private bool _closed;

    /// <summary>True once the connection may be in a state that the next user must not meet.</summary>
    public bool Broken { get; private set; }

    /// <summary>The first row, or null.</summary>
    public Task<T?> FirstOrDefaultAsync<T>(SqlText text, object? arguments, CancellationToken cancellationToken) =>
        RunAsync(static (connection, command) => connection.QueryFirstOrDefaultAsync<T?>(command), text, arguments, isWrite: false, cancellationToken);

    /// <summary>All rows.</summary>
    public Task<List<T>> ListAsync<T>(SqlText text, object? arguments, CancellationToken cancellationToken) =>
        RunAsync(static async (connection, command) => (await connection.QueryAsync<T>(command)).AsList(), text, arguments, isWrite: false, cancellationToken);

    /// <summary>The first column of the only row.</summary>
    public Task<T?> ScalarAsync<T>(SqlText text, object? arguments, CancellationToken cancellationToken) =>
        RunAsync(static (connection, command) => connection.ExecuteScalarAsync<T?>(command), text, arguments, isWrite: false, cancellationToken);

    /// <summary>Writes, and says how many rows changed.</summary>
    public Task<int> ExecuteAsync(SqlText text, object? arguments, CancellationToken cancellationToken) =>
        RunAsync(static (connection, command) => connection.ExecuteAsync(command), text, arguments, isWrite: true, cancellationToken);

    /// <summary>Writes, and returns the row that the statement gives back, or null.</summary>
    public Task<T?> WriteReturningAsync<T>(SqlText text, object? arguments, CancellationToken cancellationToken) =>
        RunAsync(static (connection, command) => connection.QueryFirstOrDefaultAsync<T?>(command), text, arguments, isWrite: true, cancellationToken);

    /// <summary>Inserts; a taken unique key is a Conflict, and nothing was written.</summary>
    public async Task<StoreOutcome> InsertAsync(SqlText text, object arguments, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(text, arguments, cancellationToken);
            return StoreOutcome.Stored;
        }
        catch (DbException e) when (dialect.IsUniqueViolation(e))
        {
            return StoreOutcome.Conflict;
        }
    }

    /// <summary>The same for a statement that stays prepared.</summary>
    public async Task<StoreOutcome> InsertAsync<T>(RowStatement<T> statement, T row, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(statement, row, cancellationToken);
            return StoreOutcome.Stored;
        }
        catch (DbException e) when (dialect.IsUniqueViolation(e))
        {
            return StoreOutcome.Conflict;
        }
    }

    /// <summary>Writes with a statement that stays prepared, and says how many rows changed.</summary>
    public async Task<int> ExecuteAsync<T>(RowStatement<T> statement, T row, CancellationToken cancellationToken)
    {
        if (prepared is null)
        {
            return await ExecuteEachAsync(statement, [row], cancellationToken);
        }

        CheckOpen(isWrite: true);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return prepared.Execute(statement, row);
        }
        catch (DbException e) when (!dialect.IsUniqueViolation(e))
        {
            throw Translate(e, cancellationToken);
        }
    }

    /// <summary>The same once for each row.</summary>
    public async Task<int> ExecuteEachAsync<T>(RowStatement<T> statement, IEnumerable<T> rows, CancellationToken cancellationToken)
    {
        CheckOpen(isWrite: true);
        cancellationToken.ThrowIfCancellationRequested();
        var changed = 0;
        if (prepared is not null)
        {
            foreach (var row in rows)
            {
                changed += await ExecuteAsync(statement, row, cancellationToken);
            }

            return changed;
        }

        await using var command = statement.CreateCommand(connection, dialect);
        command.Transaction = transaction;
        command.CommandTimeout = timeoutSeconds;
        try
        {
            foreach (var row in rows)
            {
                statement.Bind(command, row);
                changed += await command.ExecuteNonQueryAsync(cancellationToken);
            }

            return changed;
        }
        catch (DbException e) when (!dialect.IsUniqueViolation(e))
        {
            throw Translate(e, cancellationToken);
        }
    }

    /// <summary>Updates or deletes: no row means Stale, a taken unique key Conflict.</summary>
    public async Task<StoreOutcome> ChangeAsync(SqlText text, object arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await ExecuteAsync(text, arguments, cancellationToken) > 0 ? StoreOutcome.Stored : StoreOutcome.Stale;
        }
        catch (DbException e) when (dialect.IsUniqueViolation(e))
        {
            return StoreOutcome.Conflict;
        }
    }

    /// <summary>Runs several writes of which none stays if the outcome is not Stored.</summary>
    public async Task<StoreOutcome> AllOrNothingAsync(Func<Task<StoreOutcome>> writes, CancellationToken cancellationToken)
    {
        const string Savepoint = "all_or_nothing";
        var current = transaction ?? throw new InvalidOperationException("several writes belong into a transaction");
        await GuardAsync(current.SaveAsync(Savepoint, cancellationToken));
        var outcome = await writes();
        if (outcome != StoreOutcome.Stored)
        {
            await GuardAsync(current.RollbackAsync(Savepoint, cancellationToken));
        }

        return outcome;
    }

    /// <summary>Commits the transaction; nothing runs afterwards.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_closed || transaction is null)
        {
            throw new InvalidOperationException("only an open unit of work for writing can be committed");
        }

        _closed = true;
        await GuardAsync(transaction.CommitAsync(cancellationToken));
    }

    private async Task<T> RunAsync<T>(
        Func<DbConnection, CommandDefinition, Task<T>> run, SqlText text, object? arguments, bool isWrite, CancellationToken cancellationToken)
    {
        CheckOpen(isWrite);
        cancellationToken.ThrowIfCancellationRequested();
        var command = new CommandDefinition(text.For(dialect), arguments, transaction, timeoutSeconds, cancellationToken: cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await run(connection, command);
            }
            catch (DbException e) when (transaction is null && !isWrite && attempt < ReadAttempts && dialect.IsTransient(e))
            {
                // A read outside of a transaction holds nothing: it is simply asked again.
            }
            catch (DbException e) when (!dialect.IsUniqueViolation(e))
            {
                throw Translate(e, cancellationToken);
            }
        }
    }

    private void CheckOpen(bool isWrite)
    {
        if (_closed || (isWrite && !writable))
        {
            throw new InvalidOperationException(_closed ? "the unit of work is committed" : "the unit of work was opened for reading");
        }
    }

    private async Task GuardAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (DbException e)
        {
            throw Translate(e, CancellationToken.None);
        }
    }

    private Exception Translate(DbException exception, CancellationToken cancellationToken)
    {
        Broken = true;

        // SqlClient reports a cancelled command as an error of the command.
        cancellationToken.ThrowIfCancellationRequested();
        if (dialect.IsUnavailable(exception))
        {
            return Failures.Unavailable(dialect, exception);
        }

        ExceptionDispatchInfo.Throw(exception);
        return exception;
    }
}
