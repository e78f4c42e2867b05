using System.Data.Common;
using Federation.Model.Storage;

namespace Federation.Storage.Sql;

internal static class Failures
{
    /// <summary>Names the database and the driver's number; the driver's own text, which may name servers and files, stays in the inner exception.</summary>
    public static StoreUnavailableException Unavailable(Dialect dialect, DbException exception) =>
        new($"the {dialect.Name} database cannot be used: error {dialect.CodeOf(exception)}", exception) { IsTransient = dialect.IsTransient(exception) };

    public static StoreUnavailableException NoConnection(Dialect dialect, Exception exception) =>
        new($"the {dialect.Name} database gives no connection", exception);
}
