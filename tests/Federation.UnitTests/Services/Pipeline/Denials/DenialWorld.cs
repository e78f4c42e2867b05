using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.OidcProviders;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Authorization;
using Federation.Services.Credentials;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.MfaDevices;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.Iam.Shapes;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;
using Federation.Storage.Sql;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.Iam;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.UnitTests.Services.Pipeline.Denials;

/// <summary>One house for all operations: sample entities, a role and a user whose policies each case sets, and a dump that shows what changed.</summary>
public sealed class DenialWorld : IAsyncLifetime
{
    private const string Caller = "denied";
    private readonly string _directory = Directory.CreateTempSubdirectory("federation-denials-").FullName;
    private TestHouse? _house;
    private Role? _role;
    private User? _user;
    private ManagedPolicy? _boundary;

    internal TestHouse House => _house!;

    internal string RoleArn { get; private set; } = "";

    internal string ProviderArn { get; private set; } = "";

    internal string PolicyArn { get; private set; } = "";

    internal string UserArn { get; private set; } = "";

    internal string MfaDeviceArn { get; private set; } = "";

    internal string OidcProviderArn { get; private set; } = "";

    /// <summary>A key of the sample user.</summary>
    internal string AccessKeyId { get; private set; } = "";

    internal string MappingDocument => $$"""{"Version":"2026-11-23","Provider":"{{ProviderArn}}","Rules":[{"Sid":"All","Roles":["{{RoleArn}}"]}]}""";

    public async ValueTask InitializeAsync()
    {
        _house = await TestHouse.OpenAsync(
            services => services.AddSingleton<IDatabase>(provider => new RehearsalDatabase(provider.GetRequiredService<Database>())), _directory);
        RoleArn = (await House.RoleAsync(House.Root, SampleRequests.Name, PolicyWorld.AnyoneTrusts)).Arn!;
        ProviderArn = await House.ProviderAsync(House.Root, SampleRequests.Name);
        PolicyArn = (await House.PolicyAsync(SampleRequests.Name)).Arn!;
        await House.AllowAsync(House.Root, SampleRequests.Name, "iam:ListRoles");
        // The second is in force: to write the first, or to go back to it, hands the role to more people.
        await House.MapAsync(House.Root, SampleRequests.Name, MappingDocument);
        await House.MapAsync(House.Root, SampleRequests.Name, MappingDocument.Replace("}]}", ""","Condition":{"StringEquals":{"saml:sub":"somebody"}}}]}""", StringComparison.Ordinal));
        await House.UserAsync(SampleRequests.Name);
        AccessKeyId = (await House.KeyAsync(SampleRequests.Name)).AccessKeyId!;
        await House.GroupAsync(SampleRequests.Name);
        TagShape[] tags = [new() { Key = "sample", Value = "1" }];
        await House.DoAsync<Nothing>("iam", "TagRole", new TagRoleRequest { RoleName = SampleRequests.Name, Tags = tags });
        await House.DoAsync<Nothing>("iam", "TagUser", new TagUserRequest { UserName = SampleRequests.Name, Tags = tags });
        await House.DoAsync<Nothing>("iam", "TagPolicy", new TagPolicyRequest { PolicyArn = PolicyArn, Tags = tags });
        UserArn = Arns.User(House.Management, "/", SampleRequests.Name);
        MfaDeviceArn = (await House.DoAsync<CreateVirtualMFADeviceResponse>("iam", "CreateVirtualMFADevice", new CreateVirtualMFADeviceRequest { VirtualMFADeviceName = SampleRequests.Name, Tags = tags }))
            .VirtualMFADevice!.SerialNumber!;
        OidcProviderArn = await OidcProviderAsync();
        await House.DoAsync<Nothing>("iam", "TagSAMLProvider", new TagSAMLProviderRequest { SAMLProviderArn = ProviderArn, Tags = tags });

        var role = await House.RoleAsync(House.Root, Caller, PolicyWorld.AnyoneTrusts);
        _role = (await House.Get<PrincipalDirectory>().FindRoleByArnAsync(role.Arn!, default))!.Role;
        _user = await PolicyWorld.StoredUserAsync(House, Caller);
        var bound = await House.PolicyAsync("bounds-" + Caller);
        await using var store = await House.Database.BeginReadAsync(default);
        _boundary = await store.ManagedPolicies.FindByIdAsync(House.Management, bound.PolicyId!, default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_house is not null)
        {
            await _house.DisposeAsync();
        }
    }

