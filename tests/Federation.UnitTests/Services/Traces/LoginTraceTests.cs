using Federation.Services.Mappings;
using Federation.Services.SignIn;
using Federation.Services.Traces;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.SignIn;

namespace Federation.UnitTests.Services.Traces;

/// <summary>Recorded logins: what they explain, what they hide, and who sees them.</summary>
public sealed class LoginTraceTests
{
    [Fact]
    public async Task The_reference_on_the_page_leads_to_every_check_with_what_was_expected_and_what_came()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var refused = (await new Visitor(house).SignInAsync(provider, response => response with
        {
            Conditions = response.Conditions.Replace(ResponseBuilder.SpEntityId, "http://fed.example.net/saml/metadata", StringComparison.Ordinal),
        })).ShouldBeOfType<SignInOutcome.Refused>();

        var trace = await GetAsync(house, refused.TraceId);
        trace.Summary!.Outcome.ShouldBe("Refused");
        trace.Summary.FailedRule.ShouldBe("conditions.audience");
        var failed = trace.Checks.Where(check => check.Passed == false).ShouldHaveSingleItem();
        failed.Expected!.ShouldContain(ResponseBuilder.SpEntityId);
        failed.Actual!.ShouldContain("http://fed.example.net");
        failed.Difference.ShouldNotBeNull();
        failed.Specification!.ShouldContain("SAML Core");
        trace.Checks.Count.ShouldBeGreaterThan(20);
        trace.ClockOffsetSeconds.ShouldBe(-5);
        trace.Bundle!.ShouldContain("FAIL  conditions.audience");
    }

    [Fact]
    public async Task An_accepted_login_says_what_was_signed_and_which_rule_gave_which_role_and_why_others_did_not()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var role = (await house.RoleAsync(house.Root, "dev", SamlWorld.Trusts(provider))).Arn!;
        await house.MapAsync(house.Root, "groups", Mapping(provider, role, "admins", "nobody"));
        await new Visitor(house).SignInAsync(provider);

        var summary = (await ListAsync(house)).LoginTraces.ShouldHaveSingleItem();
        summary.Outcome.ShouldBe("Accepted");
        var trace = await GetAsync(house, summary.TraceId!);
        trace.SignedElement.ShouldBe("Assertion");
        trace.SigningKey.ShouldBe(TestKeys.Key(TestKeys.Idp).Thumbprint);
        trace.Grants.ShouldHaveSingleItem().Source.ShouldBe("mapping groups/First");
        trace.Rules.Select(rule => (rule.Sid, rule.Holds)).ShouldBe([("First", true), ("Second", false)]);
        trace.Rules[1].Why!.ShouldContain("saml:attribute/groups");
    }

    [Fact]
    public async Task A_role_that_its_trust_policy_withholds_stands_in_the_trace_with_what_decided_at_every_door()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var role = (await house.RoleAsync(house.Root, "dev", SamlWorld.Trusts(provider.Replace("/corp", "/other", StringComparison.Ordinal)))).Arn!;
        await house.MapAsync(house.Root, "groups", Mapping(provider, role, "admins", "nobody"));

        (await new Visitor(house).SignInAsync(provider)).ShouldBeOfType<SignInOutcome.Accepted>();
        var assumed = await house.CallAsync("sts", "AssumeRoleWithSAML", SamlWorld.Assume(role, provider, new ResponseBuilder().Unsolicited() with { AssertionAttributes = $"""ID="_sts" Version="2.0" IssueInstant="{ResponseBuilder.At(0)}" """ }), Federation.Services.Pipeline.Caller.Anonymous);
        assumed.Error!.Code.ShouldBe("AccessDenied");

        var traces = (await ListAsync(house)).LoginTraces;
        traces.Select(trace => (trace.Door, trace.Outcome)).OrderBy(trace => trace.Door, StringComparer.Ordinal).ShouldBe([("Browser", "Accepted"), ("STS", "Refused")]);
        foreach (var summary in traces)
        {
            var trace = await GetAsync(house, summary.TraceId!);
            trace.Grants.ShouldHaveSingleItem().RoleArn.ShouldBe(role);
            var withheld = trace.Withheld.ShouldHaveSingleItem(summary.Door);
            withheld.RoleArn.ShouldBe(role);
            withheld.Why!.ShouldContain("trust policy");
            withheld.Detail.ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task An_assertion_that_was_used_before_is_no_accepted_login_in_its_trace()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var role = (await house.RoleAsync(house.Root, "dev", SamlWorld.Trusts(provider))).Arn!;
        await house.MapAsync(house.Root, "groups", Mapping(provider, role, "admins", "nobody"));
        await house.SetAsync(provider, settings => settings with { IdpInitiated = "Accept" });
        var response = new ResponseBuilder().Unsolicited();
        (await new Visitor(house).PostAsync(response.Build())).ShouldBeOfType<SignInOutcome.Accepted>();

        (await house.CallAsync("sts", "AssumeRoleWithSAML", SamlWorld.Assume(role, provider, response), Federation.Services.Pipeline.Caller.Anonymous)).Succeeded.ShouldBeFalse();
        (await ListAsync(house)).LoginTraces.Single(trace => trace.Door == "STS").Outcome.ShouldBe("Refused");
    }

    [Fact]
    public async Task A_browser_that_never_comes_back_leaves_a_trace_and_one_that_does_replaces_it()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var visitor = new Visitor(house);
        await visitor.StartAsync(provider);
        var handle = (await visitor.PostAsync(visitor.Answer().Build(), visitor.RelayState, hidesCookies: true)).ShouldBeOfType<SignInOutcome.Continue>().Handle;

        var waiting = (await ListAsync(house)).LoginTraces.ShouldHaveSingleItem();
        waiting.Outcome.ShouldBe("Unfinished");
        (await GetAsync(house, waiting.TraceId!)).Checks.ShouldAllBe(check => check.Passed == true);

        (await visitor.ResumeAsync(handle)).ShouldBeOfType<SignInOutcome.Accepted>();
        var ended = (await ListAsync(house)).LoginTraces.ShouldHaveSingleItem();
        (ended.TraceId, ended.Outcome).ShouldBe((waiting.TraceId, "Accepted"));
    }

    [Fact]
    public async Task The_wrong_tenant_of_the_right_identity_provider_is_named()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var other = "<saml:Issuer>https://idp.example.org/another-tenant</saml:Issuer>";
        var refused = (await new Visitor(house).SignInAsync(provider, response => response with { ResponseIssuer = other, AssertionIssuer = other })).ShouldBeOfType<SignInOutcome.Refused>();

        (await GetAsync(house, refused.TraceId)).Notes.ShouldHaveSingleItem().ShouldContain("another tenant");
    }

    [Fact]
    public async Task Values_of_the_assertion_are_sealed_in_the_store_and_shown_only_by_a_right_of_their_own()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        await new Visitor(house).SignInAsync(provider);
        var id = (await ListAsync(house)).LoginTraces[0].TraceId!;
        var trace = await GetAsync(house, id);
        (trace.Subject, trace.Attributes).ShouldBe((null, null));
        trace.AttributeCounts["groups"].ShouldBe(2);
        trace.Bundle!.ShouldNotContain("alice");
        (await house.DoAsync<GetLoginTraceResponse>("federation", "GetLoginTrace", new GetLoginTraceRequest { TraceId = id, IncludeValues = true })).Attributes!["mail"].ShouldBe(["alice@example.org"]);

        await using var store = await house.Database.BeginReadAsync(default);
        var row = (await store.LoginTraces.FindAsync(house.Management, id, default))!;
        System.Text.Encoding.Latin1.GetString(row.SealedTrace).ShouldNotContain("alice");

        var role = await house.RoleAsync(house.Root, "reader", SamlWorld.Trusts(provider));
        await house.AllowAsync(house.Root, "reader", "federation:GetLoginTrace");
        var reader = await CallerOfAsync(house, role.RoleName!);
        (await house.CallAsync("federation", "GetLoginTrace", new GetLoginTraceRequest { TraceId = id }, reader)).Succeeded.ShouldBeTrue();
        (await house.CallAsync("federation", "GetLoginTrace", new GetLoginTraceRequest { TraceId = id, IncludeValues = true }, reader)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Traces_are_seen_in_the_providers_account_and_the_management_account()
    {
        await using var house = await TestHouse.OpenAsync();
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        var other = SamlWorld.RootOf(await house.AccountAsync("other"));
        var theirs = await house.ProviderAsync(member, "corp");
        await new Visitor(house).SignInAsync(theirs);
        await new Visitor(house).PostAsync("no base64");

        (await ListAsync(house, member)).LoginTraces.ShouldHaveSingleItem().SAMLProviderArn.ShouldBe(theirs);
        (await ListAsync(house)).LoginTraces.Count.ShouldBe(2);
        (await ListAsync(house, other)).LoginTraces.ShouldBeEmpty();
        var id = (await ListAsync(house, member)).LoginTraces[0].TraceId!;
        (await house.CallAsync("federation", "GetLoginTrace", new GetLoginTraceRequest { TraceId = id }, other)).Error!.Code.ShouldBe("NoSuchEntityException");
    }

    [Fact]
    public async Task A_refusal_at_sts_is_recorded_under_the_request_id()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var request = SamlWorld.Assume("arn:aws:iam::123456789012:role/none", provider, new ResponseBuilder().Unsolicited() with { SignAssertion = new Signing { Certificate = TestKeys.OtherIdp } });
        (await house.CallAsync("sts", "AssumeRoleWithSAML", request, Federation.Services.Pipeline.Caller.Anonymous)).Succeeded.ShouldBeFalse();
        var summary = (await ListAsync(house)).LoginTraces.ShouldHaveSingleItem();
        (summary.Door, summary.FailedRule, summary.SAMLProviderArn).ShouldBe(("STS", "signature.value", provider));
    }

    [Fact]
    public async Task Traces_are_kept_for_a_set_time_and_in_a_bounded_number()
    {
        await using var house = await TestHouse.OpenAsync();
        var recorder = house.Get<LoginTraceRecorder>();
        for (var i = 0; i < 6; i++)
        {
            await new Visitor(house).PostAsync("no base64");
            house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await recorder.FlushAsync(default);
        await recorder.TrimAsync(ResponseBuilder.Now.AddSeconds(1.5), 100, default);
        (await ListAsync(house)).LoginTraces.Count.ShouldBe(4, "two are too old");
        await recorder.TrimAsync(ResponseBuilder.Now.AddSeconds(1.5), 3, default);
        var kept = (await ListAsync(house)).LoginTraces;
        kept.Count.ShouldBe(3);
        kept.ShouldAllBe(trace => trace.StartedAt >= ResponseBuilder.Now.AddSeconds(3));
    }

    [Fact]
    public async Task A_list_is_filtered_and_paged()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        for (var i = 0; i < 3; i++)
        {
            await new Visitor(house).SignInAsync(provider);
            house.Time.Advance(TimeSpan.FromMilliseconds(5));
        }

        await new Visitor(house).PostAsync("no base64");
        var first = await house.DoAsync<ListLoginTracesResponse>("federation", "ListLoginTraces", new ListLoginTracesRequest { Outcome = "Accepted", SAMLProviderArn = provider, MaxResults = 2 });
        first.LoginTraces.Count.ShouldBe(2);
        var second = await house.DoAsync<ListLoginTracesResponse>(
            "federation", "ListLoginTraces", new ListLoginTracesRequest { Outcome = "Accepted", SAMLProviderArn = provider, MaxResults = 2, NextToken = first.NextToken });
        second.LoginTraces.ShouldHaveSingleItem();
        second.NextToken.ShouldBeNull();
    }

    [Fact]
    public async Task A_test_login_shows_what_came_and_signs_nobody_in()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var test = await house.DoAsync<CreateTestLoginResponse>("federation", "CreateTestLogin", new CreateTestLoginRequest { SAMLProviderArn = provider });
        var handle = test.TestLoginUrl!.Split("test=")[1];
        var visitor = new Visitor(house);
        visitor.Keep((await house.Get<SignInStarter>().StartTestAsync(handle, System.Net.IPAddress.Loopback, default)).Value!);
        (await house.Get<SignInStarter>().StartTestAsync(handle, System.Net.IPAddress.Loopback, default)).Succeeded.ShouldBeFalse();

        var response = visitor.Answer().Build();
        (await visitor.PostAsync(response, visitor.RelayState)).ShouldBeOfType<SignInOutcome.Tested>().TraceId.ShouldBe(test.TraceId);
        visitor.Session.ShouldBeNull();
        (await house.Get<PortalSessions>().FindBySubjectAsync(provider, "alice", default)).ShouldBeEmpty();
        var trace = await GetAsync(house, test.TraceId!);
        trace.Summary!.Outcome.ShouldBe("Tested");
        trace.SubjectCandidates[0].Grade.ShouldBe("Stable");

        var context = ResponseBuilder.Context with { ExpectedRequest = Federation.Saml.Validation.SamlExpectedRequest.Pending(visitor.RequestId!) };
        var validated = Federation.Saml.Validation.SamlResponseValidator.Validate(response, context);
        await using var store = await house.Database.BeginWriteAsync(default);
        (await store.OneTimeUses.TryUseAsync(Federation.Services.Federated.AssertionUse.AtBrowser(validated.Assertion!), default)).ShouldBeFalse("the assertion is used up");
    }

    [Fact]
    public async Task A_mapping_is_tried_on_attributes_and_on_a_recorded_login()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var document = Mapping(provider, "arn:aws:iam::123456789012:role/dev", "users", "nobody");
        var tried = await house.DoAsync<TestRoleMappingResponse>(
            "federation", "TestRoleMapping", new TestRoleMappingRequest { Document = document, Attributes = new Dictionary<string, IReadOnlyList<string>> { ["groups"] = ["nobody"] } });
        tried.Rules.Select(rule => rule.Holds).ShouldBe([false, true]);

        await new Visitor(house).SignInAsync(provider);
        var id = (await ListAsync(house)).LoginTraces[0].TraceId;
        tried = await house.DoAsync<TestRoleMappingResponse>("federation", "TestRoleMapping", new TestRoleMappingRequest { Document = document, TraceId = id });
        tried.Rules.Select(rule => rule.Holds).ShouldBe([true, false]);
        RoleMappingDocument.Read(tried.Proposal!).Problems.ShouldBeEmpty();
        (await house.CallAsync("federation", "TestRoleMapping", new TestRoleMappingRequest { Document = document })).Error!.Code.ShouldBe("InvalidRoleMappingException");
    }

    [Fact]
    public async Task A_dry_run_names_who_would_lose_a_role_and_a_roll_back_brings_the_old_document_back()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        const string Role = "arn:aws:iam::123456789012:role/dev";
        await house.MapAsync(house.Root, "groups", Mapping(provider, Role, "admins", "nobody"));
        await new Visitor(house).SignInAsync(provider);

        var narrower = Mapping(provider, Role, "owners", "nobody");
        var preview = await house.DoAsync<PreviewRoleMappingResponse>("federation", "PreviewRoleMapping", new PreviewRoleMappingRequest { Name = "groups", Document = narrower });
        preview.People.ShouldBe(1);
        var change = preview.Changes.ShouldHaveSingleItem();
        (change.Subject, change.Lost.Single()).ShouldBe(("alice", Role));
        change.Gained.ShouldBeEmpty();

        await house.MapAsync(house.Root, "groups", narrower);
        var back = await house.DoAsync<RoleMappingResponse>("federation", "RollBackRoleMapping", new RollBackRoleMappingRequest { Name = "groups", DocumentVersion = 1 });
        back.RoleMapping!.DocumentVersion.ShouldBe(3);
        back.RoleMapping.Document!.ShouldContain("admins");
        (await house.DoAsync<ListRoleMappingVersionsResponse>("federation", "ListRoleMappingVersions", new ListRoleMappingVersionsRequest { Name = "groups" }))
            .Versions.Select(version => version.DocumentVersion).ShouldBe([3, 2, 1]);
    }

    private static string Mapping(string provider, string role, string first, string second) =>
        $$$$"""{"Version":"2026-11-23","Provider":"{{{{provider}}}}","Rules":[{"Sid":"First","Roles":["{{{{role}}}}"],"Condition":{"ForAnyValue:StringEquals":{"saml:attribute/groups":"{{{{first}}}}"}}},{"Sid":"Second","Roles":["{{{{role}}}}2"],"Condition":{"ForAnyValue:StringEquals":{"saml:attribute/groups":"{{{{second}}}}"}}}]}""";

    private static Task<GetLoginTraceResponse> GetAsync(TestHouse house, string id) => house.DoAsync<GetLoginTraceResponse>("federation", "GetLoginTrace", new GetLoginTraceRequest { TraceId = id });

    private static Task<ListLoginTracesResponse> ListAsync(TestHouse house, Federation.Services.Pipeline.Caller? caller = null) =>
        house.DoAsync<ListLoginTracesResponse>("federation", "ListLoginTraces", new ListLoginTracesRequest(), caller);

    private static async Task<Federation.Services.Pipeline.Caller> CallerOfAsync(TestHouse house, string roleName)
    {
        await using var store = await house.Database.BeginReadAsync(default);
        var role = (await store.Roles.FindByNameAsync(house.Management, roleName, default))!;
        return Federation.Services.Credentials.Callers.RoleSession(role, new Federation.Services.Sessions.SessionClaims
        {
            Principal = Federation.Services.Sessions.SessionPrincipal.Role,
            PrincipalId = role.RoleId,
            SessionName = "reader",
            IssuedAt = house.Time.GetUtcNow(),
            ExpiresAt = house.Time.GetUtcNow().AddHours(1),
            SessionId = "session",
        }, "ASIAREADER");
    }
}
