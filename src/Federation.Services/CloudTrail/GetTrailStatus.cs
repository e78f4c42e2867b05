using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.CloudTrail;

/// <summary>AWS: GetTrailStatus.</summary>
public sealed record GetTrailStatusRequest
{
    /// <summary>Name or ARN.</summary>
    [Required]
    public string? Name { get; init; }
}

/// <summary>AWS: GetTrailStatus, answer.</summary>
public sealed record GetTrailStatusResponse
{
    /// <summary>Always true.</summary>
    public bool? IsLogging { get; init; }

    /// <summary>When the latest record was made.</summary>
    public DateTimeOffset? LatestDeliveryTime { get; init; }

    /// <summary>When the account was made.</summary>
    public DateTimeOffset? StartLoggingTime { get; init; }

    /// <summary>The same as text.</summary>
    public string? TimeLoggingStarted { get; init; }

    /// <summary>Empty: it never stopped.</summary>
    public string? TimeLoggingStopped { get; init; }
}

/// <summary>Whether the trail records, since when, and when it last did.</summary>
public sealed class GetTrailStatus : ReadOperation<GetTrailStatusRequest, GetTrailStatusResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("cloudtrail", "GetTrailStatus", AccessLevel.Read) { Resource = ActionResource.Trail, Differs = BuiltInTrail.Differs };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetTrailStatusRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, BuiltInTrail.Arn(context.Caller.AccountId)));

    /// <inheritdoc/>
    protected override async Task<Result<GetTrailStatusResponse>> HandleAsync(GetTrailStatusRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        if (BuiltInTrail.Check(request.Name!, account) is { } refusal)
        {
            return refusal;
        }

        var store = await context.ReadAsync(cancellationToken);
        var made = (await store.Accounts.FindAsync(account, cancellationToken))?.CreatedAt;
        var latest = await store.Audit.LookupAsync(account, new AuditQuery { Take = 1 }, cancellationToken);
        return new GetTrailStatusResponse
        {
            IsLogging = true,
            LatestDeliveryTime = latest.Items is [{ } record, ..] ? record.EventTime : null,
            StartLoggingTime = made,
            TimeLoggingStarted = made?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            TimeLoggingStopped = string.Empty,
        };
    }
}
