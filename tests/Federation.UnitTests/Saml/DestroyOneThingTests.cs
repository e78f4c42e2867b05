using Federation.Saml.Validation;
using static Federation.UnitTests.Saml.ResponseBuilder;

namespace Federation.UnitTests.Saml;

/// <summary>One valid response, one thing of it destroyed before it is signed: the signature is good, and exactly one rule refuses.</summary>
public sealed class DestroyOneThingTests
{
    private const string NoAuthn = "urn:oasis:names:tc:SAML:2.0:status:Responder";

    private static readonly Dictionary<string, (ResponseBuilder Response, SamlRule Rule)> Cases = new(StringComparer.Ordinal)
    {
        ["version 1.1 of the response"] = (With(response: $"""ID="_r" Version="1.1" IssueInstant="{At(0)}" Destination="{Acs}" InResponseTo="{RequestId}" """), SamlRules.MessageVersion),
        ["no version of the response"] = (With(response: $"""ID="_r" IssueInstant="{At(0)}" Destination="{Acs}" InResponseTo="{RequestId}" """), SamlRules.MessageVersion),
        ["no ID of the response"] = (With(response: $"""Version="2.0" IssueInstant="{At(0)}" Destination="{Acs}" InResponseTo="{RequestId}" """), SamlRules.MessageId),
        ["empty ID of the response"] = (With(response: $"""ID="" Version="2.0" IssueInstant="{At(0)}" Destination="{Acs}" InResponseTo="{RequestId}" """), SamlRules.MessageId),
        ["a response from the future"] = (With(response: $"""ID="_r" Version="2.0" IssueInstant="{At(181)}" Destination="{Acs}" InResponseTo="{RequestId}" """), SamlRules.MessageIssueInstant),
        ["a response without an instant"] = (With(response: $"""ID="_r" Version="2.0" Destination="{Acs}" InResponseTo="{RequestId}" """), SamlRules.MessageIssueInstant),
        ["a response with a broken instant"] = (With(response: $"""ID="_r" Version="2.0" IssueInstant="yesterday" Destination="{Acs}" InResponseTo="{RequestId}" """), SamlRules.MessageIssueInstant),
        ["another issuer of the response"] = (new ResponseBuilder { ResponseIssuer = "<saml:Issuer>https://evil.example</saml:Issuer>" }, SamlRules.MessageIssuer),
        ["two issuers of the response"] = (new ResponseBuilder { ResponseIssuer = $"<saml:Issuer>{IdpEntityId}</saml:Issuer><saml:Issuer>https://evil.example</saml:Issuer>" }, SamlRules.MessageIssuer),
        ["an issuer that differs in case"] = (new ResponseBuilder { ResponseIssuer = $"<saml:Issuer>{IdpEntityId.ToUpperInvariant()}</saml:Issuer>" }, SamlRules.MessageIssuer),
        ["an issuer with a child element"] = (new ResponseBuilder { ResponseIssuer = $"<saml:Issuer>{IdpEntityId}<saml:X/></saml:Issuer>" }, SamlRules.MessageIssuer),
        ["an issuer of another format"] = (new ResponseBuilder { ResponseIssuer = $"""<saml:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">{IdpEntityId}</saml:Issuer>""" }, SamlRules.MessageIssuer),
        ["a failed status"] = (new ResponseBuilder { Status = $"""<samlp:Status><samlp:StatusCode Value="{NoAuthn}"/></samlp:Status>""" }, SamlRules.Status),
        ["no status"] = (new ResponseBuilder { Status = "" }, SamlRules.Status),
        ["two statuses"] = (new ResponseBuilder { Status = string.Concat(Enumerable.Repeat("""<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>""", 2)) }, SamlRules.Status),
        ["success on the second level only"] = (new ResponseBuilder { Status = $"""<samlp:Status><samlp:StatusCode Value="{NoAuthn}"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:StatusCode></samlp:Status>""" }, SamlRules.Status),
        ["another destination"] = (With(response: $"""ID="_r" Version="2.0" IssueInstant="{At(0)}" Destination="https://other.example/acs" InResponseTo="{RequestId}" """), SamlRules.Destination),
        ["a destination that only begins like ours"] = (With(response: $"""ID="_r" Version="2.0" IssueInstant="{At(0)}" Destination="{Acs}.evil.example" InResponseTo="{RequestId}" """), SamlRules.Destination),
        ["no destination of a signed response"] = (With(response: $"""ID="_r" Version="2.0" IssueInstant="{At(0)}" InResponseTo="{RequestId}" """) with { SignResponse = new() }, SamlRules.Destination),
        ["the answer to another request"] = (With(response: $"""ID="_r" Version="2.0" IssueInstant="{At(0)}" Destination="{Acs}" InResponseTo="_other" """) with { Confirmation = Bearer(inResponseTo: "_other") }, SamlRules.InResponseTo),
        ["an unsolicited response to a pending request"] = (new ResponseBuilder().Unsolicited(), SamlRules.InResponseTo),
        ["no ID of the assertion"] = (With(assertion: $"""Version="2.0" IssueInstant="{At(0)}" """) with { SignAssertion = null, SignResponse = new() }, SamlRules.AssertionId),
        ["version 1.1 of the assertion"] = (With(assertion: $"""ID="_assertion1" Version="1.1" IssueInstant="{At(0)}" """), SamlRules.AssertionVersion),
        ["an assertion from the future"] = (With(assertion: $"""ID="_assertion1" Version="2.0" IssueInstant="{At(181)}" """), SamlRules.AssertionIssueInstant),
        ["an assertion without an instant"] = (With(assertion: """ID="_assertion1" Version="2.0" """), SamlRules.AssertionIssueInstant),
        ["another issuer of the assertion"] = (new ResponseBuilder { AssertionIssuer = "<saml:Issuer>https://evil.example</saml:Issuer>" }, SamlRules.AssertionIssuer),
        ["no issuer of the assertion"] = (new ResponseBuilder { AssertionIssuer = "" }, SamlRules.AssertionIssuer),
        ["two name identifiers"] = (new ResponseBuilder { NameId = "<saml:NameID>alice</saml:NameID><saml:NameID>admin</saml:NameID>" }, SamlRules.Subject),
        ["an empty name identifier"] = (new ResponseBuilder { NameId = "<saml:NameID/>" }, SamlRules.Subject),
        ["a name identifier with a child element"] = (new ResponseBuilder { NameId = "<saml:NameID>admin<x/>@example.org</saml:NameID>" }, SamlRules.Subject),
        ["a BaseID nobody understands"] = (new ResponseBuilder { NameId = "<saml:BaseID/>" }, SamlRules.Subject),
        ["no confirmation"] = (new ResponseBuilder { Confirmation = "" }, SamlRules.Bearer),
        ["a holder-of-key confirmation only"] = (new ResponseBuilder { Confirmation = Bearer().Replace(":bearer", ":holder-of-key", StringComparison.Ordinal) }, SamlRules.Bearer),
        ["another recipient"] = (new ResponseBuilder { Confirmation = Bearer("https://other.example/acs") }, SamlRules.Recipient),
        ["no recipient"] = (new ResponseBuilder { Confirmation = Bearer(null) }, SamlRules.Recipient),
        ["a recipient that differs in case"] = (new ResponseBuilder { Confirmation = Bearer(Acs.ToUpperInvariant()) }, SamlRules.Recipient),
        ["a confirmation that ran out"] = (new ResponseBuilder { Confirmation = Bearer(end: -180) }, SamlRules.ConfirmationNotOnOrAfter),
        ["a confirmation without an end"] = (new ResponseBuilder { Confirmation = Bearer(end: null) }, SamlRules.ConfirmationNotOnOrAfter),
        ["a confirmation with NotBefore"] = (new ResponseBuilder { Confirmation = Bearer(more: $""" NotBefore="{At(-30)}" """) }, SamlRules.ConfirmationNotBefore),
        ["a confirmation of another request"] = (new ResponseBuilder { Confirmation = Bearer(inResponseTo: "_other") }, SamlRules.ConfirmationInResponseTo),
        ["an unsolicited assertion in an answer"] = (new ResponseBuilder { Confirmation = Bearer(inResponseTo: null) }, SamlRules.ConfirmationInResponseTo),
        ["no conditions"] = (new ResponseBuilder { Conditions = "" }, SamlRules.Conditions),
        ["two sets of conditions"] = (new ResponseBuilder { Conditions = string.Concat(Enumerable.Repeat(new ResponseBuilder().Conditions, 2)) }, SamlRules.Conditions),
        ["conditions that do not hold yet"] = (new ResponseBuilder { Conditions = Conditioned($"""NotBefore="{At(181)}" """) }, SamlRules.ConditionsNotBefore),
        ["conditions with a broken start"] = (new ResponseBuilder { Conditions = Conditioned("NotBefore=\"soon\"") }, SamlRules.ConditionsNotBefore),
        ["conditions that hold no longer"] = (new ResponseBuilder { Conditions = Conditioned($"""NotOnOrAfter="{At(-180)}" """) }, SamlRules.ConditionsNotOnOrAfter),
        ["conditions with a broken end"] = (new ResponseBuilder { Conditions = Conditioned("NotOnOrAfter=\"\"") }, SamlRules.ConditionsNotOnOrAfter),
        ["another audience"] = (new ResponseBuilder { Conditions = Audience("https://other.example") }, SamlRules.Audience),
        ["no audience restriction"] = (new ResponseBuilder { Conditions = "<saml:Conditions/>" }, SamlRules.Audience),
        ["an empty audience restriction"] = (new ResponseBuilder { Conditions = "<saml:Conditions><saml:AudienceRestriction/></saml:Conditions>" }, SamlRules.Audience),
        ["a second restriction that names another"] = (new ResponseBuilder { Conditions = Conditioned("", "<saml:AudienceRestriction><saml:Audience>https://other.example</saml:Audience></saml:AudienceRestriction>") }, SamlRules.Audience),
        ["an audience that only begins like ours"] = (new ResponseBuilder { Conditions = Audience(SpEntityId + "2") }, SamlRules.Audience),
        ["a condition nobody understands"] = (new ResponseBuilder { Conditions = Conditioned("", "<saml:Condition xsi:type=\"x:OnlyOnSundays\" xmlns:x=\"urn:x\"/>") }, SamlRules.ConditionsUnderstood),
        ["no authentication statement"] = (new ResponseBuilder { AuthnStatement = "" }, SamlRules.AuthnStatement),
        ["a sign-in in the future"] = (new ResponseBuilder { AuthnStatement = $"""<saml:AuthnStatement AuthnInstant="{At(181)}"/>""" }, SamlRules.AuthnInstant),
        ["a sign-in without an instant"] = (new ResponseBuilder { AuthnStatement = "<saml:AuthnStatement/>" }, SamlRules.AuthnInstant),
        ["a session that ended"] = (new ResponseBuilder { AuthnStatement = $"""<saml:AuthnStatement AuthnInstant="{At(-60)}" SessionNotOnOrAfter="{At(-180)}"/>""" }, SamlRules.SessionNotOnOrAfter),
        ["a second statement whose session ended"] = (new ResponseBuilder { AuthnStatement = new ResponseBuilder().AuthnStatement + $"""<saml:AuthnStatement AuthnInstant="{At(-60)}" SessionNotOnOrAfter="{At(-3600)}"/>""" }, SamlRules.SessionNotOnOrAfter),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void One_destroyed_thing_is_refused_by_its_rule(string name)
    {
        var (response, rule) = Cases[name];

        var result = response.Validate();

        result.Assertion.ShouldBeNull();
        result.Checks.Where(check => !check.Passed).Select(check => check.Rule).Distinct().ShouldBe([rule]);
    }

    [Theory]
    [InlineData(-299, true)]
    [InlineData(-301, false)]
    public void The_greatest_age_of_an_assertion_counts_without_skew(double issued, bool accepted)
    {
        var response = With(assertion: $"""ID="_assertion1" Version="2.0" IssueInstant="{At(issued)}" """);

        var result = response.Validate(Context with { MaxIssueAge = TimeSpan.FromMinutes(5) });

        result.Succeeded.ShouldBe(accepted);
        result.FirstFailure?.Rule.ShouldBe(accepted ? null : SamlRules.AssertionAge);
    }

    [Fact]
    public void Clocks_may_differ_by_180_seconds_both_ways()
    {
        var early = new ResponseBuilder { Confirmation = Bearer(end: -179), Conditions = Conditioned($"""NotOnOrAfter="{At(-179)}" """) };
        var late = With(response: $"""ID="_r" Version="2.0" IssueInstant="{At(180)}" Destination="{Acs}" InResponseTo="{RequestId}" """, assertion: $"""ID="_assertion1" Version="2.0" IssueInstant="{At(180)}" """) with
        {
            Conditions = Conditioned($"""NotBefore="{At(180)}" """),
            AuthnStatement = $"""<saml:AuthnStatement AuthnInstant="{At(180)}"/>""",
        };

        early.Validate().FirstFailure.ShouldBeNull();
        late.Validate().FirstFailure.ShouldBeNull();
    }

    [Fact]
    public void A_provider_that_ignores_ForceAuthn_is_noticed()
    {
        new ResponseBuilder().Validate(Context with { AuthnNotBefore = Now.AddSeconds(119) }).FirstFailure.ShouldBeNull();
        Failure(new ResponseBuilder().Validate(Context with { AuthnNotBefore = Now.AddSeconds(121) })).ShouldBe(SamlRules.AuthnFresh);
    }

    [Fact]
    public void A_provider_that_ignores_the_requested_context_is_noticed()
    {
        new ResponseBuilder().Validate(Context with { AuthnContextClassRefs = ["urn:x", "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"] }).FirstFailure.ShouldBeNull();
        Failure(new ResponseBuilder().Validate(Context with { AuthnContextClassRefs = ["urn:x"] })).ShouldBe(SamlRules.AuthnContext);
        Failure(new ResponseBuilder { AuthnStatement = $"""<saml:AuthnStatement AuthnInstant="{At(-60)}"/>""" }.Validate(Context with { AuthnContextClassRefs = ["urn:x"] })).ShouldBe(SamlRules.AuthnContext);
    }

    [Fact]
    public void Many_threads_validate_with_the_same_keys()
    {
        var response = new ResponseBuilder { SignResponse = new() }.Build();
        var bad = new ResponseBuilder { SignAssertion = new() { Certificate = TestKeys.OtherIdp } }.Build();

        Parallel.For(0, 400, index => SamlResponseValidator.Validate(index % 2 == 0 ? response : bad, Context).Succeeded.ShouldBe(index % 2 == 0));
    }

    [Fact]
    public void An_unsolicited_response_is_refused_where_the_provider_may_not_start() =>
        Failure(new ResponseBuilder().Unsolicited().Validate(Context with { ExpectedRequest = SamlExpectedRequest.UnsolicitedRefused })).ShouldBe(SamlRules.InResponseTo);

    [Fact]
    public void An_answer_is_refused_where_nothing_is_pending() =>
        Failure(new ResponseBuilder().Validate(Context with { ExpectedRequest = SamlExpectedRequest.Unsolicited })).ShouldBe(SamlRules.InResponseTo);

    [Fact]
    public void Sts_takes_an_answer_to_somebody_elses_request_and_refuses_one_to_ours()
    {
        new ResponseBuilder().Validate(Context with { ExpectedRequest = SamlExpectedRequest.NotOurs(_ => false) }).FirstFailure.ShouldBeNull();
        Failure(new ResponseBuilder().Validate(Context with { ExpectedRequest = SamlExpectedRequest.NotOurs(id => id == RequestId) })).ShouldBe(SamlRules.InResponseTo);
    }

    [Fact]
    public void A_provider_never_vouches_for_another_providers_entity_id()
    {
        var context = Context with
        {
            Provider = new() { EntityId = "https://other-idp.example/metadata", SigningKeys = [TestKeys.Key(TestKeys.Idp)], SingleSignOnServices = [] },
        };

        Failure(new ResponseBuilder().Validate(context)).ShouldBe(SamlRules.MessageIssuer);
        Failure(new ResponseBuilder { ResponseIssuer = "" }.Validate(context)).ShouldBe(SamlRules.AssertionIssuer);
    }

    [Fact]
    public void A_failed_status_is_told_with_its_second_level_and_message()
    {
        var response = new ResponseBuilder
        {
            Status = $"""<samlp:Status><samlp:StatusCode Value="{NoAuthn}"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></samlp:StatusCode><samlp:StatusMessage>locked</samlp:StatusMessage></samlp:Status>""",
        };

        var status = response.Validate().Status.ShouldNotBeNull();

        status.SubCode.ShouldBe("urn:oasis:names:tc:SAML:2.0:status:AuthnFailed");
        status.Message.ShouldBe("locked");
    }

    [Fact]
    public void A_confirmation_without_data_is_refused() =>
        Failure(new ResponseBuilder { Confirmation = """<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"/>""" }.Validate()).ShouldBe(SamlRules.Recipient);

    [Fact]
    public void One_passing_bearer_confirmation_is_enough() =>
        new ResponseBuilder { Confirmation = Bearer("https://other.example/acs", 900) + Bearer() }.Validate().Assertion.ShouldNotBeNull()
            .AcceptableUntil.ShouldBe(Now.AddSeconds(900 + 180));

    [Fact]
    public void Checks_hold_no_name_identifier_and_no_attribute_value()
    {
        var shown = new ResponseBuilder().Validate().Checks.Select(check => check.Expected + check.Actual + check.Target);

        shown.ShouldAllBe(text => !text.Contains("alice", StringComparison.Ordinal) && !text.Contains("admins", StringComparison.Ordinal));
    }

    [Fact]
    public void What_checks_show_cannot_forge_a_line_of_a_log() =>
        new ResponseBuilder { Confirmation = Bearer("https://evil.example/&#10;INFO accepted" + new string('x', 1000)) }.Validate().FirstFailure.ShouldNotBeNull()
            .Actual.ShouldBe("https://evil.example/ INFO accepted" + new string('x', 221) + "…");

    private static SamlRule? Failure(SamlValidationResult result) => result.FirstFailure?.Rule;

    private static ResponseBuilder With(string? response = null, string? assertion = null)
    {
        var valid = new ResponseBuilder();
        return valid with { ResponseAttributes = response ?? valid.ResponseAttributes, AssertionAttributes = assertion ?? valid.AssertionAttributes };
    }

    private static string Audience(string audience) =>
        $"<saml:Conditions><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>";

    private static string Conditioned(string attributes, string more = "") =>
        $"<saml:Conditions {attributes}><saml:AudienceRestriction><saml:Audience>{SpEntityId}</saml:Audience></saml:AudienceRestriction>{more}</saml:Conditions>";
}
