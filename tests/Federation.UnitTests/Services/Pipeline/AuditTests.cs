using System.Text.Json;
using Federation.Model.Audit;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Services.Iam.MfaDevices;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Audit;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using static Federation.UnitTests.Services.House.SamlWorld;

namespace Federation.UnitTests.Services.Pipeline;

public sealed class AuditTests
{
    [Fact]
    public async Task No_credential_leaves_when_its_record_cannot_be_made_durable()
    {
        await using var house = await TestHouse.OpenAsync(services => services.AddSingleton<IAuditLog>(new BrokenAuditLog()));
        var provider = await house.ProviderAsync(house.Root, "corp");
        var role = await house.RoleAsync(house.Root, "developer", Trusts(provider));
        var result = await house.CallAsync("sts", "AssumeRoleWithSAML", Assume(role.Arn!, provider, Assertion(Role(role.Arn!, provider), SessionName("alice"))), Caller.Anonymous);
        result.Value.ShouldBeNull();
        result.Error!.Code.ShouldBe("ServiceUnavailable");
    }

    [Fact]
    public async Task A_write_and_its_record_are_one_transaction()
    {
        var directory = Directory.CreateTempSubdirectory("federation-audit-").FullName;
        await using var house = await TestHouse.OpenAsync(directory: directory);
        await house.RoleAsync(house.Root, "developer", Trusts("arn:aws:iam::111122223333:saml-provider/corp"));
        var record = (await house.TrailAsync(house.Management)).Single(entry => entry.EventName == "CreateRole");
        record.ErrorCode.ShouldBeNull();
        record.EventJson.ShouldContain("\"type\":\"Root\"");
        record.EventJson.ShouldContain("\"roleName\":\"developer\"");
        record.Resources.Single().ResourceName.ShouldEndWith(":role/developer");

        // A change whose record cannot be written does not take place.
        await RefuseRecordsAsync(directory, isRefused: true);
        var unrecorded = new CreateRoleRequest { RoleName = "unrecorded", AssumeRolePolicyDocument = Trusts("arn:aws:iam::111122223333:saml-provider/corp") };
        (await house.CallAsync("iam", "CreateRole", unrecorded)).Succeeded.ShouldBeFalse();
        await RefuseRecordsAsync(directory, isRefused: false);
        await using var store = await house.Database.BeginReadAsync(default);
        (await store.Roles.FindByNameAsync(house.Management, "unrecorded", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Members_are_named_as_on_the_wire_but_for_a_small_first_letter()
    {
        await using var house = await TestHouse.OpenAsync();
        var arn = await house.ProviderAsync(house.Root, "corp");
        var record = JsonDocument.Parse((await house.TrailAsync(house.Management)).Single(entry => entry.EventName == "CreateSAMLProvider").EventJson).RootElement;
        record.GetProperty("requestParameters").EnumerateObject().Select(member => member.Name).ShouldBe(["sAMLMetadataDocument", "name"], ignoreOrder: true);
        record.GetProperty("responseElements").GetProperty("sAMLProviderArn").GetString().ShouldBe(arn);

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            AuditJson.Write(writer, new ListVirtualMFADevicesResponse { IsTruncated = false }, isInForce: true);
        }

        System.Text.Encoding.UTF8.GetString(buffer.ToArray()).ShouldBe("""{"virtualMFADevices":[],"isTruncated":false}""");
    }

    [Fact]
    public async Task A_refused_call_has_a_record_with_its_error_and_changes_nothing()
    {
        await using var house = await TestHouse.OpenAsync();
        (await house.CallAsync("iam", "CreateRole", new CreateRoleRequest { RoleName = "x", AssumeRolePolicyDocument = "{" })).Error!.Code.ShouldBe("MalformedPolicyDocument");
        (await house.CallAsync("iam", "CreateRole", new CreateRoleRequest { RoleName = "no blanks", AssumeRolePolicyDocument = "{}" })).Error!.Code.ShouldBe("ValidationError");
        var records = (await house.TrailAsync(house.Management)).Where(entry => entry.EventName == "CreateRole").ToList();
        records.Select(entry => entry.ErrorCode).ShouldBe(["MalformedPolicyDocument", "ValidationError"]);
        await using var store = await house.Database.BeginReadAsync(default);
        (await store.Roles.CountAsync(house.Management, default)).ShouldBe(1);
    }

    [Fact]
    public async Task An_unauthenticated_failure_stands_in_no_accounts_trail()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        await house.CallAsync("sts", "AssumeRoleWithSAML", new AssumeRoleWithSAMLRequest { RoleArn = $"arn:aws:iam::{house.Management}:role/developer", PrincipalArn = provider, SAMLAssertion = "AAAA" }, Caller.Anonymous);
        await house.CallAsync("iam", "ListRoles", new ListRolesRequest(), Caller.Anonymous);
        (await house.TrailAsync(house.Management)).ShouldNotContain(entry => entry.EventName == "AssumeRoleWithSAML" || entry.EventName == "ListRoles");
    }

    [Fact]
    public async Task A_foreign_provider_cannot_write_into_a_trail_by_naming_a_role_of_that_account()
    {
        await using var house = await TestHouse.OpenAsync();
        var (a, b) = (RootOf(await house.AccountAsync("attacker")), RootOf(await house.AccountAsync("victim")));
        var attackers = await house.ProviderAsync(a, "corp");
        var role = await house.RoleAsync(b, "admin", Trusts(attackers.Replace("corp", "other", StringComparison.Ordinal)));
        await house.CallAsync("sts", "AssumeRoleWithSAML", Assume(role.Arn!, attackers, Assertion(Role(role.Arn!, attackers), SessionName("mallory"))), Caller.Anonymous);
        (await house.TrailAsync(b.AccountId)).ShouldNotContain(entry => entry.EventName == "AssumeRoleWithSAML");
        (await house.TrailAsync(a.AccountId)).ShouldContain(entry => entry.EventName == "AssumeRoleWithSAML" && entry.ErrorCode == "AccessDenied");
    }

    [Fact]
    public void No_member_of_any_operation_that_sounds_like_a_secret_can_reach_a_record()
    {
        string[] words = ["secret", "password", "assertion", "sessiontoken", "seed", "privatekey", "tokencode", "qrcode"];
        string[] harmless = ["SecretAccessKeyId", "PasswordLastUsed", "PasswordPolicy"];
        var found = typeof(IOperation).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal) || type.Name.EndsWith("Response", StringComparison.Ordinal) || type.Name.EndsWith("Shape", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties())
            .Where(property => property.PropertyType == typeof(string) && words.Any(word => property.Name.Contains(word, StringComparison.OrdinalIgnoreCase)) && !harmless.Contains(property.Name))
            .Where(property => property.GetCustomAttributes(typeof(System.ComponentModel.DataAnnotations.DataTypeAttribute), true)
                .OfType<System.ComponentModel.DataAnnotations.DataTypeAttribute>().All(attribute => attribute.DataType != System.ComponentModel.DataAnnotations.DataType.Password))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");
        found.ShouldBeEmpty();
    }

    /// <summary>From within the database, whichever way a record comes.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "One of two constants.")]
    private static async Task RefuseRecordsAsync(string directory, bool isRefused)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "federation.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = isRefused
            ? "CREATE TRIGGER no_records BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'no record'); END"
            : "DROP TRIGGER no_records";
        await command.ExecuteNonQueryAsync();
    }

    private sealed class BrokenAuditLog : IAuditLog
    {
        public Task<AppendOutcome> AppendDurableAsync(IReadOnlyList<AuditRecord> records, IReadOnlyList<OneTimeUse> uses, CancellationToken cancellationToken) =>
            throw new StoreUnavailableException("the audit trail cannot be written");

        public ValueTask EnqueueAsync(AuditRecord record, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
