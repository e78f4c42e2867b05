namespace Federation.Storage.Sql;

internal static class ChangeSql
{
    public static readonly SqlText NextSequence = SqlText.Of(dialect =>
        dialect.UpdateReturning("change_counter", "last_sequence = last_sequence + 1", "id = 1", "last_sequence"));

    public static readonly SqlText Update = SqlText.Common("UPDATE changes SET last_sequence = @sequence WHERE scope = @scope");

    public static readonly SqlText Insert = SqlText.Common("INSERT INTO changes (scope, last_sequence) VALUES (@scope, @sequence)");

    public static readonly SqlText Current = SqlText.Common("SELECT last_sequence FROM change_counter WHERE id = 1");

    public static readonly SqlText Since = SqlText.Common("SELECT scope, last_sequence FROM changes WHERE last_sequence > @sequence ORDER BY last_sequence");
}
