using Federation.Model.Results;
using Federation.Model.Sessions;
using Federation.Services.Credentials;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.Mappings;
using Federation.Services.Pipeline;
using Federation.Services.Portal;
using Federation.Services.Revocations;
using Federation.Services.SignIn;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.SignIn;
using static Federation.UnitTests.Services.House.SamlWorld;

namespace Federation.UnitTests.Services.Portal;

/// <summary>A portal session gives what counts at this moment, and takes with it what it gave.</summary>
public sealed class PortalSessionTests
{
    [Fact]
    public async Task A_mapping_gives_a_role_until_the_mapping_is_removed()
    {
        await using var house = await TestHouse.OpenAsync();
        var (session, role) = await SignedInAsync(house);
        (await CredentialsAsync(house, session, role)).Succeeded.ShouldBeTrue();
        await house.DoAsync<Nothing>("federation", "DeleteRoleMapping", new DeleteRoleMappingRequest { Name = "m" });
        (await CredentialsAsync(house, session, role)).Error!.Code.ShouldBe("AccessDenied");
        (await house.Get<PortalRoles>().ListAsync(session, house.Request(), default)).Roles.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_provider_that_was_made_anew_under_its_name_gives_nothing_to_sessions_of_the_former_one()
    {
        await using var house = await TestHouse.OpenAsync();
        var (session, role) = await SignedInAsync(house);
        var document = (await house.DoAsync<RoleMappingResponse>("federation", "GetRoleMapping", new GetRoleMappingRequest { Name = "m" })).RoleMapping!.Document!;
        (await house.CallAsync("iam", "DeleteSAMLProvider", new DeleteSAMLProviderRequest { SAMLProviderArn = session.Identity!.ProviderArn })).Error!.Code.ShouldBe("DeleteConflict");
        await house.DoAsync<Nothing>("federation", "DeleteRoleMapping", new DeleteRoleMappingRequest { Name = "m" });
        await house.DoAsync<Nothing>("iam", "DeleteSAMLProvider", new DeleteSAMLProviderRequest { SAMLProviderArn = session.Identity!.ProviderArn });
        await house.ProviderAsync(house.Root, "corp");
        await house.MapAsync(house.Root, "m", document);
        (await CredentialsAsync(house, session, role)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task The_trust_policy_decides_when_the_credentials_are_asked_for()
    {
        await using var house = await TestHouse.OpenAsync();
        var (session, role) = await SignedInAsync(house);
        await house.DoAsync<Nothing>("iam", "UpdateAssumeRolePolicy", new UpdateAssumeRolePolicyRequest
        {
            RoleName = "developer",
            PolicyDocument = Trusts($"arn:aws:iam::{house.Management}:saml-provider/other"),
        });
        (await CredentialsAsync(house, session, role)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_trust_policy_sees_the_tags_of_its_role()
    {
        await using var house = await TestHouse.OpenAsync();
        var (session, role) = await SignedInAsync(house);
        await house.DoAsync<Nothing>("iam", "UpdateAssumeRolePolicy", new UpdateAssumeRolePolicyRequest { RoleName = "developer", PolicyDocument = UnlessFrozen(Trusts(session.Identity!.ProviderArn)) });
        (await CredentialsAsync(house, session, role)).Succeeded.ShouldBeTrue();
        await house.DoAsync<Nothing>("iam", "TagRole", Frozen("developer"));
        (await CredentialsAsync(house, session, role)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_revoked_person_gets_nothing_more_from_an_open_session()
    {
        await using var house = await TestHouse.OpenAsync();
        var (session, role) = await SignedInAsync(house);
        (await house.Get<PortalSessions>().FindByIdAsync(session.SessionId, default)).ShouldNotBeNull();
        await using (var store = await house.Database.BeginWriteAsync(default))
        {
            var now = house.Time.GetUtcNow();
            await store.Revocations.PutAsync(new Revocation(house.Management, RevocationKind.Principal, session.Identity!.SubjectKey, now, now.AddHours(12)), default);
            await store.MarkChangedAsync(house.Management, default);
            await store.CommitAsync(default);
        }

        (await CredentialsAsync(house, session, role)).Error!.Code.ShouldBe("AccessDenied");
        (await house.Get<PortalSessions>().FindByIdAsync(session.SessionId, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Sign_out_ends_the_credentials_of_the_session_and_no_others_and_stands_in_the_trail()
    {
        await using var house = await TestHouse.OpenAsync();
        var (session, role) = await SignedInAsync(house);
        var (other, _) = (await SignInAsync(house, session.Identity!.ProviderArn), role);
        var (mine, theirs) = ((await CredentialsAsync(house, session, role)).Value!, (await CredentialsAsync(house, other, role)).Value!);
        (await CallerAsync(house, mine)).Succeeded.ShouldBeTrue();

        await house.Get<PortalSessions>().EndAsync(session, house.Request(), revokeCredentials: true);
        (await CallerAsync(house, mine)).Error!.Code.ShouldBe("ExpiredToken");
        (await CallerAsync(house, theirs)).Succeeded.ShouldBeTrue();
        (await house.TrailAsync(house.Management)).ShouldContain(entry => entry.EventName == "ConsoleLogout");
    }

    [Fact]
    public async Task Who_revokes_a_browsers_session_by_its_id_revokes_the_programs_sessions_begun_from_it_with_their_chains()
    {
        await using var house = await TestHouse.OpenAsync();
        var (session, role) = await SignedInAsync(house);
        var (sessions, other) = (house.Get<PortalSessions>(), await SignInAsync(house, session.Identity!.ProviderArn));
        var (token, program) = await sessions.BeginForProgramAsync(session, default);
        var (otherToken, otherProgram) = await sessions.BeginForProgramAsync(other, default);
        var (mine, theirs) = ((await CredentialsAsync(house, program, role)).Value!, (await CredentialsAsync(house, otherProgram, role)).Value!);
        await house.AllowAsync(house.Root, "developer", "sts:AssumeRole");
        var far = await house.RoleAsync(house.Root, "far", StsWorld.TrustsAws(role));
        var chained = (await house.AssumeAsync((await CallerAsync(house, mine)).Value!, StsWorld.Assume(far.Arn!))).Credentials!;
        (await house.AuthenticateAsync(chained)).Error.ShouldBeNull();

        await house.DoAsync<RevokeSessionsResponse>("federation", "RevokeSessions", new RevokeSessionsRequest { SessionId = session.SessionId });
        (await sessions.FindAsync(token, default)).ShouldBeNull();
        (await CallerAsync(house, mine)).Error!.Code.ShouldBe("ExpiredToken");
        (await house.AuthenticateAsync(chained)).Error!.Code.ShouldBe("ExpiredToken");
        (await sessions.FindAsync(otherToken, default)).ShouldNotBeNull();
        (await CallerAsync(house, theirs)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Sign_out_of_the_browser_leaves_the_programs_session_and_its_credentials()
    {
        await using var house = await TestHouse.OpenAsync();
        var (session, role) = await SignedInAsync(house);
        var (token, program) = await house.Get<PortalSessions>().BeginForProgramAsync(session, default);
        var credentials = (await CredentialsAsync(house, program, role)).Value!;
        await house.Get<PortalSessions>().EndAsync(session, house.Request(), revokeCredentials: true);
        (await house.Get<PortalSessions>().FindAsync(token, default)).ShouldNotBeNull();
        (await CallerAsync(house, credentials)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_sign_in_that_takes_the_place_of_another_leaves_its_credentials()
    {
        await using var house = await TestHouse.OpenAsync();
        var (session, role) = await SignedInAsync(house);
        var credentials = (await CredentialsAsync(house, session, role)).Value!;
        await house.Get<PortalSessions>().EndAsync(session, house.Request(), revokeCredentials: false);
        (await CallerAsync(house, credentials)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_of_a_deleted_role_is_no_session()
    {
        await using var house = await TestHouse.OpenAsync();
        var (session, role) = await SignedInAsync(house);
        var credentials = (await CredentialsAsync(house, session, role)).Value!;
        await house.DoAsync<Nothing>("iam", "DeleteRole", new DeleteRoleRequest { RoleName = "developer" });
        (await CallerAsync(house, credentials)).Error!.Code.ShouldBe("InvalidClientTokenId");
    }

    [Fact]
    public async Task Credentials_end_at_their_expiry_to_the_second()
    {
        await using var house = await TestHouse.OpenAsync();
        var (session, role) = await SignedInAsync(house);
        var credentials = (await CredentialsAsync(house, session, role)).Value!;
        var left = credentials.Credentials!.Expiration!.Value - house.Time.GetUtcNow();
        house.Time.Advance(left - TimeSpan.FromMilliseconds(1));
        (await FindAsync(house, credentials)).Succeeded.ShouldBeTrue();
        house.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await FindAsync(house, credentials)).Error!.Code.ShouldBe("ExpiredToken");
    }

    [Fact]
    public async Task A_duration_above_the_maximum_is_cut()
    {
        await using var house = await TestHouse.OpenAsync();
        var (session, role) = await SignedInAsync(house);
        (await CredentialsAsync(house, session, role, 40_000)).Value!.Credentials!.Expiration.ShouldBe(ResponseBuilder.Now.AddSeconds(3600));
    }

    [Fact]
    public async Task A_session_ends_when_it_is_idle_and_when_it_is_old()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var visitor = new Visitor(house);
        var accepted = (SignInOutcome.Accepted)await visitor.SignInAsync(provider, answer => answer with { AuthnStatement = answer.AuthnStatement.Replace(ResponseBuilder.At(3600), ResponseBuilder.At(90_000), StringComparison.Ordinal) });
        var sessions = house.Get<PortalSessions>();
        for (var minutes = 0; minutes < 480; minutes += 40)
        {
            (await sessions.FindAsync(accepted.Cookie, default)).ShouldNotBeNull();
            house.Time.Advance(TimeSpan.FromMinutes(40));
        }

        (await sessions.FindAsync(accepted.Cookie, default)).ShouldBeNull("the absolute end");
        var again = (SignInOutcome.Accepted)await SecondAsync(house, provider);
        house.Time.Advance(TimeSpan.FromMinutes(60));
        (await sessions.FindAsync(again.Cookie, default)).ShouldBeNull("idle");
    }

    private static async Task<SignInOutcome> SecondAsync(TestHouse house, string provider)
    {
        // Responses are dated at the builder's instant: the clock goes on from there.
        var shift = house.Time.GetUtcNow() - ResponseBuilder.Now;
        return await new Visitor(house).SignInAsync(provider, answer => Shifted(answer, shift));
    }

    private static ResponseBuilder Shifted(ResponseBuilder answer, TimeSpan shift)
    {
        string Move(string text) => System.Text.RegularExpressions.Regex.Replace(
            text, @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", match => DateTimeOffset.Parse(match.Value, null).Add(shift).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
        return answer with
        {
            ResponseAttributes = Move(answer.ResponseAttributes),
            AssertionAttributes = Move(answer.AssertionAttributes),
            Confirmation = Move(answer.Confirmation),
            Conditions = Move(answer.Conditions),
            AuthnStatement = Move(answer.AuthnStatement).Replace(ResponseBuilder.At(shift.TotalSeconds + 3600), ResponseBuilder.At(shift.TotalSeconds + 90_000), StringComparison.Ordinal),
        };
    }

    private static async Task<(PortalSession Session, string Role)> SignedInAsync(TestHouse house)
    {
        var provider = await house.ProviderAsync(house.Root, "corp");
        var role = await house.RoleAsync(house.Root, "developer", Trusts(provider));
        await house.MapAsync(house.Root, "m", $$"""
            {"Version":"2026-11-23","Provider":"{{provider}}","Rules":[
              {"Sid":"All","Roles":["{{role.Arn}}"],"Condition":{"ForAnyValue:StringEquals":{"saml:attribute/groups":"admins"} } } ] }
            """);
        return (await SignInAsync(house, provider), role.Arn!);
    }

    private static async Task<PortalSession> SignInAsync(TestHouse house, string provider) =>
        (await new Visitor(house).SignInAsync(provider)).ShouldBeOfType<SignInOutcome.Accepted>().Session;

    private static async Task<Result<CreatePortalCredentialsResponse>> CredentialsAsync(TestHouse house, PortalSession session, string role, int? duration = null)
    {
        var operation = house.Get<IEnumerable<IOperation>>().OfType<CreatePortalCredentials>().Single();
        var result = await house.Get<OperationInvoker>().InvokeAsync(operation, new CreatePortalCredentialsRequest { RoleArn = role, DurationSeconds = duration }, house.Request(), PortalCallers.Of(session), default);
        return result.Succeeded ? (CreatePortalCredentialsResponse)result.Value : result.Error;
    }

    private static async Task<Result<CredentialCandidate>> FindAsync(TestHouse house, CreatePortalCredentialsResponse issued) =>
        await house.Get<CredentialAuthenticator>().FindAsync(issued.Credentials!.AccessKeyId!, issued.Credentials.SessionToken, house.Time.GetUtcNow(), () => true, default);

    private static async Task<Result<Caller>> CallerAsync(TestHouse house, CreatePortalCredentialsResponse issued)
    {
        var candidate = await FindAsync(house, issued);
        return candidate.Succeeded ? await house.Get<CredentialAuthenticator>().CompleteAsync(candidate.Value, house.Time.GetUtcNow(), default) : candidate.Error;
    }
}
