using System.ComponentModel.DataAnnotations;

namespace Federation.Storage;

/// <summary>The databases that the gateway keeps its data in.</summary>
public enum DatabaseProvider
{
    /// <summary>A file beside the gateway: the embedded default.</summary>
    Sqlite = 0,

    /// <summary>SQL Server 2019 and newer, or Azure SQL.</summary>
    SqlServer = 1,
}

/// <summary>Where the data lives. Bound by the host.</summary>
public sealed class StorageOptions
{
    /// <value>Which database. Default Sqlite.</value>
    [EnumDataType(typeof(DatabaseProvider))]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <value>Connection string. Default null: for SQLite the file <c>federation.db</c> in <see cref="DataDirectory"/>; SQL Server needs one.</value>
    public string? ConnectionString { get; set; }

    /// <value>Directory for the SQLite file and the generated key-encryption key. Default <c>./data</c>.</value>
    [Required]
    public string DataDirectory { get; set; } = "./data";

    /// <value>Seconds a statement may take, waiting for locks included. Default 15.</value>
    [Range(1, 600)]
    public int CommandTimeoutSeconds { get; set; } = 15;

    /// <value>Idle SQLite connections kept open for reading. Default 32.</value>
    [Range(1, 1024)]
    public int IdleReaders { get; set; } = 32;

    /// <value>Page cache of each SQLite connection in KiB. Default 8192.</value>
    [Range(64, 4_194_304)]
    public int PageCacheKibibytes { get; set; } = 8192;

    /// <value>How often other nodes' changes are looked for. Default 250 ms; what is cached is stale for this long as a rule.</value>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:00.500")]
    public TimeSpan ChangePollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <value>
    /// How long after the last poll what is cached counts, however slow the machine or the store. Default and most 1 s: by then what another node took away is taken away here.
    /// </value>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:00:01")]
    public TimeSpan ChangePollTolerance { get; set; } = TimeSpan.FromSeconds(1);

    /// <value>How often expired rows are removed. Default 1 min.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan HousekeepingInterval { get; set; } = TimeSpan.FromMinutes(1);
}
