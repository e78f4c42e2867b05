using Federation.Services.Console;
using Federation.Services.Pipeline;
using Federation.Services.Portal;
using Federation.Services.Revocations;
using Federation.Services.SignIn;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.PasswordWorld;
using static Federation.UnitTests.Services.House.SamlWorld;

namespace Federation.UnitTests.Services.UserSignIns;

/// <summary>What a signed-in user is offered, and gets.</summary>
public sealed class UserPortalTests : IAsyncLifetime
{
    private TestHouse _house = null!;
    private Caller _ann = null!;
    private UserVisitor _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await PasswordWorld.OpenAsync();
        var account = $"arn:aws:iam::{_house.Management}";
        _ann = await _house.SignerAsync("ann", $$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"sts:Assume*","Resource":["{{account}}:role/named","{{account}}:role/untrusting","{{account}}:role/gone","{{account}}:role/pat*"]},
              {"Effect":"Allow","Action":"s3:GetObject","Resource":"{{account}}:role/not-by-this-action"},
              {"Effect":"Deny","Action":"sts:AssumeRole","Resource":"{{account}}:role/denied"},
              {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{account}}:role/denied"}]}
            """);
        await _house.PasswordAsync("ann");
        foreach (var name in new[] { "named", "pattern", "denied", "not-by-this-action" })
        {
            await _house.RoleAsync(_house.Root, name, StsWorld.TrustsAws($"{account}:root"), 7200);
        }

        await _house.RoleAsync(_house.Root, "untrusting", StsWorld.TrustsAws($"{account}:role/FederationAdministrator"));
        _browser = new UserVisitor(_house);
        await _browser.SignInAsync("ann");
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task The_roles_that_policies_name_and_that_may_be_assumed_now_are_listed()
    {
        var list = await _house.Get<PortalRoles>().ListAsync(await SessionAsync(), _house.Request(), default);
        var role = list.Roles.ShouldHaveSingleItem();
        (role.RoleName, role.Provider, role.DefaultSession, role.LongestSession).ShouldBe(("named", null, 3600, 7200));
        list.Withheld.Select(withheld => withheld.RoleArn.Split('/')[1]).ShouldBe(["denied", "gone", "untrusting"], ignoreOrder: true);
        list.Withheld.Select(withheld => withheld.Why).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Any_role_may_be_named_and_only_an_allowed_one_is_found()
    {
        (await FindAsync("pattern"))!.RoleName.ShouldBe("pattern");
        foreach (var name in new[] { "denied", "untrusting", "gone", "not-by-this-action" })
        {
            (await FindAsync(name)).ShouldBeNull(name);
        }
    }

    [Fact]
    public async Task Credentials_come_by_AssumeRole_as_the_user_and_end_with_the_session()
    {
        var session = await SessionAsync();
        var issued = await _house.Get<PortalCredentials>().IssueAsync(session, new CreatePortalCredentialsRequest { RoleArn = ArnOf("named"), DurationSeconds = 40_000 }, _house.Request(), default);
        issued.Error.ShouldBeNull();
        var caller = await _house.CallerAsync(issued.Value!);
        caller.Arn.ShouldBe($"arn:aws:sts::{_house.Management}:assumed-role/named/ann");
        (caller.Session!.SessionId, caller.Session.SubjectKey, caller.Session.MfaAuthenticatedAt).ShouldBe((session.SessionId, _ann.PrincipalId, null));
        issued.Value!.Expiration!.Value.ShouldBe(_house.Time.GetUtcNow().AddSeconds(7200), TimeSpan.FromSeconds(1));
        var record = (await _house.TrailAsync(_house.Management)).Last(entry => entry.EventName == "AssumeRole");
        record.EventJson.ShouldContain("\"type\":\"IAMUser\"");
        record.EventJson.ShouldContain("\"roleSessionName\":\"ann\"");

        await _house.Get<PortalSessions>().EndAsync(session, _house.Request(), revokeCredentials: true);
        (await _house.AuthenticateAsync(issued.Value!)).Error!.Code.ShouldBe("ExpiredToken");
    }

    [Fact]
    public async Task A_refused_role_gives_nothing_and_its_refusal_stands_in_the_trail()
    {
        var refused = await _house.Get<PortalCredentials>().IssueAsync(await SessionAsync(), new CreatePortalCredentialsRequest { RoleArn = ArnOf("denied") }, _house.Request(), default);
        refused.Error!.Code.ShouldBe("AccessDenied");
        (await _house.TrailAsync(_house.Management)).Last(entry => entry.EventName == "AssumeRole").ErrorCode.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_second_factor_at_the_sign_in_counts_for_trust_policies_and_none_does_not()
    {
        var guarded = (await _house.RoleAsync(_house.Root, "patguarded", StsWorld.TrustsAws(_ann.Arn, ",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}"))).Arn!;
        (await FindAsync("patguarded")).ShouldBeNull();
        var device = await _house.DeviceAsync("ann");
        await _browser.SignInAsync("ann");
        await _browser.CodeAsync(device.Code(_house));
        (await FindAsync("patguarded")).ShouldNotBeNull();
        var issued = await _house.Get<PortalCredentials>().IssueAsync(await SessionAsync(), new CreatePortalCredentialsRequest { RoleArn = guarded }, _house.Request(), default);
        (await _house.CallerAsync(issued.Value!)).Session!.MfaAuthenticatedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_console_opens_in_a_role_of_the_user()
    {
        var console = _house.Get<ConsoleSessions>();
        var session = await SessionAsync();
        (await console.OpenAsync(session, ArnOf("named"), _house.Request(), default)).Error.ShouldBeNull();
        (await console.FindAsync(session, default))!.Arn.ShouldEndWith("assumed-role/named/ann");
        (await console.OpenAsync(session, ArnOf("denied"), _house.Request(), default)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task What_is_taken_from_the_user_counts_at_the_next_request()
    {
        (await FindAsync("named")).ShouldNotBeNull();
        await _house.WriteAsync(_house.Management, store => store.InlinePolicies.RemoveAsync(_house.Management, _ann.PrincipalId!, "p", default));
        (await FindAsync("named")).ShouldBeNull();
        (await _house.Get<PortalRoles>().ListAsync(await SessionAsync(), _house.Request(), default)).Roles.ShouldBeEmpty();
    }

    [Fact]
    public void A_name_of_one_character_becomes_a_session_name() => UserRoles.SessionNameOf("x").ShouldBe("x_");

    [Fact]
    public async Task Who_revokes_the_browsers_session_by_its_id_revokes_the_credentials_of_its_programs()
    {
        var session = await SessionAsync();
        var (token, program) = await _house.Get<PortalSessions>().BeginForProgramAsync(session, default);
        var issued = await _house.Get<PortalCredentials>().IssueAsync(program, new CreatePortalCredentialsRequest { RoleArn = ArnOf("named") }, _house.Request(), default);
        (await _house.AuthenticateAsync(issued.Value!)).Error.ShouldBeNull();
        await _house.DoAsync<RevokeSessionsResponse>("federation", "RevokeSessions", new RevokeSessionsRequest { SessionId = session.SessionId });
        (await _house.AuthenticateAsync(issued.Value!)).Error!.Code.ShouldBe("ExpiredToken");
        (await _house.Get<PortalSessions>().FindAsync(token, default)).ShouldBeNull();
    }

    private string ArnOf(string role) => $"arn:aws:iam::{_house.Management}:role/{role}";

    private async Task<PortalSession> SessionAsync() => (await _browser.SessionAsync()).ShouldNotBeNull();

    private async Task<PortalRole?> FindAsync(string role) => await _house.Get<PortalRoles>().FindAsync(await SessionAsync(), ArnOf(role), _house.Request(), default);
}
