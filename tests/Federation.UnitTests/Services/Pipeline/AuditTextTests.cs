using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Services.CloudTrail;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Pipeline;

/// <summary>No change hides from the trail by its length or by blanks.</summary>
public sealed class AuditTextTests
{
    private const string Grant = """{"Effect":"Allow","Action":"*","Resource":"*"}""";

    [Fact]
    public async Task Blanks_before_a_statement_do_not_hide_it()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var document = new string(' ', 5000) + "{ \"Version\" :\t\"2012-10-17\"," + new string('\n', 5000) + $"\"Statement\" : [ {Grant} ] }}";
        await house.DoAsync<Nothing>("iam", "PutUserPolicy", new PutUserPolicyRequest { UserName = "ann", PolicyName = "p", PolicyDocument = document });
        var parameters = await ParametersAsync(house, "PutUserPolicy");
        ((string?)parameters["policyDocument"]).ShouldBe($$"""{"Version":"2012-10-17","Statement":[{{Grant}}]}""");
        ((string?)parameters["policyDocumentSha256"]).ShouldBe(Sha256(document));
    }

    [Fact]
    public async Task What_is_within_quotation_marks_stays_as_it_was_written()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.RoleAsync(house.Root, "r", StsWorld.TrustsAws(house.Management.Value));
        // Blanks count for no quota, neither between the parts nor within a text.
        var value = "a \\\" b \\\\" + new string(' ', 20_000);
        var statement = $$$$"""{"Effect":"Allow","Action":"iam:GetRole","Resource":"*","Condition":{"StringEquals":{"aws:UserAgent":"{{{{value}}}}"}}}""";
        var document = new string(' ', 5000) + $$"""{"Version":"2012-10-17","Statement":[{{statement}}, {{Grant}}]}""";
        await house.DoAsync<Nothing>("iam", "PutRolePolicy", new PutRolePolicyRequest { RoleName = "r", PolicyName = "p", PolicyDocument = document });
        ((string?)(await ParametersAsync(house, "PutRolePolicy"))["policyDocument"]).ShouldBe($$"""{"Version":"2012-10-17","Statement":[{{statement}},{{Grant}}]}""");
    }

    [Fact]
    public async Task A_document_of_any_length_that_came_into_force_is_whole_and_stands_once()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var rules = Enumerable.Range(0, 150).Select(i => $$"""{"Sid":"R{{i}}","Roles":[{{string.Join(',', Enumerable.Range(0, 8).Select(j => $"\"arn:aws:iam::{house.Management}:role/team-{i}-role-{j}-of-the-department\""))}}]}""");
        var document = $$"""{"Version":"2026-11-23","Provider":"{{provider}}","Rules":[{{string.Join(',', rules)}}]}""";
        document.Length.ShouldBeInRange(80_000, 131_072);
        await house.MapAsync(house.Root, "m", document);
        var record = await RecordAsync(house, "PutRoleMapping");
        ((string?)record["requestParameters"]!["document"]).ShouldBe(document);
        record["requestParameters"]!["documentSha256"].ShouldBeNull();
        record["responseElements"]!["roleMapping"]!["document"].ShouldBeNull();
        ((int?)record["responseElements"]!["roleMapping"]!["documentVersion"]).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_refused_is_cut_and_says_so()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var document = new string(' ', 5000) + $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', Enumerable.Repeat(Grant, 1000))}}]}""";
        await house.RefusedAsync("PutUserPolicy", new PutUserPolicyRequest { UserName = "ann", PolicyName = "p", PolicyDocument = document });
        var parameters = await ParametersAsync(house, "PutUserPolicy");
        var text = (string?)parameters["policyDocument"];
        text.ShouldNotBeNull().ShouldStartWith($$"""{"Version":"2012-10-17","Statement":[{{Grant}}""");
        text.ShouldEndWith($"… (cut: {document.Length} characters, SHA-256 {Sha256(document)})");
        text.Length.ShouldBeLessThan(4300);
        ((string?)parameters["policyDocumentSha256"]).ShouldBe(Sha256(document));
    }

    [Fact]
    public async Task Metadata_is_cut_and_says_so()
    {
        await using var house = await TestHouse.OpenAsync();
        var metadata = new MetadataBuilder().Xml() + new string('\n', 5000);
        await house.DoAsync<CreateSAMLProviderResponse>("iam", "CreateSAMLProvider", new CreateSAMLProviderRequest { Name = "corp", SAMLMetadataDocument = metadata });
        var parameters = await ParametersAsync(house, "CreateSAMLProvider");
        ((string?)parameters["sAMLMetadataDocument"]).ShouldNotBeNull().ShouldEndWith($"… (cut: {metadata.Length} characters, SHA-256 {Sha256(metadata)})");
        ((string?)parameters["sAMLMetadataDocumentSha256"]).ShouldBe(Sha256(metadata));
    }

    [Fact]
    public async Task Secrets_stay_out_and_short_texts_have_nothing_beside_them()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        await house.KeyAsync("ann");
        var record = await RecordAsync(house, "CreateAccessKey");
        record.ToJsonString().ShouldNotContain("secretAccessKey", Case.Insensitive);
        record.ToJsonString().ShouldNotContain("Sha256");
    }

    [Fact]
    public async Task An_answer_with_long_events_is_shorter_and_goes_on()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var document = $$$$"""{"Version":"2026-11-23","Provider":"{{{{provider}}}}","Rules":[{"Sid":"R","Roles":["arn:aws:iam::{{{{house.Management}}}}:role/r"],"Condition":{"StringEquals":{"saml:sub":"{{{{new string('x', 100_000)}}}}"}}}]}""";
        for (var i = 0; i < 12; i++)
        {
            await house.MapAsync(house.Root, "m", document);
        }

        await house.TrailAsync(house.Management);
        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await house.DoAsync<LookupEventsResponse>("cloudtrail", "LookupEvents", new LookupEventsRequest
            {
                LookupAttributes = [new() { AttributeKey = "EventName", AttributeValue = "PutRoleMapping" }],
                NextToken = next,
            });
            page.Events.Sum(entry => entry.CloudTrailEvent!.Length).ShouldBeLessThanOrEqualTo(1_048_576);
            page.Events.Count.ShouldBeInRange(1, 10);
            seen.AddRange(page.Events.Select(entry => entry.EventId!));
            next = page.NextToken;
        }
        while (next is not null);

        seen.Distinct().Count().ShouldBe(12);
        seen.Count.ShouldBe(12);
    }

    private static async Task<JsonNode> RecordAsync(TestHouse house, string name) =>
        JsonNode.Parse((await house.TrailAsync(house.Management)).Last(entry => entry.EventName == name).EventJson)!;

    private static async Task<JsonNode> ParametersAsync(TestHouse house, string name) => (await RecordAsync(house, name))["requestParameters"]!;

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
