using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Federation.Model.Accounts;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Organizations.Accounts;

/// <summary>AWS: CreateAccount.</summary>
public sealed record CreateAccountRequest
{
    /// <summary>Mail address of the account's root.</summary>
    [Required, Length(6, 64), RegularExpression(@"[^\s@]+@[^\s@]+\.[^\s@]+")]
    public string? Email { get; init; }

    /// <summary>Name.</summary>
    [Required, Length(1, 50), RegularExpression(@"[\u0020-\u007E]+")]
    public string? AccountName { get; init; }

    /// <summary>Role that the management account may assume; OrganizationAccountAccessRole by default.</summary>
    [Length(1, 64), RegularExpression(@"[\w+=,.@-]{1,64}")]
    public string? RoleName { get; init; }

    /// <summary>Taken and without effect: there is no billing here.</summary>
    [AllowedValues("ALLOW", "DENY", null)]
    public string? IamUserAccessToBilling { get; init; }

    /// <summary>Tags of the account.</summary>
    [Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Makes a member account with a role that the management account may assume. Done when it answers: the state is SUCCEEDED or FAILED at once.</summary>
public sealed class CreateAccount : WriteOperation<CreateAccountRequest, CreateAccountStatusResponse>
{
    private const string DefaultRoleName = "OrganizationAccountAccessRole";
    private const int MostTries = 8;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("organizations", "CreateAccount", AccessLevel.Write)
    {
        Resource = ActionResource.None,
        Differs = "the account is there when the call answers; IamUserAccessToBilling has no effect; tags of accounts are not kept",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreateAccountRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        Iam.TagRules.AddRequestContext(keys, request.Tags);
        return Task.FromResult(Needs(Demand.Identity(Descriptor.Action, "*", context.Caller.AccountId) with { Context = keys }));
    }

    /// <inheritdoc/>
    protected override async Task<Result<CreateAccountStatusResponse>> HandleAsync(
        CreateAccountRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var organization = await OrganizationRules.FindAsManagementAsync(store, context, cancellationToken);
        if (!organization.Succeeded)
        {
            return organization.Error;
        }

        if (request.Tags is { Count: > 0 })
        {
            return OrganizationsErrors.InvalidInput("INVALID_SYSTEM_TAGS_PARAMETER", "Tags of accounts are not kept by this service.");
        }

        var record = new CreateAccountRequestRecord
        {
            RequestId = RandomIds.Create("car-", 32),
            AccountName = request.AccountName!,
            State = "FAILED",
            FailureReason = "EMAIL_ALREADY_EXISTS",
            RequestedAt = context.Now,
            CompletedAt = context.Now,
        };
        if (await AddAccountAsync(request, store, context, cancellationToken) is { } account)
        {
            var role = await AddRoleAsync(request.RoleName ?? DefaultRoleName, account, organization.Value.ManagementAccountId, store, context, cancellationToken);
            if (!role.Succeeded)
            {
                return role.Error;
            }

            record = record with { State = "SUCCEEDED", FailureReason = null, AccountId = account };
            context.Audit.Resources.Add(new AuditResource("AWS::Organizations::Account", account.Value));
        }

        await store.Accounts.AddCreateRequestAsync(record, cancellationToken);
        return new CreateAccountStatusResponse { CreateAccountStatus = CreateAccountStatusShape.Of(record) };
    }

    /// <summary>The new account; null where the mail address is taken.</summary>
    private static async Task<AccountId?> AddAccountAsync(CreateAccountRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MostTries; i++)
        {
            var id = AccountId.FromNumber(1 + RandomNumber(999_999_999_998));
            if (await store.Accounts.FindAsync(id, cancellationToken) is not null)
            {
                continue;
            }

            var account = new Account
            {
                AccountId = id,
                Name = request.AccountName!,
                Email = request.Email!,
                State = "ACTIVE",
                IsManagement = false,
                JoinedMethod = "CREATED",
                JoinedAt = context.Now,
                CreatedAt = context.Now,
            };
            return await store.Accounts.AddAsync(account, cancellationToken) == StoreOutcome.Stored ? id : null;
        }

        throw new InvalidOperationException("no free account id was found");
    }

    private static async Task<Result<Role>> AddRoleAsync(
        string name, AccountId account, AccountId management, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var trust = await TrustPolicies.ToStoredAsync(WellKnownPolicies.TrustAccount(management), store, cancellationToken);
        if (!trust.Succeeded)
        {
            return trust.Error;
        }

        var role = new Role
        {
            AccountId = account,
            RoleId = UniqueIds.Create(UniqueIdPrefix.Role, account),
            RoleName = name,
            Path = "/",
            TrustPolicy = trust.Value,
            MaxSessionDuration = 3600,
            CreatedAt = context.Now,
        };
        var added = await store.Roles.AddAsync(role, cancellationToken) == StoreOutcome.Stored
            && await store.InlinePolicies.PutAsync(WellKnownPolicies.AdministratorInline(role), cancellationToken) == StoreOutcome.Stored;
        await store.MarkChangedAsync(account, cancellationToken);
        return added ? role : CommonErrors.InternalFailure("the role of a new account was taken");
    }

    private static long RandomNumber(long below)
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return (long)(BitConverter.ToUInt64(bytes) % (ulong)below);
    }
}
