using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using Federation.Model.Audit;
using Federation.Model.Outbound;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.ProviderSettings;
using Microsoft.Extensions.Logging;

namespace Federation.Services.Calendar;

/// <summary>
/// Warns of what runs out, 60, 30, 14, 7 and 1 days before and when it has: as an audit event of the account, as a metric, and to the webhook. Each warning is given
/// once over all nodes and restarts, since its audit record and its use are one transaction.
/// </summary>
public sealed partial class ExpiryWarner(
    ExpiryCalendar calendar, IDatabase database, IAuditLog auditLog, IOutboundHttp http, ServiceOptions options, TimeProvider timeProvider, ILogger<ExpiryWarner> logger)
{
    private const int PageSize = 200;
    private const int WebhookAttempts = 3;
    private static readonly int[] Thresholds = [0, 1, 7, 14, 30, 60];
    private static readonly TimeSpan WebhookTimeout = TimeSpan.FromSeconds(10);
    private static readonly OperationDescriptor Warning = new("federation", "ExpiryWarning", AccessLevel.Write) { EventType = "AwsServiceEvent" };
    private static readonly Meter Meter = new("Federation.Saml");
    private static readonly Counter<long> Warnings = Meter.CreateCounter<long>("federation.expiry.warnings", "{warning}", "Warnings of keys and metadata that run out.");
    private static readonly Gauge<long> Due = Meter.CreateGauge<long>("federation.expiry.due", "{entry}", "Keys and metadata that run out within so many days.");

    /// <summary>Looks at every account and gives the warnings that are due. Returns how many were given.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var entries = await ListAsync(cancellationToken);
        foreach (var threshold in Thresholds)
        {
            Due.Record(entries.Count(entry => entry.ExpiresAt <= now.AddDays(threshold)), new KeyValuePair<string, object?>("within_days", threshold));
        }

        var given = 0;
        foreach (var entry in entries)
        {
            // The nearest threshold alone: whoever is told of seven days need not be told of sixty.
            var reached = Array.FindIndex(Thresholds, threshold => entry.ExpiresAt <= now.AddDays(threshold));
            given += reached >= 0 && await WarnAsync(entry, Thresholds[reached], now, cancellationToken) ? 1 : 0;
        }

        return given;
    }

    private async Task<IReadOnlyList<ExpiryEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var entries = new List<ExpiryEntry>();
        await using var store = await database.BeginReadAsync(cancellationToken);
        for (string? after = null; ;)
        {
            var page = await store.Accounts.ListAsync(after, PageSize, cancellationToken);
            foreach (var account in page.Items)
            {
                entries.AddRange(await calendar.ListAsync(store, account.AccountId, account.IsManagement, cancellationToken));
            }

            if ((after = page.Next) is null)
            {
                return entries;
            }
        }
    }

    private async Task<bool> WarnAsync(ExpiryEntry entry, int threshold, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var days = threshold.ToString(CultureInfo.InvariantCulture);
        var records = ServiceEvents.Compose(
            Warning, database, now, entry.Account, new AuditResource(entry.Kind, entry.Resource),
            ("kind", entry.Kind), ("name", entry.Name), ("expiresAt", Text(entry.ExpiresAt)), ("withinDays", days));
        var scope = string.Create(CultureInfo.InvariantCulture, $"{entry.Kind} {entry.Resource} {entry.Name} {entry.ExpiresAt.ToUnixTimeSeconds()}");
        var use = new OneTimeUse("expiry-warning", scope, days, (entry.ExpiresAt > now ? entry.ExpiresAt : now).AddDays(400));
        if (await auditLog.AppendDurableAsync(records, [use], cancellationToken) != AppendOutcome.Stored)
        {
            return false;
        }

        Warnings.Add(1, new KeyValuePair<string, object?>("kind", entry.Kind), new KeyValuePair<string, object?>("within_days", threshold));
        LogWarning(entry.Kind, entry.Resource, entry.Name, Text(entry.ExpiresAt));
        await PostAsync(entry, threshold, now, cancellationToken);
        return true;
    }

    private async Task PostAsync(ExpiryEntry entry, int threshold, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (options.AlertWebhook is not { } url)
        {
            return;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            @event = "ExpiryWarning",
            account = entry.Account.Value,
            kind = entry.Kind,
            resource = entry.Resource,
            name = entry.Name,
            expiresAt = Text(entry.ExpiresAt),
            daysLeft = (int)Math.Floor((entry.ExpiresAt - now).TotalDays),
            withinDays = threshold,
        });
        for (var attempt = 1; attempt <= WebhookAttempts; attempt++)
        {
            var sent = await http.PostAsync(new OutboundPost(url, body, "application/json", WebhookTimeout, AllowHttp: url.IsLoopback), cancellationToken);
            if (sent.Succeeded)
            {
                return;
            }

            LogWebhook(url.Host, sent.Error.Detail ?? sent.Error.Message);
        }
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [LoggerMessage(EventId = 60, Level = LogLevel.Warning, Message = "{Kind} of {Resource} ({Name}) runs out at {ExpiresAt}")]
    private partial void LogWarning(string kind, string resource, string name, string expiresAt);

    [LoggerMessage(EventId = 61, Level = LogLevel.Warning, Message = "the webhook at {Host} did not take a warning: {Reason}")]
    private partial void LogWebhook(string host, string reason);
}
