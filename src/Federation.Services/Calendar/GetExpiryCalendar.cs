using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.ProviderSettings;

namespace Federation.Services.Calendar;

/// <summary>federation: GetExpiryCalendar.</summary>
public sealed record GetExpiryCalendarRequest
{
    /// <summary>Only what runs out within this many days, or has run out; everything by default.</summary>
    [Range(1, 36_500)]
    public int? WithinDays { get; init; }
}

/// <summary>federation: GetExpiryCalendar, answer.</summary>
public sealed record GetExpiryCalendarResponse
{
    /// <summary>What runs out first stands first.</summary>
    public IReadOnlyList<ExpiryEntryShape> Entries { get; init; } = [];
}

/// <summary>Something that runs out.</summary>
public sealed record ExpiryEntryShape
{
    /// <summary>ProviderCertificate, ProviderMetadata, MetadataTrustAnchor, OwnSigningCertificate or OwnEncryptionCertificate.</summary>
    public string? Kind { get; init; }

    /// <summary>ARN of the provider, or our entity id.</summary>
    public string? Resource { get; init; }

    /// <summary>Thumbprint of the key, or the resource again.</summary>
    public string? Name { get; init; }

    /// <summary>When it runs out.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whole days until then; negative afterwards.</summary>
    public int? DaysLeft { get; init; }
}

/// <summary>The expiry calendar of the caller's account; in the management account with our own keys.</summary>
public sealed class GetExpiryCalendar(ExpiryCalendar calendar) : ReadOperation<GetExpiryCalendarRequest, GetExpiryCalendarResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "GetExpiryCalendar", AccessLevel.List) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetExpiryCalendarRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<GetExpiryCalendarResponse>> HandleAsync(GetExpiryCalendarRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var isManagement = await ProviderSettingsAccess.IsManagementAsync(store, context, cancellationToken);
        var entries = await calendar.ListAsync(store, context.Caller.AccountId, isManagement, cancellationToken);
        var until = request.WithinDays is { } days ? context.Now.AddDays(days) : DateTimeOffset.MaxValue;
        return new GetExpiryCalendarResponse { Entries = [.. entries.Where(entry => entry.ExpiresAt <= until).Select(entry => Shape(entry, context.Now))] };
    }

    private static ExpiryEntryShape Shape(ExpiryEntry entry, DateTimeOffset now) => new()
    {
        Kind = entry.Kind,
        Resource = entry.Resource,
        Name = entry.Name,
        ExpiresAt = entry.ExpiresAt,
        DaysLeft = (int)Math.Floor((entry.ExpiresAt - now).TotalDays),
    };
}
