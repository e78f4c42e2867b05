using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Federation.Storage.Sql;

/// <summary>A parameter of a <see cref="RowStatement{T}"/>.</summary>
/// <param name="Name">With its <c>@</c>: drivers find it without a second look.</param>
/// <param name="Type">AnsiString for columns of ASCII, so that SQL Server seeks their indexes without converting them.</param>
/// <param name="Size">Characters or bytes; 0 leaves it to the value.</param>
/// <param name="Value">The value of a row.</param>
internal sealed record RowParameter<T>(string Name, DbType Type, int Size, Func<T, object?> Value);

/// <summary>A write that runs so often that it binds its values without reflection, and stays prepared where the connection is kept.</summary>
internal sealed class RowStatement<T>(SqlText text, params RowParameter<T>[] parameters)
{
    public SqlText Text => text;

    public IReadOnlyList<RowParameter<T>> Parameters => parameters;

    /// <summary>A command with the parameters, for one unit of work.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "The texts are this project's own constants.")]
    public DbCommand CreateCommand(DbConnection connection, Dialect dialect)
    {
        var command = connection.CreateCommand();
        command.CommandText = text.For(dialect);
        foreach (var declared in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = declared.Name;
            parameter.DbType = declared.Type;
            if (declared.Size != 0)
            {
                parameter.Size = declared.Size;
            }

            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Sets the values of a row.</summary>
    public void Bind(DbCommand command, T row)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i].Value(row) switch
            {
                null => DBNull.Value,
                Utf8Text text => text.ToString(),
                var value => value,
            };
        }
    }
}
