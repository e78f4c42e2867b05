using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;

namespace Federation.Services.Pipeline.Audit;

/// <summary>Makes the CloudTrail-shaped records of a call (AWS: CloudTrail record contents, version 1.11).</summary>
internal static class AuditComposer
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every call writes a record: each thread writes its own over the one before.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    /// <summary>The records of a second have one text of their time.</summary>
    private static volatile Second _lastSecond = new(long.MinValue, string.Empty);

    /// <summary>One record, or two under one sharedEventID where another account is concerned as well; none where no account is.</summary>
    internal static IReadOnlyList<AuditRecord> Compose(OperationDescriptor operation, OperationContext context, object? request, object? response, AwsError? error)
    {
        var account = context.Audit.Recipient ?? context.Caller.AccountId;
        if (!account.IsSet)
        {
            return [];
        }

        var other = context.Audit.AlsoFor is { IsSet: true } also && also != account ? also : default;
        var shared = other.IsSet ? EventIds.Create(context.Now) : null;
        var own = Record(account, shared, operation, context, request, response, error);
        // What the administrators of one account are told of its policies is not for those of the other.
        return other.IsSet ? [own, Record(other, shared, operation, context, request, response, error is null ? null : error with { Detail = null })] : [own];
    }

    private static AuditRecord Record(
        AccountId account, string? shared, OperationDescriptor operation, OperationContext context, object? request, object? response, AwsError? error)
    {
        var eventId = EventIds.Create(context.Now);
        var isForeign = context.Caller.IsSigner && context.Caller.AccountId != account;
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(8192);
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("eventVersion", "1.11");
            if (isForeign)
            {
                UserIdentityWriter.WriteForeign(writer, context.Caller);
            }
            else
            {
                UserIdentityWriter.Write(writer, context.Caller);
            }

            WriteRequest(writer, operation, context, error);
            WriteParameters(writer, operation, context, request, response, error);
            writer.WriteString("requestID", context.Request.RequestId);
            writer.WriteString("eventID", eventId);
            writer.WriteBoolean("readOnly", operation.IsReadOnly);
            WriteResources(writer, account, context.Audit.Resources);
            writer.WriteString("eventType", operation.EventType);
            writer.WriteBoolean("managementEvent", true);
            writer.WriteString("recipientAccountId", account.Value);
            if (shared is not null)
            {
                writer.WriteString("sharedEventID", shared);
            }

            writer.WriteString("eventCategory", "Management");
            WriteTls(writer, context.Request);
            writer.WriteEndObject();
        }

        return new AuditRecord
        {
            AccountId = account,
            EventId = eventId,
            EventTime = context.Now,
            EventSource = operation.EventSource,
            EventName = operation.Name,
            ReadOnly = operation.IsReadOnly,
            Username = isForeign ? null : NameOf(context.Caller),
            AccessKeyId = isForeign ? null : context.Caller.AccessKeyId,
            ErrorCode = error?.Code,
            Resources = [.. context.Audit.Resources],
            EventUtf8 = buffer.WrittenSpan.ToArray(),
        };
    }

    private static string TimeOf(DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        var last = _lastSecond;
        if (last.Number != second)
        {
            _lastSecond = last = new Second(second, now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }

        return last.Text;
    }

    private static string? NameOf(Caller caller) =>
        caller.Session?.SessionName ?? caller.Federated?.Subject ?? caller.Name ?? (caller.Kind == CallerKind.Root ? "root" : null);

    private static void WriteRequest(Utf8JsonWriter writer, OperationDescriptor operation, OperationContext context, AwsError? error)
    {
        writer.WriteString("eventTime", TimeOf(context.Now));
        writer.WriteString("eventSource", operation.EventSource);
        writer.WriteString("eventName", operation.Name);
        writer.WriteString("awsRegion", context.Request.Region);
        writer.WriteString("sourceIPAddress", context.Request.SourceAddress.ToString());
        writer.WriteString("userAgent", context.Request.UserAgent);
        if (error is not null)
        {
            writer.WriteString("errorCode", error.Code);
            writer.WriteString("errorMessage", error.Message);
        }
    }

    private static void WriteParameters(
        Utf8JsonWriter writer, OperationDescriptor operation, OperationContext context, object? request, object? response, AwsError? error)
    {
        var isRead = operation.Access is AccessLevel.Read or AccessLevel.List;
        var isInForce = !isRead && error is null;
        writer.WritePropertyName("requestParameters");
        AuditJson.Write(writer, request, isInForce);
        writer.WritePropertyName("responseElements");
        // CloudTrail: null for reads; for credentials the answer without its secrets.
        var shown = context.Audit.ResponseElements ?? (isInForce ? response : null);
        AuditJson.Write(writer, shown, isInForce);
        if (context.Audit.Additional.Count == 0 && error?.Detail is null)
        {
            return;
        }

        writer.WriteStartObject("additionalEventData");
        foreach (var (name, value) in context.Audit.Additional)
        {
            writer.WriteString(name, value);
        }

        if (error?.Detail is { } detail)
        {
            writer.WriteString("reason", detail);
        }

        writer.WriteEndObject();
    }

    private static void WriteResources(Utf8JsonWriter writer, AccountId account, IList<AuditResource> resources)
    {
        if (resources.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("resources");
        foreach (var resource in resources)
        {
            writer.WriteStartObject();
            writer.WriteString("ARN", resource.ResourceName);
            writer.WriteString("accountId", OwnerOf(resource.ResourceName) ?? account.Value);
            writer.WriteString("type", resource.ResourceType);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The account of an ARN; null where it names none: what is no ARN, and what is AWS's own (<c>aws</c>).</summary>
    private static string? OwnerOf(string resource)
    {
        Span<Range> parts = stackalloc Range[6];
        return resource.StartsWith("arn:", StringComparison.Ordinal) && resource.AsSpan().Split(parts, ':') == parts.Length && AccountId.TryCreate(resource[parts[4]], out var owner)
            ? owner.Value
            : null;
    }

    private static void WriteTls(Utf8JsonWriter writer, RequestInfo request)
    {
        if (request.TlsVersion is null)
        {
            return;
        }

        writer.WriteStartObject("tlsDetails");
        writer.WriteString("tlsVersion", request.TlsVersion);
        writer.WriteString("clientProvidedHostHeader", request.Host);
        writer.WriteEndObject();
    }

    private sealed record Second(long Number, string Text);
}
