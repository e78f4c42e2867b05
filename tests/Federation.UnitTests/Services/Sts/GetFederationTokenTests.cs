using System.Text.Json;
using Federation.Model.Identifiers;
using Federation.Model.Roles;
using Federation.Model.Users;
using Federation.Services.CloudTrail;
using Federation.Services.Credentials;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;
using Federation.Services.Revocations;
using Federation.Services.Sts;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Sts;

/// <summary>Federated users: at most what their maker may do, and of that what the session policies leave.</summary>
public sealed class GetFederationTokenTests : IAsyncLifetime
{
    private const string Trails = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["cloudtrail:DescribeTrails","iam:*","sts:*"],"Resource":"*"}}""";
    private TestHouse _house = null!;
    private User _user = null!;

    private Caller User => Callers.User(_user, null, "AKIAANN");

    public async ValueTask InitializeAsync()
    {
        _house = await TestHouse.OpenAsync();
        _user = new User
        {
            AccountId = _house.Management,
            UserId = UniqueIds.Create(UniqueIdPrefix.User, _house.Management),
            UserName = "broker",
            Path = "/team/",
            Tags = [new("Department", "it"), new("Site", "north")],
            CreatedAt = _house.Time.GetUtcNow(),
        };
        await using (var store = await _house.Database.BeginWriteAsync(default))
        {
            await store.Users.AddAsync(_user, default);
            await store.CommitAsync(default);
        }

        await AllowAsync("sts:*");
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task The_answer_names_the_federated_user()
    {
        var answer = await GetAsync(User, Trails);
        (answer.FederatedUser!.Arn, answer.FederatedUser.FederatedUserId).ShouldBe(($"arn:aws:sts::{_house.Management}:federated-user/bob", $"{_house.Management}:bob"));
        answer.Credentials!.Expiration.ShouldBe(_house.Time.GetUtcNow().AddHours(12));
        answer.PackedPolicySize.ShouldNotBeNull();
        var identity = await _house.DoAsync<GetCallerIdentityResponse>("sts", "GetCallerIdentity", Nothing.Value, await _house.CallerAsync(answer.Credentials));
        (identity.Arn, identity.UserId, identity.Account).ShouldBe((answer.FederatedUser.Arn, answer.FederatedUser.FederatedUserId, _house.Management.Value));
    }

    [Fact]
    public async Task Rights_are_those_that_user_and_session_policy_both_give_now()
    {
        var caller = await _house.CallerAsync((await GetAsync(User, Trails)).Credentials!);
        (await DescribeAsync(caller)).ShouldBe("AccessDenied");
        await AllowAsync("cloudtrail:*");
        (await DescribeAsync(caller)).ShouldBeNull();
        var narrow = await _house.CallerAsync((await GetAsync(User, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"cloudtrail:LookupEvents","Resource":"*"}}""")).Credentials!);
        (await DescribeAsync(narrow)).ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Without_a_session_policy_nothing_is_allowed_whoever_made_it()
    {
        await AllowAsync("*");
        (await DescribeAsync(await _house.CallerAsync((await GetAsync(User, null)).Credentials!))).ShouldBe("AccessDenied");
        (await DescribeAsync(await _house.CallerAsync((await GetAsync(_house.Root, null)).Credentials!))).ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Roots_federated_user_lives_an_hour_and_has_what_the_session_policy_says()
    {
        var answer = await GetAsync(_house.Root, Trails);
        answer.Credentials!.Expiration.ShouldBe(_house.Time.GetUtcNow().AddHours(1));
        var caller = await _house.CallerAsync(answer.Credentials);
        (await DescribeAsync(caller)).ShouldBeNull();
        (await _house.CallAsync("cloudtrail", "ListTrails", new ListTrailsRequest(), caller)).Error!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_federated_user_calls_neither_iam_nor_sts()
    {
        await AllowAsync("*");
        var caller = await _house.CallerAsync((await GetAsync(User, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")).Credentials!);
        (await DescribeAsync(caller)).ShouldBeNull();
        foreach (var (service, operation, request) in new (string, string, object)[]
        {
            ("iam", "ListRoles", new Federation.Services.Iam.Roles.ListRolesRequest()),
            ("sts", "AssumeRole", StsWorld.Assume($"arn:aws:iam::{_house.Management}:role/FederationAdministrator")),
            ("sts", "GetAccessKeyInfo", new GetAccessKeyInfoRequest { AccessKeyId = "ASIAQNZGKIQY56JQ7WML" }),
            ("sts", "GetFederationToken", new GetFederationTokenRequest { Name = "again" }),
        })
        {
            (await _house.CallAsync(service, operation, request, caller)).Error!.Message.ShouldBe($"Cannot call {operation} with session credentials");
        }
    }

    [Fact]
    public async Task Sessions_get_no_federation_token()
    {
        var role = await _house.RoleAsync(_house.Root, "plain", StsWorld.TrustsAws(_house.Management.Value));
        await _house.AllowAsync(_house.Root, "plain", "sts:*");
        var error = (await _house.CallAsync("sts", "GetFederationToken", new GetFederationTokenRequest { Name = "bob" }, await _house.SessionAsync(role.Arn!))).Error!;
        (error.Code, error.Message).ShouldBe(("AccessDenied", "Cannot call GetFederationToken with session credentials"));
    }

    [Fact]
    public async Task The_permission_is_on_the_federated_users_name_and_tags_need_one_of_their_own()
    {
        await PutAsync("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:GetFederationToken","Resource":"arn:aws:sts::*:federated-user/b*"}}""");
        await GetAsync(User, null);
        (await _house.CallAsync("sts", "GetFederationToken", new GetFederationTokenRequest { Name = "carol" }, User)).Error!.Code.ShouldBe("AccessDenied");
        var tagged = new GetFederationTokenRequest { Name = "bob", Tags = [new TagShape { Key = "department", Value = "sales" }] };
        (await _house.CallAsync("sts", "GetFederationToken", tagged, User)).Error!.Message.ShouldContain("sts:TagSession");
        await AllowAsync("sts:*");
        (await _house.CallAsync("sts", "GetFederationToken", tagged with { Tags = [.. tagged.Tags!, new TagShape { Key = "DEPARTMENT", Value = "x" }] }, User)).Error!.Message
            .ShouldBe("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        var answer = await _house.DoAsync<GetFederationTokenResponse>("sts", "GetFederationToken", tagged, User);
        (await _house.CallerAsync(answer.Credentials!)).PrincipalTags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal).ShouldBe(["Site=north", "department=sales"]);
    }

    [Fact]
    public async Task Conditions_see_the_federated_user_itself()
    {
        await AllowAsync("*");
        var conditioned = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"cloudtrail:*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:sts::*:federated-user/bob"},"StringEquals":{"aws:PrincipalType":"FederatedUser"}}}}""";
        (await DescribeAsync(await _house.CallerAsync((await GetAsync(User, conditioned)).Credentials!))).ShouldBeNull();
    }

    [Fact]
    public async Task A_federated_user_goes_with_its_user()
    {
        await AllowAsync("*");
        var credentials = (await GetAsync(User, Trails)).Credentials!;
        await using (var store = await _house.Database.BeginWriteAsync(default))
        {
            await store.Users.RemoveAsync(_house.Management, _user.UserId, 1, default);
            await store.MarkChangedAsync(_house.Management, default);
            await store.CommitAsync(default);
        }

        (await _house.AuthenticateAsync(credentials)).Error!.Code.ShouldBe("InvalidClientTokenId");
    }

    [Fact]
    public async Task Roots_federated_users_are_revoked_with_roots_sessions()
    {
        var credentials = (await GetAsync(_house.Root, Trails)).Credentials!;
        await _house.DoAsync<RevokeSessionsResponse>("federation", "RevokeSessions", new RevokeSessionsRequest { PrincipalArn = Arns.Root(_house.Management) });
        (await _house.AuthenticateAsync(credentials)).Error!.Code.ShouldBe("ExpiredToken");
    }

    [Theory]
    [InlineData(true, "Root")]
    [InlineData(false, "IAMUser")]
    public async Task The_trail_names_federated_user_and_issuer(bool isRoot, string type)
    {
        await AllowAsync("*");
        var caller = await _house.CallerAsync((await GetAsync(isRoot ? _house.Root : User, Trails)).Credentials!);
        await DescribeAsync(caller);
        var record = (await _house.TrailAsync(_house.Management)).Last(record => record.EventName == "DescribeTrails");
        var identity = JsonSerializer.Deserialize<JsonElement>(record.EventJson).GetProperty("userIdentity");
        identity.GetProperty("type").GetString().ShouldBe("FederatedUser");
        identity.GetProperty("arn").GetString().ShouldBe($"arn:aws:sts::{_house.Management}:federated-user/bob");
        var issuer = identity.GetProperty("sessionContext").GetProperty("sessionIssuer");
        issuer.GetProperty("type").GetString().ShouldBe(type);
        issuer.GetProperty("arn").GetString().ShouldBe(isRoot ? Arns.Root(_house.Management) : _user.Arn);
        issuer.GetProperty("principalId").GetString().ShouldBe(isRoot ? _house.Management.Value : _user.UserId);
        issuer.TryGetProperty("userName", out var name).ShouldBe(!isRoot);
        (isRoot ? null : name.GetString()).ShouldBe(isRoot ? null : "broker");
        record.Username.ShouldBe("bob");
    }

    private Task<GetFederationTokenResponse> GetAsync(Caller caller, string? policy) =>
        _house.DoAsync<GetFederationTokenResponse>("sts", "GetFederationToken", new GetFederationTokenRequest { Name = "bob", Policy = policy }, caller);

    private async Task<string?> DescribeAsync(Caller caller) => (await _house.CallAsync("cloudtrail", "DescribeTrails", new DescribeTrailsRequest(), caller)).Error?.Code.Replace("Exception", "", StringComparison.Ordinal);

    private Task AllowAsync(string action) => PutAsync($$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["sts:GetFederationToken","sts:TagSession","{{action}}"],"Resource":"*"} }""");

    private async Task PutAsync(string document)
    {
        await using var store = await _house.Database.BeginWriteAsync(default);
        await store.InlinePolicies.PutAsync(new InlinePolicy { AccountId = _house.Management, OwnerId = _user.UserId, PolicyName = "own", Document = document }, default);
        await store.MarkChangedAsync(_house.Management, default);
        await store.CommitAsync(default);
    }
}
