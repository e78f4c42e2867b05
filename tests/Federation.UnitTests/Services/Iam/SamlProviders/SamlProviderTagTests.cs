using Federation.Services.Iam.SamlProviders;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.StsWorld;

namespace Federation.UnitTests.Services.Iam.SamlProviders;

public sealed class SamlProviderTagTests
{
    [Fact]
    public async Task Tags_are_added_overwritten_listed_and_removed()
    {
        await using var house = await TestHouse.OpenAsync();
        var arn = await house.ProviderAsync(house.Root, "corp");
        await TagAsync(house, arn, house.Root, ("Team", "one"), ("Cost", "1"));
        await TagAsync(house, arn, house.Root, ("team", "two"));
        var listed = await house.DoAsync<ListSAMLProviderTagsResponse>("iam", "ListSAMLProviderTags", new ListSAMLProviderTagsRequest { SAMLProviderArn = arn });
        listed.Tags.Select(tag => $"{tag.Key}={tag.Value}").ShouldBe(["Cost=1", "team=two"]);
        listed.IsTruncated.ShouldBe(false);
        await house.DoAsync<Nothing>("iam", "UntagSAMLProvider", new UntagSAMLProviderRequest { SAMLProviderArn = arn, TagKeys = ["TEAM"] });
        (await house.DoAsync<ListSAMLProviderTagsResponse>("iam", "ListSAMLProviderTags", new ListSAMLProviderTagsRequest { SAMLProviderArn = arn })).Tags.Single().Key.ShouldBe("Cost");
        (await house.DoAsync<GetSAMLProviderResponse>("iam", "GetSAMLProvider", new GetSAMLProviderRequest { SAMLProviderArn = arn })).SAMLMetadataDocument.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task What_may_be_tagged_is_decided_by_the_tags_of_the_request()
    {
        await using var house = await TestHouse.OpenAsync();
        var arn = await house.ProviderAsync(house.Root, "corp");
        await house.RoleAsync(house.Root, "tagger", TrustsAws(house.Management.Value));
        await house.DoAsync<Nothing>("iam", "PutRolePolicy", new Federation.Services.Iam.Roles.PutRolePolicyRequest
        {
            RoleName = "tagger",
            PolicyName = "some",
            PolicyDocument = """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["iam:TagSAMLProvider","iam:UntagSAMLProvider"],"Resource":"*",
                 "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["free"]},"StringEqualsIfExists":{"aws:RequestTag/free":"yes"}}}}
                """,
        });
        var caller = await house.SessionAsync($"arn:aws:iam::{house.Management}:role/tagger");
        await TagAsync(house, arn, caller, ("free", "yes"));
        (await CallAsync(house, arn, caller, ("free", "no"))).ShouldBe("AccessDenied");
        (await CallAsync(house, arn, caller, ("bound", "yes"))).ShouldBe("AccessDenied");
        (await house.CallAsync("iam", "UntagSAMLProvider", new UntagSAMLProviderRequest { SAMLProviderArn = arn, TagKeys = ["bound"] }, caller)).Error!.Code.ShouldBe("AccessDenied");
    }

    private static async Task TagAsync(TestHouse house, string arn, Caller caller, params (string Key, string Value)[] tags) =>
        (await CallAsync(house, arn, caller, tags)).ShouldBeNull();

    private static async Task<string?> CallAsync(TestHouse house, string arn, Caller caller, params (string Key, string Value)[] tags) =>
        (await house.CallAsync("iam", "TagSAMLProvider", new TagSAMLProviderRequest { SAMLProviderArn = arn, Tags = [.. tags.Select(tag => new TagShape { Key = tag.Key, Value = tag.Value })] }, caller)).Error?.Code;
}
