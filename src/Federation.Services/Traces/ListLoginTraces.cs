using System.ComponentModel.DataAnnotations;
using Federation.Model.LoginTraces;
using Federation.Model.Results;
using Federation.Services.Iam;
using Federation.Services.Pipeline;
using Federation.Services.ProviderSettings;

namespace Federation.Services.Traces;

/// <summary>federation: ListLoginTraces.</summary>
public sealed record ListLoginTracesRequest
{
    /// <summary>ARN of a provider; every one by default.</summary>
    [Length(20, 2048)]
    public string? SAMLProviderArn { get; init; }

    /// <summary>Accepted, Refused, Restarted, Unfinished or Tested; every one by default.</summary>
    [AllowedValues(LoginOutcomes.Accepted, LoginOutcomes.Refused, LoginOutcomes.Restarted, LoginOutcomes.Unfinished, LoginOutcomes.Tested)]
    public string? Outcome { get; init; }

    /// <summary>Not before this instant.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Not after this instant.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Token of the page before.</summary>
    [Length(1, 1024)]
    public string? NextToken { get; init; }

    /// <summary>At most this many; 50 by default.</summary>
    [Range(1, 200)]
    public int? MaxResults { get; init; }
}

/// <summary>federation: ListLoginTraces, answer.</summary>
public sealed record ListLoginTracesResponse
{
    /// <summary>The newest first.</summary>
    public IReadOnlyList<LoginTraceSummary> LoginTraces { get; init; } = [];

    /// <summary>For the next page.</summary>
    public string? NextToken { get; init; }
}

/// <summary>Lists recorded logins: of the caller's account, and for the management account of every account.</summary>
public sealed class ListLoginTraces(LoginTraceReader reader) : ReadOperation<ListLoginTracesRequest, ListLoginTracesResponse>
{
    private const int Usual = 50;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "ListLoginTraces", AccessLevel.List) { Resource = ActionResource.SamlProvider, ConditionKeys = ["iam:ResourceTag/"] };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListLoginTracesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        request.SAMLProviderArn is { } arn ? Needs(await ProviderSettingsAccess.OnExistingAsync(Descriptor.Action, arn, context, cancellationToken)) : Needs(context, "*");

    /// <inheritdoc/>
    protected override async Task<Result<ListLoginTracesResponse>> HandleAsync(ListLoginTracesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var after = Paging.ReadMarker(request.NextToken);
        if (!after.Succeeded)
        {
            return new AwsError("InvalidNextTokenException", 400, "The NextToken is not valid.");
        }

        if (request.SAMLProviderArn is { } arn)
        {
            // Found or not, its logins are listed; found, its account learns who looked.
            await ProviderSettingsAccess.FindAsync(await context.ReadAsync(cancellationToken), context, arn, cancellationToken);
        }

        var query = new LoginTraceQuery
        {
            ProviderArn = request.SAMLProviderArn,
            Outcome = request.Outcome,
            StartTime = request.StartTime,
            EndTime = request.EndTime,
            After = Paging.After(after.Value),
            Take = request.MaxResults ?? Usual,
        };
        var (traces, next) = await reader.ListAsync(query, context, cancellationToken);
        return new ListLoginTracesResponse { LoginTraces = [.. traces.Select(LoginTraceReader.Summary)], NextToken = Paging.WriteMarker(next) };
    }
}
