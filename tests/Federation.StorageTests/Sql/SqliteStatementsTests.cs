using System.Data;
using Federation.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Federation.StorageTests.Sql;

/// <summary>Statements that stay prepared keep what the driver would have kept, and fail as it fails.</summary>
public sealed class SqliteStatementsTests : IDisposable
{
    private static readonly RowStatement<Row> Add = new(
        SqlText.Common("INSERT INTO kept (id, words, bytes) VALUES (@id, @words, @bytes)"),
        new("@id", DbType.Int64, 0, static row => row.Id),
        new("@elsewhere", DbType.Int32, 0, static _ => 1),
        new("@words", DbType.String, -1, static row => row.Words),
        new("@bytes", DbType.Binary, -1, static row => row.Bytes));

    private static readonly RowStatement<Row> Remove = new(SqlText.Common("DELETE FROM kept WHERE id >= @id"), new RowParameter<Row>("@id", DbType.Int64, 0, static row => row.Id));

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SqliteStatements _statements;

    public SqliteStatementsTests()
    {
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = "CREATE TABLE kept (id INTEGER PRIMARY KEY, words TEXT CHECK (words <> 'never'), bytes BLOB)";
        command.ExecuteNonQuery();
        _statements = new SqliteStatements(_connection);
    }

    [Fact]
    public void Values_come_back_as_they_were_given_nothing_and_empty_apart()
    {
        Row[] rows = [new(1, null, null), new(2, string.Empty, []), new(3, "Zoë\0𝄞", [0, 255]), new(4, new string('x', 300_000), new byte[300_000]), new(long.MaxValue, "a", null)];
        foreach (var row in rows)
        {
            _statements.Execute(Add, row).ShouldBe(1);
        }

        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT id, words, bytes FROM kept ORDER BY id";
        using var reader = command.ExecuteReader();
        foreach (var row in rows)
        {
            reader.Read().ShouldBeTrue();
            reader.GetInt64(0).ShouldBe(row.Id);
            (reader.IsDBNull(1) ? null : reader.GetString(1)).ShouldBe(row.Words);
            (reader.IsDBNull(2) ? null : (byte[])reader[2]).ShouldBe(row.Bytes);
        }
    }

    [Fact]
    public void It_says_how_many_rows_changed()
    {
        _statements.Execute(Add, new Row(1, "a", null));
        _statements.Execute(Add, new Row(2, "b", null));
        _statements.Execute(Remove, new Row(1, null, null)).ShouldBe(2);
        _statements.Execute(Remove, new Row(1, null, null)).ShouldBe(0);
    }

    [Fact]
    public void A_failure_is_the_drivers_and_the_statement_runs_on()
    {
        _statements.Execute(Add, new Row(1, "a", null));
        var taken = Should.Throw<SqliteException>(() => _statements.Execute(Add, new Row(1, "b", null)));
        Dialect.Sqlite.IsUniqueViolation(taken).ShouldBeTrue();
        var refused = Should.Throw<SqliteException>(() => _statements.Execute(Add, new Row(2, "never", null)));
        Dialect.Sqlite.IsUniqueViolation(refused).ShouldBeFalse();
        refused.Message.ShouldContain("CHECK");
        _statements.Execute(Add, new Row(2, "b", null)).ShouldBe(1);
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private sealed record Row(long Id, string? Words, byte[]? Bytes);
}
