using Federation.Model.Accounts;

namespace Federation.Services.Organizations.Accounts;

/// <summary>AWS: CreateAccountStatus.</summary>
public sealed record CreateAccountStatusShape
{
    /// <summary><c>car-…</c>.</summary>
    public string? Id { get; init; }

    /// <summary>Name that was asked for.</summary>
    public string? AccountName { get; init; }

    /// <summary>IN_PROGRESS, SUCCEEDED or FAILED.</summary>
    public string? State { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset? RequestedTimestamp { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedTimestamp { get; init; }

    /// <summary>The account.</summary>
    public string? AccountId { get; init; }

    /// <summary>Such as EMAIL_ALREADY_EXISTS.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The shape of a request's record.</summary>
    public static CreateAccountStatusShape Of(CreateAccountRequestRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new CreateAccountStatusShape
        {
            Id = record.RequestId,
            AccountName = record.AccountName,
            State = record.State,
            RequestedTimestamp = record.RequestedAt,
            CompletedTimestamp = record.CompletedAt,
            AccountId = record.AccountId?.Value,
            FailureReason = record.FailureReason,
        };
    }
}

/// <summary>An answer that holds the state of a CreateAccount request.</summary>
public sealed record CreateAccountStatusResponse
{
    /// <summary>The state.</summary>
    public CreateAccountStatusShape? CreateAccountStatus { get; init; }
}
