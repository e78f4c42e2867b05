using Federation.Model.Results;
using Microsoft.Extensions.Logging;

namespace Federation.Services.Pipeline;

/// <summary>
/// The gateway's own log of unauthenticated failures (bad signatures, unknown keys, refused assertions). Belongs to no account's trail. At most
/// <see cref="PerSecond"/> lines a second are written, the rest is counted and the count is written with the next line: a flood cannot fill a disk.
/// </summary>
public sealed partial class SecurityLog(TimeProvider timeProvider, ILogger<SecurityLog> logger)
{
    /// <value>20 lines a second.</value>
    public const int PerSecond = 20;

    private readonly Lock _gate = new();
    private long _second;
    private int _written;
    private long _suppressed;

    /// <summary>Writes a refusal: what was asked for, the code, the reason for the administrator, and where it came from.</summary>
    public void Refused(string action, AwsError error, RequestInfo request)
    {
        ArgumentNullException.ThrowIfNull(error);
        ArgumentNullException.ThrowIfNull(request);
        if (TryTake(out var suppressed))
        {
            if (suppressed > 0)
            {
                LogSuppressed(suppressed);
            }

            LogRefused(request.RequestId, action, error.Code, error.Detail ?? error.Message, request.SourceAddress.ToString());
        }
    }

    private bool TryTake(out long suppressed)
    {
        lock (_gate)
        {
            suppressed = 0;
            var second = timeProvider.GetUtcNow().ToUnixTimeSeconds();
            if (second != _second)
            {
                (_second, _written) = (second, 0);
            }

            if (_written >= PerSecond)
            {
                _suppressed++;
                return false;
            }

            _written++;
            (suppressed, _suppressed) = (_suppressed, 0);
            return true;
        }
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Warning, Message = "request {RequestId}: {Action} refused with {Code} for {Source}: {Reason}")]
    private partial void LogRefused(string requestId, string action, string code, string reason, string source);

    [LoggerMessage(EventId = 11, Level = LogLevel.Warning, Message = "{Count} refusals were not written one by one")]
    private partial void LogSuppressed(long count);
}
