using Federation.Services.Console;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.SignIn;

namespace Federation.UnitTests.Services.Console;

/// <summary>The console acts as a role session and as nothing else.</summary>
public sealed class ConsoleSessionTests
{
    [Fact]
    public async Task Acts_as_a_session_of_the_chosen_role()
    {
        await using var house = await TestHouse.OpenAsync();
        var (visitor, role) = await SignedInAsync(house);
        var console = house.Get<ConsoleSessions>();
        (await console.FindAsync(visitor.Session!, default)).ShouldBeNull();
        (await console.OpenAsync(visitor.Session!, role, house.Request(), default)).Succeeded.ShouldBeTrue();

        var caller = (await console.FindAsync(visitor.Session!, default)).ShouldNotBeNull();
        caller.Kind.ShouldBe(CallerKind.AssumedRole);
        caller.PrincipalArn.ShouldBe(role);
        (await house.CallAsync("iam", "ListSAMLProviders", Nothing.Value, caller)).Succeeded.ShouldBeTrue();
        (await house.CallAsync("iam", "ListRoles", new Federation.Services.Iam.Roles.ListRolesRequest(), caller)).Error!.Code.ShouldBe("AccessDenied");
        (await house.TrailAsync(house.Management)).ShouldContain(record => record.EventName == "ListSAMLProviders" && record.Username == "alice");
    }

    [Fact]
    public async Task A_role_that_the_person_does_not_have_is_not_opened()
    {
        await using var house = await TestHouse.OpenAsync();
        var (visitor, _) = await SignedInAsync(house);
        var console = house.Get<ConsoleSessions>();
        (await console.OpenAsync(visitor.Session!, $"arn:aws:iam::{house.Management}:role/FederationAdministrator", house.Request(), default)).Error!.Code.ShouldBe("AccessDenied");
        (await console.FindAsync(visitor.Session!, default)).ShouldBeNull();
    }

    [Fact]
    public async Task What_ends_the_credentials_closes_the_console()
    {
        await using var house = await TestHouse.OpenAsync();
        var (visitor, role) = await SignedInAsync(house);
        var console = house.Get<ConsoleSessions>();
        await console.OpenAsync(visitor.Session!, role, house.Request(), default);
        await house.Get<PortalSessions>().EndAsync(visitor.Session!, house.Request(), revokeCredentials: true);
        (await console.FindAsync(visitor.Session!, default)).ShouldBeNull();
    }

    private static async Task<(Visitor Visitor, string Role)> SignedInAsync(TestHouse house)
    {
        var provider = await house.ProviderAsync(house.Root, "corp");
        var role = (await house.RoleAsync(house.Root, "operator", SamlWorld.Trusts(provider))).Arn!;
        await house.AllowAsync(house.Root, "operator", "iam:ListSAMLProviders");
        await house.MapAsync(
            house.Root, "groups", $$$"""{"Version":"2026-11-23","Provider":"{{{provider}}}","Rules":[{"Sid":"All","Roles":["{{{role}}}"]}]}""");
        var visitor = new Visitor(house);
        await visitor.SignInAsync(provider);
        return (visitor, role);
    }
}