    /// <summary>Gives the callers their policies and a boundary.</summary>
    internal async Task SetAsync(string identity, string boundary)
    {
        await using var store = await House.Database.BeginWriteAsync(default);
        foreach (var owner in new[] { _role!.RoleId, _user!.UserId })
        {
            await store.InlinePolicies.PutAsync(new InlinePolicy { AccountId = House.Management, OwnerId = owner, PolicyName = "case", Document = identity }, default);
        }

        await store.ManagedPolicies.RemoveVersionAsync(House.Management, _boundary!.PolicyId, 1, default);
        var version = new ManagedPolicyVersion { AccountId = House.Management, PolicyId = _boundary.PolicyId, Number = 1, Document = boundary, CreatedAt = _boundary.CreatedAt };
        (await store.ManagedPolicies.AddVersionAsync(version, default)).ShouldBe(StoreOutcome.Stored);
        var role = (await store.Roles.FindByIdAsync(House.Management, _role.RoleId, default))!;
        (await store.Roles.UpdateAsync(role with { PermissionsBoundary = _boundary.Arn }, default)).ShouldBe(StoreOutcome.Stored);
        var user = (await store.Users.FindByIdAsync(House.Management, _user.UserId, default))!;
        (await store.Users.UpdateAsync(user with { PermissionsBoundary = _boundary.Arn }, default)).ShouldBe(StoreOutcome.Stored);
        await store.MarkChangedAsync(House.Management, default);
        await store.CommitAsync(default);
    }

    /// <summary>A session of the role, limited by a session policy.</summary>
    internal Caller Session(string policy) => Callers.RoleSession(
        _role!,
        new SessionClaims
        {
            Principal = SessionPrincipal.Role,
            PrincipalId = _role!.RoleId,
            SessionName = "s1",
            IssuedAt = House.Time.GetUtcNow(),
            ExpiresAt = House.Time.GetUtcNow().AddHours(1),
            SessionPolicies = [policy],
        },
        UniqueIds.Create(UniqueIdPrefix.TemporaryKey, House.Management));

    /// <summary>The user with a key of its own.</summary>
    internal Caller User() => Callers.User(_user!, null, UniqueIds.Create(UniqueIdPrefix.AccessKey, House.Management));

    /// <summary>Every row of every table, but for the audit trail's.</summary>
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "the names are those of the schema's own tables")]
    internal IReadOnlySet<string> Dump()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory, "federation.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var rows = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in Tables(connection))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var text = new StringBuilder(table);
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    text.Append('|').Append(reader.GetValue(i) is byte[] blob ? Convert.ToHexString(blob) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture));
                }

                rows.Add(text.ToString());
            }
        }

        return rows;
    }

    /// <summary>Stored as it is: the operation would ask the issuer for its keys.</summary>
    private async Task<string> OidcProviderAsync()
    {
        var provider = new OidcProvider
        {
            AccountId = House.Management,
            Url = "idp.example.net/registered",
            ProviderId = UniqueIds.Create(UniqueIdPrefix.Role, House.Management),
            ClientIds = ["client"],
            Tags = [new Tag("sample", "1")],
            CreatedAt = House.Time.GetUtcNow(),
        };
        await using var store = await House.Database.BeginWriteAsync(default);
        (await store.OidcProviders.AddAsync(provider, default)).ShouldBe(StoreOutcome.Stored);
        await store.CommitAsync(default);
        return provider.Arn;
    }

    private static List<string> Tables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'audit_%' ORDER BY name";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
