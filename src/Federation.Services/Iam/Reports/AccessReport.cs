using System.Text.Json;
using System.Text.Json.Serialization;
using Federation.Model.Identifiers;
using Federation.Model.Reports;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Reports;

/// <summary>What a report of last accesses was asked for.</summary>
/// <param name="Owner">Unique id of the user or role who asked, the account's number for root: only they get it.</param>
/// <param name="Granularity"><see cref="AccessReport.ServiceLevel"/> or <see cref="AccessReport.ActionLevel"/>.</param>
internal sealed record AccessReportParameters(string Owner, string Granularity);

/// <summary>An action in a report.</summary>
/// <param name="Name">Without the service.</param>
/// <param name="At">The last call, null where there was none.</param>
/// <param name="EntityArn">Who called.</param>
/// <param name="Region">Region that was signed.</param>
internal sealed record AccessedAction(string Name, DateTimeOffset? At, string? EntityArn, string? Region);

/// <summary>A service in a report.</summary>
/// <param name="Service">Wire name.</param>
/// <param name="At">The last call, null where there was none.</param>
/// <param name="EntityArn">Who called.</param>
/// <param name="Region">Region that was signed.</param>
/// <param name="Principals">How many users and roles called it.</param>
/// <param name="Actions">Its granted actions, where they were asked for.</param>
internal sealed record AccessedService(string Service, DateTimeOffset? At, string? EntityArn, string? Region, int Principals, IReadOnlyList<AccessedAction>? Actions);

/// <summary>Reports of last accesses: the services that the policies of a subject grant, and who called them last.</summary>
internal static class AccessReport
{
    internal const string ServiceLevel = "SERVICE_LEVEL";
    internal const string ActionLevel = "ACTION_LEVEL";

    /// <summary>How long a report may be fetched.</summary>
    internal static TimeSpan Kept { get; } = TimeSpan.FromHours(24);

    /// <summary>AWS: at least the last 400 days are told.</summary>
    internal static TimeSpan Tracked { get; } = TimeSpan.FromDays(400);

    /// <summary>The names that AWS shows.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["cloudtrail"] = "AWS CloudTrail",
        ["federation"] = "Federation",
        ["iam"] = "AWS Identity and Access Management",
        ["organizations"] = "AWS Organizations",
        ["sts"] = "AWS Security Token Service",
    };

    /// <summary>The name of a service for people.</summary>
    internal static string NameOf(string service) => Names.GetValueOrDefault(service, service);

    /// <summary>Who may fetch the reports of a caller. AWS: the same user, or the same role.</summary>
    internal static string OwnerOf(Caller caller) => caller.PrincipalId ?? caller.AccountId.Value;

    /// <summary>The parameters as a job keeps them.</summary>
    internal static string Write(AccessReportParameters parameters) => JsonSerializer.Serialize(parameters, AccessReportJson.Default.AccessReportParameters);

    /// <summary>The parameters of a job; null where it is a report of another kind.</summary>
    internal static AccessReportParameters? ReadParameters(ReportJob job) =>
        job.Parameters is null ? null : JsonSerializer.Deserialize(job.Parameters, AccessReportJson.Default.AccessReportParameters);

    /// <summary>The services of a report that is done.</summary>
    internal static IReadOnlyList<AccessedService> Read(byte[] content) => JsonSerializer.Deserialize(content, AccessReportJson.Default.IReadOnlyListAccessedService)!;

    /// <summary>Makes the report.</summary>
    /// <param name="account">The account.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="registry">The operations there are.</param>
    /// <param name="withActions">Whether to tell of actions as well.</param>
    /// <param name="database">Where the calls are.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal static async Task<byte[]> MakeAsync(
        AccountId account, AccessSubject subject, OperationRegistry registry, bool withActions, IDatabase database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        var latest = (await store.LastAccesses.ListLatestAsync(account, subject.Scope, subject.UniqueId, now - Tracked, cancellationToken)).ToLookup(access => access.Service, StringComparer.Ordinal);
        var counts = (await store.LastAccesses.CountPrincipalsAsync(account, subject.Scope, subject.UniqueId, now - Tracked, cancellationToken))
            .ToDictionary(count => count.Service, count => count.Principals, StringComparer.Ordinal);
        var entities = new EntityNames(account, store);
        var services = new List<AccessedService>();
        foreach (var service in Granted(subject, registry))
        {
            var last = latest[service.Key].MaxBy(access => access.At);
            services.Add(new AccessedService(
                service.Key,
                last?.At,
                await entities.ArnOfAsync(last, cancellationToken),
                last?.Region,
                counts.GetValueOrDefault(service.Key),
                withActions ? await ActionsAsync(service, latest[service.Key], entities, cancellationToken) : null));
        }

        return JsonSerializer.SerializeToUtf8Bytes(services, AccessReportJson.Default.IReadOnlyListAccessedService);
    }

    /// <summary>The granted actions by their services, both in order; actions that policies speak of but nobody calls make a service granted as well.</summary>
    private static IEnumerable<IGrouping<string, OperationDescriptor>> Granted(AccessSubject subject, OperationRegistry registry) => registry.All
        .Select(operation => operation.Descriptor)
        .Concat(PermissionOnlyActions.All)
        .Where(operation => subject.IsGranted(operation.Action))
        .OrderBy(operation => operation.Name, StringComparer.Ordinal)
        .GroupBy(operation => operation.Service, StringComparer.Ordinal)
        .OrderBy(service => service.Key, StringComparer.Ordinal);

    private static async Task<IReadOnlyList<AccessedAction>> ActionsAsync(
        IEnumerable<OperationDescriptor> granted, IEnumerable<LastAccess> latest, EntityNames entities, CancellationToken cancellationToken)
    {
        var calls = latest.ToDictionary(access => access.Operation, StringComparer.Ordinal);
        var actions = new List<AccessedAction>();
        foreach (var operation in granted.Where(IsTracked))
        {
            var last = calls.GetValueOrDefault(operation.Name);
            actions.Add(new AccessedAction(operation.Name, last?.At, await entities.ArnOfAsync(last, cancellationToken), last?.Region));
        }

        return actions;
    }

    /// <summary>What users and roles call with signatures of their own.</summary>
    private static bool IsTracked(OperationDescriptor operation) =>
        operation.Authentication is Authentication.Signed or Authentication.LongTermKeyOnly && !PermissionOnlyActions.All.Contains(operation);

    /// <summary>ARNs of users and roles by their unique ids, each looked up once.</summary>
    private sealed class EntityNames(AccountId account, IUnitOfWork store)
    {
        private readonly Dictionary<string, string?> _arns = new(StringComparer.Ordinal);

        internal async Task<string?> ArnOfAsync(LastAccess? access, CancellationToken cancellationToken)
        {
            if (access is null)
            {
                return null;
            }

            if (!_arns.TryGetValue(access.PrincipalId, out var arn))
            {
                arn = (await store.Users.FindByIdAsync(account, access.PrincipalId, cancellationToken))?.Arn
                    ?? (await store.Roles.FindByIdAsync(account, access.PrincipalId, cancellationToken))?.Arn;
                _arns.Add(access.PrincipalId, arn);
            }

            return arn;
        }
    }
}

/// <summary>Generated serializer of what jobs keep.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccessReportParameters))]
[JsonSerializable(typeof(IReadOnlyList<AccessedService>))]
internal sealed partial class AccessReportJson : JsonSerializerContext;
