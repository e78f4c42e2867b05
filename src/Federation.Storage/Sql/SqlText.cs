namespace Federation.Storage.Sql;

/// <summary>
/// One statement in both dialects. Every statement of this project is a static readonly field of this type in a class named <c>…Sql</c>: the offline
/// check finds them there.
/// </summary>
internal sealed class SqlText
{
    private readonly string _sqlite;
    private readonly string _sqlServer;

    private SqlText(Func<Dialect, string> render) => (_sqlite, _sqlServer) = (render(Dialect.Sqlite), render(Dialect.SqlServer));

    /// <summary>A text that means the same everywhere.</summary>
    public static SqlText Common(string text) => new(_ => text);

    /// <summary>A text that the dialect writes some part of.</summary>
    public static SqlText Of(Func<Dialect, string> render) => new(render);

    /// <summary>An ordered query cut after <c>@take</c> rows.</summary>
    public static SqlText Paged(string orderedQuery) => new(dialect => dialect.Page(orderedQuery));

    public string For(Dialect dialect) => dialect.Choose(_sqlite, _sqlServer);
}
