using System.ComponentModel.DataAnnotations;

namespace Federation.Storage;

/// <summary>How audit records are gathered into transactions. Bound by the host.</summary>
public sealed class AuditOptions
{
    /// <value>Appends that may wait; further callers block. Default 4096.</value>
    [Range(16, 1_000_000)]
    public int QueueCapacity { get; set; } = 4096;

    /// <value>Appends that share a transaction at most. Default 512.</value>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 512;

    /// <value>How long a record of a read or a refusal may wait for company. Default 250 ms; at most this long is lost with the process.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <value>Pause after a failure before records that nobody waits for are tried again. Default 1 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromSeconds(1);
}
