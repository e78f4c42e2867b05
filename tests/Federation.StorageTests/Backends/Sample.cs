using System.Security.Cryptography;
using Federation.Model.AccessKeys;
using Federation.Model.Accounts;
using Federation.Model.Audit;
using Federation.Model.Groups;
using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.MfaDevices;
using Federation.Model.OidcProviders;
using Federation.Model.Passwords;
using Federation.Model.Reports;
using Federation.Model.RoleMappings;
using Federation.Model.Roles;
using Federation.Model.SamlProviders;
using Federation.Model.Users;

namespace Federation.StorageTests.Backends;

/// <summary>One valid default of each entity.</summary>
public static class Sample
{
    public static readonly AccountId A = AccountId.Parse("111111111111");
    public static readonly AccountId B = AccountId.Parse("222222222222");
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static ReportJob Report(AccountId account, string jobId) => new()
    {
        AccountId = account,
        JobId = jobId,
        State = ReportState.Running,
        Parameters = "what was asked for",
        StartedAt = Now,
        ExpiresAt = Now.AddHours(1),
    };

    public static Account Account(AccountId account, bool management = false) => new()
    {
        AccountId = account,
        Name = $"Account {account}",
        Email = $"Root+{account}@example.com",
        State = "ACTIVE",
        IsManagement = management,
        CreatedAt = Now,
    };

    public static User User(AccountId account, string name, string path = "/") => new()
    {
        AccountId = account,
        UserId = UniqueIds.Create(UniqueIdPrefix.User, account),
        UserName = name,
        Path = path,
        Tags = [new("Team", "blue")],
        CreatedAt = Now,
    };

    public static Group Group(AccountId account, string name, string path = "/") => new()
    {
        AccountId = account,
        GroupId = UniqueIds.Create(UniqueIdPrefix.Group, account),
        GroupName = name,
        Path = path,
        CreatedAt = Now,
    };

    public static ManagedPolicy ManagedPolicy(AccountId account, string name, string path = "/") => new()
    {
        AccountId = account,
        PolicyId = UniqueIds.Create(UniqueIdPrefix.Policy, account),
        PolicyName = name,
        Path = path,
        Description = "what it is for",
        DefaultVersion = 1,
        LastVersion = 1,
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    public static ManagedPolicyVersion FirstVersion(ManagedPolicy policy) => new()
    {
        AccountId = policy.AccountId,
        PolicyId = policy.PolicyId,
        Number = 1,
        Document = "{}",
        CreatedAt = Now,
    };

    public static PolicyAttachment Attachment(ManagedPolicy policy, string ownerId, PolicyUsage usage = PolicyUsage.Permissions) => new()
    {
        AccountId = policy.AccountId,
        OwnerId = ownerId,
        PolicyId = policy.PolicyId,
        Usage = usage,
        PolicyName = policy.PolicyName,
        PolicyArn = policy.Arn,
    };

    public static Role Role(AccountId account, string name, string path = "/") => new()
    {
        AccountId = account,
        RoleId = UniqueIds.Create(UniqueIdPrefix.Role, account),
        RoleName = name,
        Path = path,
        TrustPolicy = """{"Version":"2012-10-17"}""",
        Description = "für Ä & 日本",
        MaxSessionDuration = 3600,
        Tags = [new("Team", "Ünïcode"), new("Cost", "42")],
        CreatedAt = Now,
    };

    public static InlinePolicy Policy(AccountId account, string ownerId, string name) => new()
    {
        AccountId = account,
        OwnerId = ownerId,
        PolicyName = name,
        Document = "{}",
    };

    public static AccessKey AccessKey(AccountId account, string? userId = null) => new()
    {
        AccountId = account,
        AccessKeyId = UniqueIds.Create(UniqueIdPrefix.AccessKey, account),
        UserId = userId,
        SealedSecret = RandomNumberGenerator.GetBytes(40),
        Status = "Active",
        CreatedAt = Now,
    };

    public static LoginProfile LoginProfile(AccountId account, string userId) => new()
    {
        AccountId = account,
        UserId = userId,
        PasswordHash = "$argon2id$of-" + userId,
        CreatedAt = Now,
        ChangedAt = Now,
    };

    public static MfaDevice MfaDevice(AccountId account, string name, string? ownerId = null) => new()
    {
        AccountId = account,
        DeviceId = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)),
        Path = "/",
        Name = name,
        SealedSeed = [1, 2, 3],
        OwnerId = ownerId,
        CreatedAt = Now,
    };

    public static SamlProvider Provider(AccountId account, string name, params string[] mailDomains) => new()
    {
        AccountId = account,
        Name = name,
        ProviderId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        MetadataDocument = "<md:EntityDescriptor/>",
        EntityId = $"https://idp.example.com/{name}",
        ValidUntil = Now.AddYears(1),
        Tags = [new("Env", "test")],
        Settings = new SamlProviderSettings { MailDomains = mailDomains },
        CreatedAt = Now,
    };

    public static OidcProvider OidcProvider(AccountId account, string url) => new()
    {
        AccountId = account,
        Url = url,
        ProviderId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        ClientIds = ["sts.amazonaws.com", "Ünïcode & <app>"],
        Thumbprints = ["0123456789abcdef0123456789abcdef01234567"],
        Tags = [new("Env", "test")],
        CreatedAt = Now,
    };

    public static RoleMapping Mapping(AccountId account, string name, int version = 1) => new()
    {
        AccountId = account,
        Name = name,
        ProviderArn = Arns.SamlProvider(account, "corp"),
        Document = $$"""{"Version":"2026-11-23","Rules":[],"N":{{version}}}""",
        DocumentVersion = version,
        UpdatedAt = Now,
    };

    public static AuditRecord Event(AccountId account, string name = "GetCallerIdentity", DateTimeOffset? at = null) => new()
    {
        AccountId = account,
        EventId = Guid.CreateVersion7(at ?? Now).ToString(),
        EventTime = at ?? Now,
        EventSource = "sts.amazonaws.com",
        EventName = name,
        ReadOnly = true,
        Username = "alice",
        AccessKeyId = "AKIAEXAMPLE",
        EventJson = """{"eventVersion":"1.11"}""",
    };
}
