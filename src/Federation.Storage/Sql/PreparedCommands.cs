using System.Data.Common;

namespace Federation.Storage.Sql;

/// <summary>The commands that stay prepared on one kept connection. Used by whoever has the connection, so by one at a time.</summary>
internal sealed class PreparedCommands(DbConnection connection, Dialect dialect) : IDisposable
{
    private readonly Dictionary<SqlText, DbCommand> _commands = [];

    public DbCommand Get<T>(RowStatement<T> statement)
    {
        if (!_commands.TryGetValue(statement.Text, out var command))
        {
            command = Create(connection, dialect, statement);
            _commands.Add(statement.Text, command);
        }

        return command;
    }

    /// <summary>A command that is used for one unit of work.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The texts are this project's own constants.")]
    public static DbCommand Create<T>(DbConnection connection, Dialect dialect, RowStatement<T> statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement.Text.For(dialect);
        statement.Declare(command);
        return command;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _commands.Clear();
    }
}
