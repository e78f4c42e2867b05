using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Federation.Storage.Sql;

/// <summary>
/// The statements that stay prepared on the writing connection, run on SQLite itself: the driver looks up each parameter's name at each run and makes a reader for
/// what returns nothing, which costs more than the insert. Used by whoever has the connection, so by one at a time.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<SqlText, Prepared> _statements = [];

    /// <summary>Runs a statement with the values of a row and says how many rows changed. A failure is the driver's <see cref="SqliteException"/>.</summary>
    public int Execute<T>(RowStatement<T> statement, T row)
    {
        var prepared = Find(statement);
        try
        {
            for (var i = 0; i < prepared.Places.Length; i++)
            {
                Bind(prepared.Statement, prepared.Places[i], statement.Parameters[i].Value(row));
            }

            int result;
            do
            {
                result = raw.sqlite3_step(prepared.Statement);
            }
            while (result == raw.SQLITE_ROW);

            Check(result);
            return raw.sqlite3_changes(connection.Handle!);
        }
        finally
        {
            // A reset repeats the failure of the run: it was told already. No value of a row stays behind.
            _ = raw.sqlite3_reset(prepared.Statement);
            _ = raw.sqlite3_clear_bindings(prepared.Statement);
        }
    }

    public void Dispose()
    {
        foreach (var prepared in _statements.Values)
        {
            prepared.Statement.Dispose();
        }

        _statements.Clear();
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The dictionary owns it.")]
    private Prepared Find<T>(RowStatement<T> statement)
    {
        if (!_statements.TryGetValue(statement.Text, out var prepared))
        {
            Check(raw.sqlite3_prepare_v3(connection.Handle!, statement.Text.For(Dialect.Sqlite), raw.SQLITE_PREPARE_PERSISTENT, out var made));
            prepared = new Prepared(made, [.. statement.Parameters.Select(parameter => raw.sqlite3_bind_parameter_index(made, parameter.Name))]);
            _statements.Add(statement.Text, prepared);
        }

        return prepared;
    }

    private void Bind(sqlite3_stmt statement, int place, object? value)
    {
        // Another database's text of the statement has the parameter.
        if (place == 0)
        {
            return;
        }

        Check(value switch
        {
            null => raw.sqlite3_bind_null(statement, place),
            long number => raw.sqlite3_bind_int64(statement, place, number),
            int number => raw.sqlite3_bind_int64(statement, place, number),
            string text => BindText(statement, place, text),
            Utf8Text text => raw.sqlite3_bind_text(statement, place, text.Bytes.Span),
            // Of an empty span SQLite would make NULL.
            byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, place, 0),
            byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
            _ => throw new InvalidOperationException($"a column of {value.GetType().Name} has no form in SQLite"),
        });
    }

    private static int BindText(sqlite3_stmt statement, int place, string text)
    {
        if (text.Length == 0)
        {
            return raw.sqlite3_bind_text(statement, place, text);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return raw.sqlite3_bind_text(statement, place, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, connection.Handle);

    /// <param name="Statement">The statement.</param>
    /// <param name="Places">The number of each parameter in its text; 0 where the text has none of that name.</param>
    private sealed record Prepared(sqlite3_stmt Statement, int[] Places);
}
