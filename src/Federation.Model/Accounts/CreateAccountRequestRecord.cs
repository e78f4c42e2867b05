using Federation.Model.Identifiers;

namespace Federation.Model.Accounts;

/// <summary>The state of one CreateAccount request, as DescribeCreateAccountStatus shows it.</summary>
public sealed record CreateAccountRequestRecord
{
    /// <summary><c>car-[a-z0-9]{8,32}</c>.</summary>
    public required string RequestId { get; init; }

    /// <summary>Name that was asked for.</summary>
    public required string AccountName { get; init; }

    /// <summary>IN_PROGRESS, SUCCEEDED or FAILED.</summary>
    public required string State { get; init; }

    /// <summary>The account, once made.</summary>
    public AccountId? AccountId { get; init; }

    /// <summary>Such as EMAIL_ALREADY_EXISTS.</summary>
    public string? FailureReason { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }
}
