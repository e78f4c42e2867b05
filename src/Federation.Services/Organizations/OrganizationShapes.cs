using Federation.Model.Accounts;
using Federation.Model.Identifiers;

namespace Federation.Services.Organizations;

/// <summary>AWS: Organization.</summary>
public sealed record OrganizationShape
{
    /// <summary><c>o-…</c>.</summary>
    public string? Id { get; init; }

    /// <summary>ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>ALL or CONSOLIDATED_BILLING.</summary>
    public string? FeatureSet { get; init; }

    /// <summary>ARN of the management account within the organization.</summary>
    public string? MasterAccountArn { get; init; }

    /// <summary>The management account.</summary>
    public string? MasterAccountId { get; init; }

    /// <summary>Its mail address.</summary>
    public string? MasterAccountEmail { get; init; }

    /// <summary>Deprecated in AWS's model, still read by clients.</summary>
    public IReadOnlyList<PolicyTypeShape>? AvailablePolicyTypes { get; init; }

    /// <summary>The shape of an organization.</summary>
    public static OrganizationShape Of(Organization organization, Account management)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(management);
        return new OrganizationShape
        {
            Id = organization.OrganizationId,
            Arn = Arns.Organization(organization.ManagementAccountId, organization.OrganizationId),
            FeatureSet = organization.FeatureSet,
            MasterAccountArn = Arns.OrganizationAccount(organization.ManagementAccountId, organization.OrganizationId, organization.ManagementAccountId),
            MasterAccountId = organization.ManagementAccountId.Value,
            MasterAccountEmail = management.Email,
            AvailablePolicyTypes = [],
        };
    }
}

/// <summary>AWS: PolicyTypeSummary.</summary>
public sealed record PolicyTypeShape
{
    /// <summary>Such as SERVICE_CONTROL_POLICY.</summary>
    public string? Type { get; init; }

    /// <summary>ENABLED, PENDING_ENABLE or PENDING_DISABLE.</summary>
    public string? Status { get; init; }
}

/// <summary>AWS: Account.</summary>
public sealed record AccountShape
{
    /// <summary>Twelve digits.</summary>
    public string? Id { get; init; }

    /// <summary>ARN within the organization.</summary>
    public string? Arn { get; init; }

    /// <summary>Mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>ACTIVE, SUSPENDED or PENDING_CLOSURE; the older member.</summary>
    public string? Status { get; init; }

    /// <summary>PENDING_ACTIVATION, ACTIVE, SUSPENDED, PENDING_CLOSURE or CLOSED; the newer member.</summary>
    public string? State { get; init; }

    /// <summary>CREATED or INVITED.</summary>
    public string? JoinedMethod { get; init; }

    /// <summary>When it joined.</summary>
    public DateTimeOffset? JoinedTimestamp { get; init; }

    /// <summary>The shape of an account.</summary>
    public static AccountShape Of(Organization organization, Account account)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(account);
        return new AccountShape
        {
            Id = account.AccountId.Value,
            Arn = Arns.OrganizationAccount(organization.ManagementAccountId, organization.OrganizationId, account.AccountId),
            Email = account.Email,
            Name = account.Name,
            Status = account.State == "CLOSED" ? "SUSPENDED" : account.State,
            State = account.State,
            JoinedMethod = account.JoinedMethod,
            JoinedTimestamp = account.JoinedAt,
        };
    }
}
