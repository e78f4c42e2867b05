using Federation.Model.Accounts;
using Federation.Model.Identifiers;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class AccountRow
{
    public AccountId AccountId { get; init; }

    public required string AccountName { get; init; }

    public required string Email { get; init; }

    public required string AccountState { get; init; }

    public long IsManagement { get; init; }

    public string? JoinedMethod { get; init; }

    public long? JoinedAt { get; init; }

    public long CreatedAt { get; init; }

    public long Version { get; init; }

    public Account ToAccount() => new()
    {
        AccountId = AccountId,
        Name = AccountName,
        Email = Email,
        State = AccountState,
        IsManagement = IsManagement == 1,
        JoinedMethod = JoinedMethod,
        JoinedAt = Instants.From(JoinedAt),
        CreatedAt = Instants.From(CreatedAt),
        Version = Version,
    };
}

internal sealed class OrganizationRow
{
    public required string OrganizationId { get; init; }

    public AccountId ManagementAccountId { get; init; }

    public required string RootId { get; init; }

    public required string FeatureSet { get; init; }

    public long CreatedAt { get; init; }

    public Organization ToOrganization() => new()
    {
        OrganizationId = OrganizationId,
        ManagementAccountId = ManagementAccountId,
        RootId = RootId,
        FeatureSet = FeatureSet,
        CreatedAt = Instants.From(CreatedAt),
    };
}

internal sealed class CreateRequestRow
{
    public required string RequestId { get; init; }

    public required string AccountName { get; init; }

    public required string RequestState { get; init; }

    public string? AccountId { get; init; }

    public string? FailureReason { get; init; }

    public long RequestedAt { get; init; }

    public long? CompletedAt { get; init; }

    public CreateAccountRequestRecord ToRecord() => new()
    {
        RequestId = RequestId,
        AccountName = AccountName,
        State = RequestState,
        AccountId = AccountId is null ? null : Model.Identifiers.AccountId.Parse(AccountId),
        FailureReason = FailureReason,
        RequestedAt = Instants.From(RequestedAt),
        CompletedAt = Instants.From(CompletedAt),
    };
}
