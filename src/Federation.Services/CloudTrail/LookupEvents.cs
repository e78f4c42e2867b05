using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.CloudTrail;

/// <summary>The management events of the caller's account in the last 90 days, the newest first.</summary>
public sealed class LookupEvents : ReadOperation<LookupEventsRequest, LookupEventsResponse>
{
    /// <summary>Events of one answer, characters, beyond which the rest is for the next: records of documents are long, and 50 of them are many.</summary>
    private const int MostCharacters = 1_048_576;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("cloudtrail", "LookupEvents", AccessLevel.Read)
    {
        Resource = ActionResource.None,
        Differs = "events of every region are in one list; there are no insight events, so that category is empty; no limit of two calls a second",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(LookupEventsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<LookupEventsResponse>> HandleAsync(LookupEventsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var query = LookupQuery.Read(request, context.Now);
        if (!query.Succeeded)
        {
            return query.Error;
        }

        if (request.EventCategory is not null)
        {
            return new LookupEventsResponse();
        }

        var store = await context.ReadAsync(cancellationToken);
        var page = await store.Audit.LookupAsync(context.Caller.AccountId, query.Value, cancellationToken);
        if (Fitting(page.Items) is var fitting && fitting < page.Items.Count)
        {
            page = await store.Audit.LookupAsync(context.Caller.AccountId, query.Value with { Take = fitting }, cancellationToken);
        }

        return new LookupEventsResponse { Events = [.. page.Items.Select(EventShape.Of)], NextToken = LookupQuery.WriteToken(request, page.Next) };
    }

    /// <summary>How many events make an answer of bearable size: one at least, whatever its length.</summary>
    private static int Fitting(IReadOnlyList<AuditRecord> events)
    {
        var (count, length) = (0, 0L);
        while (count < events.Count && ((length += events[count].EventJson.Length) <= MostCharacters || count == 0))
        {
            count++;
        }

        return count;
    }
}
