using Federation.Services.Pipeline;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.SamlWorld;

namespace Federation.UnitTests.Services.Federated;

/// <summary>Accounts are walls: what an administrator of account A can set up gives nothing in account B.</summary>
public sealed class AccountTakeoverTests
{
    [Fact]
    public async Task A_provider_of_A_with_Bs_entity_id_gets_nothing_in_B()
    {
        await using var house = await TestHouse.OpenAsync();
        var (a, b) = (RootOf(await house.AccountAsync("attacker")), RootOf(await house.AccountAsync("victim")));
        var victims = await house.ProviderAsync(b, "corp");
        var role = await house.RoleAsync(b, "admin", Trusts(victims));

        // The attacker's provider claims the victim's entity id and has keys of the attacker's own.
        var attackers = await house.ProviderAsync(a, "corp", TestKeys.OtherIdp);
        var forged = Assertion(Role(role.Arn!, victims), SessionName("mallory")) with { SignAssertion = new Signing { Certificate = TestKeys.OtherIdp } };
        (await house.CallAsync("sts", "AssumeRoleWithSAML", Assume(role.Arn!, victims, forged), Caller.Anonymous)).Error!.Message.ShouldBe("Response signature invalid");
        (await house.CallAsync("sts", "AssumeRoleWithSAML", Assume(role.Arn!, attackers, forged), Caller.Anonymous)).Error!.Code.ShouldBe("AccessDenied");

        var pairWithOwn = Assertion(Role(role.Arn!, attackers), SessionName("mallory")) with { SignAssertion = new Signing { Certificate = TestKeys.OtherIdp } };
        (await house.CallAsync("sts", "AssumeRoleWithSAML", Assume(role.Arn!, attackers, pairWithOwn), Caller.Anonymous)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_mapping_of_A_cannot_name_a_provider_of_B()
    {
        await using var house = await TestHouse.OpenAsync();
        var (a, b) = (RootOf(await house.AccountAsync("attacker")), RootOf(await house.AccountAsync("victim")));
        var victims = await house.ProviderAsync(b, "corp");
        var role = await house.RoleAsync(b, "admin", Trusts(victims));
        var document = $$"""{"Version":"2026-11-23","Provider":"{{victims}}","Rules":[{"Sid":"All","Roles":["{{role.Arn}}"]}]}""";
        var result = await house.CallAsync("federation", "PutRoleMapping", new Federation.Services.Mappings.PutRoleMappingRequest { Name = "m", Document = document }, a);
        result.Error!.Code.ShouldBe("InvalidRoleMappingException");
    }

    [Fact]
    public async Task A_mapping_to_a_role_of_B_gives_nothing_unless_its_trust_policy_names_the_provider_even_with_a_star()
    {
        await using var house = await TestHouse.OpenAsync();
        var (a, b) = (RootOf(await house.AccountAsync("attacker")), RootOf(await house.AccountAsync("victim")));
        var attackers = await house.ProviderAsync(a, "corp", TestKeys.OtherIdp);
        var role = await house.RoleAsync(b, "open", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRoleWithSAML"}]}""");
        await house.MapAsync(a, "m", $$"""{"Version":"2026-11-23","Provider":"{{attackers}}","Rules":[{"Sid":"All","Roles":["{{role.Arn}}"]}]}""");
        var response = Assertion() with { SignAssertion = new Signing { Certificate = TestKeys.OtherIdp }, AttributeStatement = string.Empty };
        (await house.CallAsync("sts", "AssumeRoleWithSAML", Assume(role.Arn!, attackers, response), Caller.Anonymous)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Every_operation_on_a_resource_of_B_with_As_keys_finds_nothing_and_changes_nothing()
    {
        await using var house = await TestHouse.OpenAsync();
        var (a, b) = (RootOf(await house.AccountAsync("attacker")), RootOf(await house.AccountAsync("victim")));
        var provider = await house.ProviderAsync(b, "corp");
        await house.RoleAsync(b, "admin", Trusts(provider));
        await house.AllowAsync(b, "admin", "s3:*");
        var called = 0;
        foreach (var operation in house.Get<OperationRegistry>().All.Where(operation => operation.Descriptor is { Service: "iam" or "federation", Authentication: Authentication.Signed }))
        {
            if (ForeignRequest.Make(operation.RequestType, provider, "admin", "Allow-s3-x") is not { } request)
            {
                continue;
            }

            var result = await house.CallAsync(operation.Descriptor.Service, operation.Descriptor.Name, request, a);
            // A list of what the caller's own account has is no refusal.
            (result.Error?.Code is null or "NoSuchEntity" or "NoSuchEntityException").ShouldBeTrue($"{operation.Descriptor.Action}: {result.Error}");
            called++;
        }

        called.ShouldBeGreaterThan(8);
        await using var store = await house.Database.BeginReadAsync(default);
        (await store.SamlProviders.FindAsync(b.AccountId, "corp", default)).ShouldNotBeNull();
        (await store.Roles.FindByNameAsync(b.AccountId, "admin", default)).ShouldNotBeNull();
    }
}
