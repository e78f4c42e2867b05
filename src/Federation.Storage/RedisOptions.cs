using System.ComponentModel.DataAnnotations;

namespace Federation.Storage;

/// <summary>Redis as session store. Bound by the host.</summary>
public sealed class RedisOptions
{
    /// <value>StackExchange.Redis configuration string. Default null: sessions are kept in the database.</value>
    public string? Configuration { get; set; }

    /// <value>Begins every key. Default <c>fed</c>.</value>
    [Required]
    [RegularExpression("[A-Za-z0-9._-]{1,32}")]
    public string KeyPrefix { get; set; } = "fed";

    /// <value>How long a command may take before the store counts as unreachable. Default 2 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);
}
