using System.Data;
using Dapper;
using Federation.Model.Identifiers;

namespace Federation.Storage.Sql;

/// <summary>What Dapper has to know about the columns, told once per process.</summary>
internal static class DapperSetup
{
    private static readonly Lazy<bool> Done = new(Apply);

    public static void Ensure() => _ = Done.Value;

    private static bool Apply()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new AccountIdHandler());
        SqlMapper.AddTypeHandler(new AsciiHandler());
        return true;
    }

    private sealed class AccountIdHandler : SqlMapper.TypeHandler<AccountId>
    {
        public override void SetValue(IDbDataParameter parameter, AccountId value)
        {
            parameter.DbType = DbType.AnsiString;
            parameter.Size = 12;
            parameter.Value = value.Value;
        }

        public override AccountId Parse(object value) => AccountId.Parse((string)value);
    }

    private sealed class AsciiHandler : SqlMapper.TypeHandler<Ascii>
    {
        public override void SetValue(IDbDataParameter parameter, Ascii value)
        {
            // A text that is not ASCII goes as what it is and matches nothing; as VARCHAR the driver would bend it into something that might.
            parameter.DbType = value.Value is null || System.Text.Ascii.IsValid(value.Value) ? DbType.AnsiString : DbType.String;
            parameter.Size = value.Value is { Length: > 128 } ? 4000 : 128;
            parameter.Value = (object?)value.Value ?? DBNull.Value;
        }

        public override Ascii Parse(object value) => new((string)value);
    }
}

/// <summary>A generated id as the argument of a statement: VARCHAR, so that SQL Server seeks its index without converting the column.</summary>
internal readonly record struct Ascii(string? Value);
