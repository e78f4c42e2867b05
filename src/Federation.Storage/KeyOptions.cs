using System.ComponentModel.DataAnnotations;

namespace Federation.Storage;

/// <summary>The key-encryption key and the life of the ring's keys. Bound by the host.</summary>
public sealed class KeyOptions
{
    /// <value>The key-encryption key: 32 bytes in base64. Default null: see <see cref="KeyEncryptionKeyFile"/>.</value>
    public string? KeyEncryptionKey { get; set; }

    /// <value>File that holds the key-encryption key in base64. Default null: for SQLite a file in the data directory, made on an empty store only.</value>
    public string? KeyEncryptionKeyFile { get; set; }

    /// <value>How long a retired key reads: the longest life of a credential made with it. Default 36 h.</value>
    [Range(typeof(TimeSpan), "12:00:00", "30.00:00:00")]
    public TimeSpan RetiredLifetime { get; set; } = TimeSpan.FromHours(36);

    /// <value>How long what was encrypted to a retired SAML encryption key opens: until every identity provider, and whoever reads our metadata by hand, has the new one. Default 30 days.</value>
    [Range(typeof(TimeSpan), "12:00:00", "366.00:00:00")]
    public TimeSpan RetiredEncryptionLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <value>Clock difference between nodes that a retired key bears on top. Default 5 min.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(5);
}
