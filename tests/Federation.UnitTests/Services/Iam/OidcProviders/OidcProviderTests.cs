using Federation.Services.Iam.OidcProviders;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.StsWorld;

namespace Federation.UnitTests.Services.Iam.OidcProviders;

/// <summary>IAM's OpenID Connect providers: made, read, changed, tagged, removed, and the rules that each keeps.</summary>
public sealed class OidcProviderTests
{
    private const string Thumbprint = "0123456789ABCDEF0123456789abcdef01234567";

    [Fact]
    public async Task A_provider_is_shown_as_it_was_made()
    {
        await using var house = await TestHouse.OpenAsync();
        var made = await house.DoAsync<CreateOpenIDConnectProviderResponse>("iam", "CreateOpenIDConnectProvider", new CreateOpenIDConnectProviderRequest
        {
            Url = "https://IDP.example.net/Realm/",
            ClientIDList = ["app", "other", "app"],
            ThumbprintList = [Thumbprint],
            Tags = [new TagShape { Key = "Team", Value = "id" }],
        });
        made.OpenIDConnectProviderArn.ShouldBe($"arn:aws:iam::{house.Management}:oidc-provider/idp.example.net/Realm/");
        made.Tags!.Single().Value.ShouldBe("id");
        var shown = await GetAsync(house, made.OpenIDConnectProviderArn!);
        shown.Url.ShouldBe("idp.example.net/Realm/");
        shown.ClientIDList.ShouldBe(["app", "other"]);
        shown.ThumbprintList.ShouldBe([Thumbprint.ToLowerInvariant()]);
        shown.CreateDate.ShouldBe(house.Time.GetUtcNow());
        var list = await house.DoAsync<ListOpenIDConnectProvidersResponse>("iam", "ListOpenIDConnectProviders", Nothing.Value);
        list.OpenIDConnectProviderList.Select(entry => entry.Arn).ShouldBe([made.OpenIDConnectProviderArn]);
    }

    [Theory]
    [InlineData("http://idp.example.net")]
    [InlineData("idp.example.net")]
    [InlineData("https://")]
    [InlineData("https://user@idp.example.net")]
    [InlineData("https://idp.example.net/?x=1")]
    [InlineData("https://idp.example.net/#x")]
    [InlineData("https://idp.example.net/a/../b")]
    [InlineData("https://idp.example.net:443/")]
    [InlineData("https://idp.example.net/a b")]
    [InlineData("https://idp.example.net/*")]
    [InlineData("https://idp.example.net\\x")]
    public Task A_url_that_tokens_cannot_name_is_refused(string url) => UrlIsRefusedAsync(url);

    [Theory]
    [InlineData("https://aws")]
    [InlineData("https://AWS/")]
    [InlineData("https://aws:8443")]
    [InlineData("https://iam/x")]
    [InlineData("https://sts:8443/x")]
    [InlineData("https://saml")]
    [InlineData("https://federation:1")]
    [InlineData("https://organizations:8443")]
    [InlineData("https://localhost")]
    [InlineData("https://intranet/realm")]
    public Task A_provider_whose_condition_keys_could_be_a_services_is_refused(string url) => UrlIsRefusedAsync(url);

    private static async Task UrlIsRefusedAsync(string url)
    {
        await using var house = await TestHouse.OpenAsync();
        var error = (await house.CallAsync("iam", "CreateOpenIDConnectProvider", new CreateOpenIDConnectProviderRequest { Url = url })).Error!;
        (error.Code, error.Message).ShouldBe(("ValidationError", "Invalid Open ID Connect Provider URL"));
    }

    [Theory]
    [InlineData("https://idp.example.net", "idp.example.net")]
    [InlineData("https://idp.example.net/", "idp.example.net/")]
    [InlineData("https://127.0.0.1:8443/realms/corp", "127.0.0.1:8443/realms/corp")]
    [InlineData("https://localhost:8443/x", "localhost:8443/x")]
    [InlineData("https://[::1]:8443/x", "[::1]:8443/x")]
    public async Task Port_path_and_trailing_slash_stay(string url, string shown)
    {
        await using var house = await TestHouse.OpenAsync();
        (await GetAsync(house, await MakeAsync(house, url))).Url.ShouldBe(shown);
    }

