using Federation.Model.Results;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.SamlWorld;

namespace Federation.UnitTests.Services.Sts;

public sealed class AssumeRoleWithSAMLTests
{
    [Fact]
    public async Task A_pair_of_the_assertion_that_the_trust_policy_allows_gives_credentials_with_every_member()
    {
        await using var house = await TestHouse.OpenAsync();
        var (role, provider) = await WorldAsync(house);
        var answer = await house.DoAsync<AssumeRoleWithSAMLResponse>("sts", "AssumeRoleWithSAML", Assume(role, provider, Response(role, provider)), Caller.Anonymous);

        answer.AssumedRoleUser!.Arn.ShouldBe($"arn:aws:sts::{house.Management}:assumed-role/developer/alice@example.org");
        answer.AssumedRoleUser.AssumedRoleId!.ShouldEndWith(":alice@example.org");
        answer.Subject.ShouldBe("alice");
        answer.SubjectType.ShouldBe("persistent");
        answer.Issuer.ShouldBe(ResponseBuilder.IdpEntityId);
        answer.Audience.ShouldBe(ResponseBuilder.Acs);
        answer.NameQualifier.ShouldBe(Convert.ToBase64String(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes($"{ResponseBuilder.IdpEntityId}{house.Management}/corp"))));
        answer.Credentials!.AccessKeyId!.ShouldStartWith("ASIA");
        answer.Credentials.SecretAccessKey!.Length.ShouldBe(40);
        answer.Credentials.Expiration.ShouldBe(ResponseBuilder.Now.AddHours(1));
    }

    [Fact]
    public async Task A_role_the_assertion_does_not_name_is_refused()
    {
        await using var house = await TestHouse.OpenAsync();
        var (role, provider) = await WorldAsync(house);
        var other = await house.RoleAsync(house.Root, "admin", Trusts(provider));
        (await RefusalAsync(house, Assume(other.Arn!, provider, Response(role, provider)))).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_trust_policy_sees_the_tags_of_its_role()
    {
        await using var house = await TestHouse.OpenAsync();
        var (role, provider) = await WorldAsync(house);
        await house.DoAsync<Nothing>("iam", "UpdateAssumeRolePolicy", new UpdateAssumeRolePolicyRequest { RoleName = "developer", PolicyDocument = UnlessFrozen(Trusts(provider)) });
        await house.DoAsync<AssumeRoleWithSAMLResponse>("sts", "AssumeRoleWithSAML", Assume(role, provider, Response(role, provider)), Caller.Anonymous);
        await house.DoAsync<Nothing>("iam", "TagRole", Frozen("developer"));
        (await RefusalAsync(house, Assume(role, provider, Response(role, provider)))).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_role_whose_trust_policy_names_another_provider_is_refused()
    {
        await using var house = await TestHouse.OpenAsync();
        var (_, provider) = await WorldAsync(house);
        var other = await house.RoleAsync(house.Root, "other", Trusts($"arn:aws:iam::{house.Management}:saml-provider/elsewhere"));
        (await RefusalAsync(house, Assume(other.Arn!, provider, Response(other.Arn!, provider)))).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_condition_on_the_audience_is_evaluated()
    {
        await using var house = await TestHouse.OpenAsync();
        var (_, provider) = await WorldAsync(house);
        var role = await house.RoleAsync(house.Root, "aud", Trusts(provider, condition: ""","Condition":{"StringEquals":{"SAML:aud":"https://elsewhere.example/acs"}}"""));
        (await RefusalAsync(house, Assume(role.Arn!, provider, Response(role.Arn!, provider)))).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task The_session_lasts_the_least_of_all_four_limits()
    {
        await using var house = await TestHouse.OpenAsync();
        var (_, provider) = await WorldAsync(house);
        var role = await house.RoleAsync(house.Root, "long", Trusts(provider), maxSession: 7200);
        var attributes = new[] { Role(role.Arn!, provider), SessionName("alice"), Attribute("SessionDuration", "5400") };
        var response = Assertion(attributes) with { AuthnStatement = Statement(end: 1800) };
        var short1 = await house.DoAsync<AssumeRoleWithSAMLResponse>("sts", "AssumeRoleWithSAML", Assume(role.Arn!, provider, response, 7200), Caller.Anonymous);
        short1.Credentials!.Expiration.ShouldBe(ResponseBuilder.Now.AddSeconds(1800));

        var longer = Assertion(attributes) with { AuthnStatement = Statement(end: 36_000) };
        var capped = await house.DoAsync<AssumeRoleWithSAMLResponse>("sts", "AssumeRoleWithSAML", Assume(role.Arn!, provider, longer, 7200), Caller.Anonymous);
        capped.Credentials!.Expiration.ShouldBe(ResponseBuilder.Now.AddSeconds(5400));
    }

    [Fact]
    public async Task A_duration_above_the_roles_maximum_is_refused_in_awss_words()
    {
        await using var house = await TestHouse.OpenAsync();
        var (role, provider) = await WorldAsync(house);
        var error = await RefusalAsync(house, Assume(role, provider, Response(role, provider), 7200));
        error.Code.ShouldBe("ValidationError");
        error.Message.ShouldBe("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    [Fact]
    public async Task An_assertion_older_than_five_minutes_is_refused_as_expired()
    {
        await using var house = await TestHouse.OpenAsync();
        var (role, provider) = await WorldAsync(house);
        var response = Response(role, provider) with { Conditions = new ResponseBuilder().Conditions.Replace(ResponseBuilder.At(300), ResponseBuilder.At(3600), StringComparison.Ordinal), Confirmation = ResponseBuilder.Bearer(end: 3600, inResponseTo: null) };
        house.Time.Advance(TimeSpan.FromMinutes(9));
        (await RefusalAsync(house, Assume(role, provider, response))).Code.ShouldBe("ExpiredTokenException");
    }

    [Fact]
    public async Task An_answer_to_a_request_of_ours_is_refused_at_sts()
    {
        await using var house = await TestHouse.OpenAsync();
        var (role, provider) = await WorldAsync(house);
        var ours = house.Get<Federation.Services.SignIn.RequestIds>().Create();
        var response = Response(role, provider) with
        {
            ResponseAttributes = new ResponseBuilder().ResponseAttributes.Replace(ResponseBuilder.RequestId, ours, StringComparison.Ordinal),
            Confirmation = ResponseBuilder.Bearer(inResponseTo: ours),
        };
        (await RefusalAsync(house, Assume(role, provider, response))).Code.ShouldBe("InvalidIdentityToken");
    }

    [Fact]
    public async Task An_assertion_may_be_used_again_at_sts_but_not_after_the_browsers_door()
    {
        await using var house = await TestHouse.OpenAsync();
        var (role, provider) = await WorldAsync(house);
        var response = Response(role, provider);
        await house.DoAsync<AssumeRoleWithSAMLResponse>("sts", "AssumeRoleWithSAML", Assume(role, provider, response), Caller.Anonymous);
        await house.DoAsync<AssumeRoleWithSAMLResponse>("sts", "AssumeRoleWithSAML", Assume(role, provider, response), Caller.Anonymous);

        var second = response with { AssertionAttributes = response.AssertionAttributes.Replace("_assertion1", "_assertion2", StringComparison.Ordinal) };
        await using (var store = await house.Database.BeginWriteAsync(default))
        {
            var validated = Federation.Saml.Validation.SamlResponseValidator.Validate(second.Build(), ResponseBuilder.Context with { ExpectedRequest = Federation.Saml.Validation.SamlExpectedRequest.Unsolicited });
            (await store.OneTimeUses.TryUseAsync(Federation.Services.Federated.AssertionUse.AtBrowser(validated.Assertion!), default)).ShouldBeTrue();
            await store.CommitAsync(default);
        }

        (await RefusalAsync(house, Assume(role, provider, second))).Code.ShouldBe("InvalidIdentityToken");
    }

    [Fact]
    public async Task Tags_need_TagSession_in_the_trust_policy_and_reach_the_session()
    {
        await using var house = await TestHouse.OpenAsync();
        var (role, provider) = await WorldAsync(house);
        var answer = await house.DoAsync<AssumeRoleWithSAMLResponse>(
            "sts", "AssumeRoleWithSAML", Assume(role, provider, Assertion(Role(role, provider), SessionName("alice"), Attribute("PrincipalTag:dept", "finance"))), Caller.Anonymous);
        (await house.CallerAsync(answer.Credentials!)).Session!.Tags.Select(tag => (tag.Key, tag.Value)).ShouldBe([("dept", "finance")]);

        var without = await house.RoleAsync(house.Root, "plain", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{{provider}}"},"Action":"sts:AssumeRoleWithSAML"}]}""");
        var tagged = Assertion(Role(without.Arn!, provider), SessionName("alice"), Attribute("PrincipalTag:dept", "finance"));
        (await RefusalAsync(house, Assume(without.Arn!, provider, tagged))).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_source_identity_needs_SetSourceIdentity_in_the_trust_policy_and_is_answered()
    {
        await using var house = await TestHouse.OpenAsync();
        var (role, provider) = await WorldAsync(house);
        var answer = await house.DoAsync<AssumeRoleWithSAMLResponse>(
            "sts", "AssumeRoleWithSAML", Assume(role, provider, Assertion(Role(role, provider), SessionName("alice"), Attribute("SourceIdentity", "alice.smith"))), Caller.Anonymous);
        answer.SourceIdentity.ShouldBe("alice.smith");

        var without = await house.RoleAsync(house.Root, "plain", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{{provider}}"},"Action":"sts:AssumeRoleWithSAML"}]}""");
        var refused = Assertion(Role(without.Arn!, provider), SessionName("alice"), Attribute("SourceIdentity", "alice.smith"));
        (await RefusalAsync(house, Assume(without.Arn!, provider, refused))).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_pair_without_a_session_name_is_refused_in_awss_words()
    {
        await using var house = await TestHouse.OpenAsync();
        var (role, provider) = await WorldAsync(house);
        (await RefusalAsync(house, Assume(role, provider, Assertion(Role(role, provider))))).Message.ShouldBe("RoleSessionName is required in AuthnResponse");
        (await RefusalAsync(house, Assume(role, provider, Assertion(Role(role, provider), SessionName("no blanks")))))
            .Message.ShouldBe("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}");
    }

    [Fact]
    public async Task The_configured_recipient_of_aws_is_taken_at_sts()
    {
        await using var house = await TestHouse.OpenAsync();
        var (role, provider) = await WorldAsync(house);
        const string Aws = "https://signin.aws.amazon.com/saml";
        var response = Response(role, provider);
        response = response with
        {
            ResponseAttributes = response.ResponseAttributes.Replace(ResponseBuilder.Acs, Aws, StringComparison.Ordinal),
            Confirmation = ResponseBuilder.Bearer(recipient: Aws, inResponseTo: null),
            Conditions = response.Conditions.Replace(ResponseBuilder.SpEntityId, "urn:amazon:webservices", StringComparison.Ordinal),
        };
        (await house.DoAsync<AssumeRoleWithSAMLResponse>("sts", "AssumeRoleWithSAML", Assume(role, provider, response), Caller.Anonymous)).Audience.ShouldBe(Aws);
    }

    [Fact]
    public async Task The_audit_record_names_the_person_and_holds_neither_assertion_nor_secret()
    {
        await using var house = await TestHouse.OpenAsync();
        var (role, provider) = await WorldAsync(house);
        var request = Assume(role, provider, Response(role, provider));
        var answer = await house.DoAsync<AssumeRoleWithSAMLResponse>("sts", "AssumeRoleWithSAML", request, Caller.Anonymous);
        var record = (await house.TrailAsync(house.Management)).Single(entry => entry.EventName == "AssumeRoleWithSAML");
        record.EventJson.ShouldContain("\"type\":\"SAMLUser\"");
        record.EventJson.ShouldContain($"\"principalId\":\"{answer.NameQualifier}:alice\"");
        record.EventJson.ShouldContain(answer.Credentials!.AccessKeyId!);
        record.EventJson.ShouldNotContain(answer.Credentials.SecretAccessKey!);
        record.EventJson.ShouldNotContain(answer.Credentials.SessionToken![..40]);
        record.EventJson.ShouldNotContain(request.SAMLAssertion![..40]);
    }

    private static async Task<(string Role, string Provider)> WorldAsync(TestHouse house)
    {
        var provider = await house.ProviderAsync(house.Root, "corp");
        var role = await house.RoleAsync(house.Root, "developer", Trusts(provider));
        return (role.Arn!, provider);
    }

    private static ResponseBuilder Response(string role, string provider) => Assertion(Role(role, provider), SessionName("alice@example.org"));

    private static string Statement(int end) =>
        new ResponseBuilder().AuthnStatement.Replace(ResponseBuilder.At(3600), ResponseBuilder.At(end), StringComparison.Ordinal);

    private static async Task<AwsError> RefusalAsync(TestHouse house, AssumeRoleWithSAMLRequest request)
    {
        var result = await house.CallAsync("sts", "AssumeRoleWithSAML", request, Caller.Anonymous);
        result.Succeeded.ShouldBeFalse();
        return result.Error!;
    }
}
