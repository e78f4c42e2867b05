using Federation.Services.Iam.AuthorizationDetails;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Iam.AuthorizationDetails;

public sealed class GetAccountAuthorizationDetailsTests : IAsyncLifetime
{
    private TestHouse _house = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await TestHouse.OpenAsync();
        var queues = await PrincipalWorld.PolicyAsync(_house, "queues", PrincipalWorld.Allow("sqs:*"));
        var ann = await PrincipalWorld.StoredUserAsync(_house, "ann", "/team/", queues.Arn);
        await PrincipalWorld.StoredUserAsync(_house, "bob");
        var group = await PrincipalWorld.GroupAsync(_house, "readers", ann);
        await _house.InlineAsync(ann.UserId, "own", PrincipalWorld.Allow("s3:*"));
        await _house.AttachAsync(group.GroupId, queues);
        await _house.DoAsync<Federation.Services.Pipeline.Nothing>(
            "iam", "AttachRolePolicy", new Federation.Services.Iam.Attachments.AttachRolePolicyRequest { RoleName = "FederationAdministrator", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" });
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Everything_of_the_account_stands_in_it_with_what_hangs_on_what()
    {
        var details = await AskAsync(new());

        var ann = details.UserDetailList.Single(user => user.UserName == "ann");
        ann.GroupList.ShouldBe(["readers"]);
        ann.UserPolicyList!.ShouldHaveSingleItem().PolicyDocument.ShouldBe(PrincipalWorld.Allow("s3:*"));
        ann.PermissionsBoundary!.PermissionsBoundaryArn.ShouldBe($"arn:aws:iam::{_house.Management}:policy/queues");
        details.GroupDetailList.ShouldHaveSingleItem().AttachedManagedPolicies!.ShouldHaveSingleItem().PolicyName.ShouldBe("queues");
        var role = details.RoleDetailList.Single(role => role.RoleName == "FederationAdministrator");
        role.AttachedManagedPolicies!.ShouldHaveSingleItem().PolicyArn.ShouldBe("arn:aws:iam::aws:policy/AdministratorAccess");
        role.AssumeRolePolicyDocument!.ShouldContain(":root");
        details.Policies.Select(policy => policy.PolicyName).ShouldBe(["queues", "AdministratorAccess"]);
        details.Policies[0].PolicyVersionList!.ShouldHaveSingleItem().Document.ShouldBe(PrincipalWorld.Allow("sqs:*"));
        details.IsTruncated.ShouldBe(false);
    }

    [Fact]
    public async Task A_filter_leaves_the_other_kinds_out()
    {
        var details = await AskAsync(new() { Filter = ["AWSManagedPolicy"] });
        details.Policies.ShouldHaveSingleItem().PolicyName.ShouldBe("AdministratorAccess");
        (details.UserDetailList.Count + details.GroupDetailList.Count + details.RoleDetailList.Count).ShouldBe(0);
        (await _house.CallAsync("iam", "GetAccountAuthorizationDetails", new GetAccountAuthorizationDetailsRequest { Filter = ["Everything"] })).Error!.Code.ShouldBe("ValidationError");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Pages_go_over_all_kinds_without_gap_or_repetition(int size)
    {
        var whole = Names(await AskAsync(new()));
        var found = new List<string>();
        string? marker = null;
        do
        {
            var page = await AskAsync(new() { MaxItems = size, Marker = marker });
            Names(page).Count.ShouldBeInRange(1, size);
            found.AddRange(Names(page));
            page.IsTruncated.ShouldBe(page.Marker is not null);
            marker = page.Marker;
        }
        while (marker is not null);

        found.ShouldBe(whole);
    }

    [Fact]
    public async Task A_marker_of_no_kind_is_refused()
    {
        var marker = System.Buffers.Text.Base64Url.EncodeToString("Nothing:x"u8);
        (await _house.CallAsync("iam", "GetAccountAuthorizationDetails", new GetAccountAuthorizationDetailsRequest { Marker = marker })).Error!.Code.ShouldBe("ValidationError");
    }

    private static List<string> Names(GetAccountAuthorizationDetailsResponse page) =>
    [
        .. page.UserDetailList.Select(user => user.Arn!), .. page.GroupDetailList.Select(group => group.Arn!), .. page.RoleDetailList.Select(role => role.Arn!), .. page.Policies.Select(policy => policy.Arn!),
    ];

    private Task<GetAccountAuthorizationDetailsResponse> AskAsync(GetAccountAuthorizationDetailsRequest request) =>
        _house.DoAsync<GetAccountAuthorizationDetailsResponse>("iam", "GetAccountAuthorizationDetails", request);
}