    [Fact]
    public async Task A_url_is_taken_once_and_its_slash_tells_two_apart()
    {
        await using var house = await TestHouse.OpenAsync();
        await MakeAsync(house, "https://idp.example.net");
        await MakeAsync(house, "https://idp.example.net/");
        var error = (await house.CallAsync("iam", "CreateOpenIDConnectProvider", new CreateOpenIDConnectProviderRequest { Url = "https://Idp.example.net" })).Error!;
        (error.Code, error.Message).ShouldBe(("EntityAlreadyExists", "Provider with url https://idp.example.net already exists."));
    }

    [Fact]
    public async Task Quotas_are_awss()
    {
        await using var house = await TestHouse.OpenAsync();
        var arn = await MakeAsync(house, "https://idp.example.net", [.. Enumerable.Range(0, 100).Select(i => $"client-{i}")]);
        var add = new AddClientIDToOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn, ClientID = "one-more" };
        var full = (await house.CallAsync("iam", "AddClientIDToOpenIDConnectProvider", add)).Error!;
        (full.Code, full.Message).ShouldBe(("LimitExceeded", "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100"));
        await house.DoAsync<Nothing>("iam", "AddClientIDToOpenIDConnectProvider", add with { ClientID = "client-7" });

        var six = new UpdateOpenIDConnectProviderThumbprintRequest { OpenIDConnectProviderArn = arn, ThumbprintList = [.. Enumerable.Range(0, 6).Select(i => $"{Thumbprint[..^1]}{i}")] };
        (await house.CallAsync("iam", "UpdateOpenIDConnectProviderThumbprint", six)).Error!.Code.ShouldBe("InvalidInput");
        (await house.CallAsync("iam", "UpdateOpenIDConnectProviderThumbprint", six with { ThumbprintList = ["zz" + Thumbprint[2..]] })).Error!.Code.ShouldBe("InvalidInput");

        for (var i = 1; i < OidcProviderRules.MostPerAccount; i++)
        {
            await MakeAsync(house, $"https://idp{i}.example.net");
        }

