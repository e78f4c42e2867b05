using System.Net;
using Federation.Model.Audit;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Audit;

namespace Federation.Services.ProviderSettings;

/// <summary>What the gateway does to a provider by itself stands in the trail of the provider's account, as AWS's service events do.</summary>
public sealed class MetadataRefreshAudit(IDatabase database, TimeProvider timeProvider)
{
    private static readonly OperationDescriptor Refresh = new("federation", "RefreshSamlProviderMetadata", AccessLevel.Write) { EventType = "AwsServiceEvent" };

    /// <summary>The records of a fetch that changed something.</summary>
    internal IReadOnlyList<AuditRecord> Compose(SamlProvider provider, IReadOnlyList<string> changes) =>
        ServiceEvents.Compose(Refresh, database, timeProvider.GetUtcNow(), provider.AccountId, new AuditResource("AWS::IAM::SAMLProvider", provider.Arn), ("changes", string.Join("; ", changes)));
}

/// <summary>Audit records of what nobody called for.</summary>
internal static class ServiceEvents
{
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "no unit of work is opened: nothing is read for a record")]
    internal static IReadOnlyList<AuditRecord> Compose(
        OperationDescriptor descriptor, IDatabase database, DateTimeOffset now, Model.Identifiers.AccountId account, AuditResource resource, params ReadOnlySpan<(string Name, string Value)> notes)
    {
        var request = new RequestInfo { RequestId = EventIds.Create(now), ReceivedAt = now, SourceAddress = IPAddress.Loopback, UserAgent = "federation-gateway", IsSecure = true };
        var context = new OperationContext(request, Caller.Anonymous, database);
        context.Audit.Recipient = account;
        context.Audit.Resources.Add(resource);
        foreach (var (name, value) in notes)
        {
            context.Audit.Additional[name] = value;
        }

        return AuditComposer.Compose(descriptor, context, null, null, null);
    }
}