        (await house.CallAsync("iam", "CreateOpenIDConnectProvider", new CreateOpenIDConnectProviderRequest { Url = "https://late.example.net" })).Error!.Code.ShouldBe("LimitExceeded");
    }

    [Fact]
    public async Task Audiences_thumbprints_and_tags_change()
    {
        await using var house = await TestHouse.OpenAsync();
        var arn = await MakeAsync(house, "https://idp.example.net/", ["first"]);
        await house.DoAsync<Nothing>("iam", "AddClientIDToOpenIDConnectProvider", new AddClientIDToOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn, ClientID = "second" });
        var remove = new RemoveClientIDFromOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn, ClientID = "first" };
        await house.DoAsync<Nothing>("iam", "RemoveClientIDFromOpenIDConnectProvider", remove);
        await house.DoAsync<Nothing>("iam", "RemoveClientIDFromOpenIDConnectProvider", remove);
        await house.DoAsync<Nothing>("iam", "UpdateOpenIDConnectProviderThumbprint", new UpdateOpenIDConnectProviderThumbprintRequest { OpenIDConnectProviderArn = arn, ThumbprintList = [Thumbprint] });
        await TagAsync(house, arn, ("b", "1"), ("A", "2"), ("c", "3"));
        await TagAsync(house, arn, ("B", "4"));
        await house.DoAsync<Nothing>("iam", "UntagOpenIDConnectProvider", new UntagOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn, TagKeys = ["C", "none"] });
        var shown = await GetAsync(house, arn);
        (shown.ClientIDList.Single(), shown.ThumbprintList.Single()).ShouldBe(("second", Thumbprint.ToLowerInvariant()));

        var request = new ListOpenIDConnectProviderTagsRequest { OpenIDConnectProviderArn = arn, MaxItems = 1 };
        var first = await house.DoAsync<ListOpenIDConnectProviderTagsResponse>("iam", "ListOpenIDConnectProviderTags", request);
        (first.Tags.Single().Key, first.IsTruncated).ShouldBe(("A", true));
        var second = await house.DoAsync<ListOpenIDConnectProviderTagsResponse>("iam", "ListOpenIDConnectProviderTags", request with { Marker = first.Marker });
        (second.Tags.Single().Key, second.Tags.Single().Value, second.IsTruncated, second.Marker).ShouldBe(("B", "4", false, null));
    }

    [Fact]
    public async Task A_provider_that_is_not_there_says_so_but_its_removal_succeeds()
    {
        await using var house = await TestHouse.OpenAsync();
        var arn = $"arn:aws:iam::{house.Management}:oidc-provider/none.example";
        var error = (await house.CallAsync("iam", "GetOpenIDConnectProvider", new GetOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn })).Error!;
        (error.Code, error.HttpStatus, error.Message).ShouldBe(("NoSuchEntity", 404, $"OpenIDConnect Provider not found for arn {arn}"));
        await house.DoAsync<Nothing>("iam", "DeleteOpenIDConnectProvider", new DeleteOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn });
        (await house.CallAsync("iam", "GetOpenIDConnectProvider", new GetOpenIDConnectProviderRequest { OpenIDConnectProviderArn = "arn:aws:iam::1:oidc-provider/x" })).Error!.Code.ShouldBe("ValidationError");
    }

    [Fact]
    public async Task Another_accounts_provider_is_neither_shown_nor_removed()
    {
        await using var house = await TestHouse.OpenAsync();
        var other = await house.AccountAsync("other");
        var arn = await MakeAsync(house, "https://idp.example.net");
        var caller = SamlWorld.RootOf(other);
        (await house.CallAsync("iam", "GetOpenIDConnectProvider", new GetOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn }, caller)).Error!.Code.ShouldBe("NoSuchEntity");
        await house.DoAsync<Nothing>("iam", "DeleteOpenIDConnectProvider", new DeleteOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn }, caller);
        (await GetAsync(house, arn)).Url.ShouldBe("idp.example.net");
    }

    [Fact]
    public async Task Tags_at_creation_need_the_permission_to_tag_and_a_resource_tag_decides()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.RoleAsync(house.Root, "maker", TrustsAws(house.Management.Value));
        await house.AllowAsync(house.Root, "maker", "iam:CreateOpenIDConnectProvider");
        var caller = await house.SessionAsync($"arn:aws:iam::{house.Management}:role/maker");
        var request = new CreateOpenIDConnectProviderRequest { Url = "https://idp.example.net", Tags = [new TagShape { Key = "team", Value = "id" }] };
        (await house.CallAsync("iam", "CreateOpenIDConnectProvider", request, caller)).Error!.Message.ShouldContain("iam:TagOpenIDConnectProvider");
        await house.DoAsync<CreateOpenIDConnectProviderResponse>("iam", "CreateOpenIDConnectProvider", request);

        await house.AllowAsync(house.Root, "maker", "iam:DeleteOpenIDConnectProvider");
        await house.DoAsync<Nothing>("iam", "PutRolePolicy", new Federation.Services.Iam.Roles.PutRolePolicyRequest
        {
            RoleName = "maker",
            PolicyName = "not-tagged",
            PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"id"}}}}""",
        });
        var delete = new DeleteOpenIDConnectProviderRequest { OpenIDConnectProviderArn = $"arn:aws:iam::{house.Management}:oidc-provider/idp.example.net" };
        (await house.CallAsync("iam", "DeleteOpenIDConnectProvider", delete, caller)).Error!.Code.ShouldBe("AccessDenied");
    }

    private static async Task<string> MakeAsync(TestHouse house, string url, IReadOnlyList<string>? clients = null) =>
        (await house.DoAsync<CreateOpenIDConnectProviderResponse>("iam", "CreateOpenIDConnectProvider", new CreateOpenIDConnectProviderRequest { Url = url, ClientIDList = clients })).OpenIDConnectProviderArn!;

    private static Task<GetOpenIDConnectProviderResponse> GetAsync(TestHouse house, string arn) =>
        house.DoAsync<GetOpenIDConnectProviderResponse>("iam", "GetOpenIDConnectProvider", new GetOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn });

    private static Task TagAsync(TestHouse house, string arn, params (string Key, string Value)[] tags) => house.DoAsync<Nothing>("iam", "TagOpenIDConnectProvider", new TagOpenIDConnectProviderRequest
    {
        OpenIDConnectProviderArn = arn,
        Tags = [.. tags.Select(tag => new TagShape { Key = tag.Key, Value = tag.Value })],
    });
}
