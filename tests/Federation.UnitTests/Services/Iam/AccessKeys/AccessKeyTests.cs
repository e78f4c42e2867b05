using Federation.Model.Storage;
using Federation.Services.Iam.AccessKeys;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.SamlWorld;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Iam.AccessKeys;

public sealed class AccessKeyTests
{
    [Fact]
    public async Task A_key_is_made_signs_is_switched_off_and_on_and_goes()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var made = (await house.DoAsync<CreateAccessKeyResponse>("iam", "CreateAccessKey", new CreateAccessKeyRequest { UserName = "ANN" })).AccessKey!;
        (made.UserName, made.Status, made.SecretAccessKey!.Length).ShouldBe(("ann", "Active", 40));
        made.AccessKeyId!.ShouldMatch("^AKIA[A-Z2-7]{16}$");
        made.ToString().ShouldNotContain(made.SecretAccessKey!);
        var key = new Federation.Services.Sts.CredentialsShape { AccessKeyId = made.AccessKeyId, SecretAccessKey = made.SecretAccessKey };
        (await house.CallerAsync(key)).Name.ShouldBe("ann");

        await UpdateAsync(house, made.AccessKeyId, "Inactive");
        (await house.AuthenticateAsync(key)).Error!.Code.ShouldBe("InvalidClientTokenId");
        (await ListAsync(house, "ann")).Single().ShouldBe(new AccessKeyMetadataShape { UserName = "ann", AccessKeyId = made.AccessKeyId, Status = "Inactive", CreateDate = made.CreateDate });
        await UpdateAsync(house, made.AccessKeyId, "Active");
        await house.CallerAsync(key);
        (await house.RefusedAsync("UpdateAccessKey", new UpdateAccessKeyRequest { UserName = "ann", AccessKeyId = made.AccessKeyId, Status = "Expired" })).Code.ShouldBe("InvalidInput");
        (await house.RefusedAsync("UpdateAccessKey", new UpdateAccessKeyRequest { UserName = "ann", AccessKeyId = made.AccessKeyId, Status = "active" })).Code.ShouldBe("ValidationError");

        await house.DoAsync<Nothing>("iam", "DeleteAccessKey", new DeleteAccessKeyRequest { UserName = "ann", AccessKeyId = made.AccessKeyId });
        (await house.AuthenticateAsync(key)).Error!.Code.ShouldBe("InvalidClientTokenId");
        var error = await house.RefusedAsync("DeleteAccessKey", new DeleteAccessKeyRequest { UserName = "ann", AccessKeyId = made.AccessKeyId });
        (error.Code, error.HttpStatus, error.Message).ShouldBe(("NoSuchEntity", 404, $"The Access Key with id {made.AccessKeyId} cannot be found."));
    }

    [Fact]
    public async Task A_user_and_root_have_two_keys_at_most()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        await house.KeyAsync("ann");
        await house.KeyAsync("ann");
        var error = await house.RefusedAsync("CreateAccessKey", new CreateAccessKeyRequest { UserName = "ann" });
        (error.Code, error.HttpStatus, error.Message).ShouldBe(("LimitExceeded", 409, "Cannot exceed quota for AccessKeysPerUser: 2"));

        // The first start made one.
        var own = await house.KeyAsync(null);
        (await house.CallerAsync(own)).Kind.ShouldBe(CallerKind.Root);
        (await house.RefusedAsync("CreateAccessKey", new CreateAccessKeyRequest())).Code.ShouldBe("LimitExceeded");
        (await ListAsync(house, null)).Select(key => key.UserName).ShouldBe([null, null]);
        await house.DoAsync<Nothing>("iam", "DeleteAccessKey", new DeleteAccessKeyRequest { AccessKeyId = own.AccessKeyId });
        (await house.AuthenticateAsync(own)).Error!.Code.ShouldBe("InvalidClientTokenId");
    }

    [Fact]
    public async Task Of_many_creations_at_once_two_win_and_the_others_are_told_why()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => house.CallAsync("iam", "CreateAccessKey", new CreateAccessKeyRequest { UserName = "ann" }))));
        results.Count(result => result.Succeeded).ShouldBe(2);
        results.Where(result => !result.Succeeded).ShouldAllBe(result => result.Error!.Code == "LimitExceeded" || result.Error.Code == "ConcurrentModification");
        (await ListAsync(house, "ann")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_creations_that_counted_before_each_other_the_second_is_refused_for_root_too()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        await using var other = await house.Database.BeginReadAsync(default);
        var account = (await other.Accounts.FindAsync(house.Management, default)).ShouldNotBeNull();
        var ann = (await other.Users.FindByNameAsync(house.Management, "ann", default)).ShouldNotBeNull();
        (await other.AccessKeys.ListAsync(house.Management, null, default)).Count.ShouldBe(1);
        await other.DisposeAsync();

        // The other has counted and is about to take the owner's row, as it was, and to add.
        await house.KeyAsync(null);
        await house.KeyAsync("ann");
        await using var late = await house.Database.BeginWriteAsync(default);
        (await late.Accounts.UpdateAsync(account, default)).ShouldBe(StoreOutcome.Stale);
        (await late.Users.UpdateAsync(ann, default)).ShouldBe(StoreOutcome.Stale);
    }

    [Fact]
    public async Task Of_many_creations_of_root_at_once_one_wins()
    {
        await using var house = await TestHouse.OpenAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => house.CallAsync("iam", "CreateAccessKey", new CreateAccessKeyRequest()))));
        results.Count(result => result.Succeeded).ShouldBe(1);
        results.Where(result => !result.Succeeded).ShouldAllBe(result => result.Error!.Code == "LimitExceeded" || result.Error.Code == "ConcurrentModification");
    }

    [Fact]
    public async Task Permission_on_oneself_is_none_on_the_keys_of_another()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("bob");
        var bobs = (await house.KeyAsync("bob")).AccessKeyId!;
        await house.UserAsync("ann", Allows("iam:*AccessKey*", $"arn:aws:iam::{house.Management}:user/${{aws:username}}"));
        var ann = await house.CallerOfAsync("ann");

        // Naming oneself and a key of another.
        (await house.RefusedAsync("DeleteAccessKey", new DeleteAccessKeyRequest { AccessKeyId = bobs }, ann)).Code.ShouldBe("NoSuchEntity");
        (await house.RefusedAsync("UpdateAccessKey", new UpdateAccessKeyRequest { UserName = "ann", AccessKeyId = bobs, Status = "Inactive" }, ann)).Code.ShouldBe("NoSuchEntity");
        (await house.RefusedAsync("DeleteAccessKey", new DeleteAccessKeyRequest { UserName = "bob", AccessKeyId = bobs }, ann)).Code.ShouldBe("AccessDenied");
        (await house.RefusedAsync("CreateAccessKey", new CreateAccessKeyRequest { UserName = "bob" }, ann)).Code.ShouldBe("AccessDenied");
        (await house.RefusedAsync("GetAccessKeyLastUsed", new GetAccessKeyLastUsedRequest { AccessKeyId = bobs }, ann)).Code.ShouldBe("AccessDenied");
        // Root's keys are no user's.
        var roots = (await ListAsync(house, null)).Single().AccessKeyId!;
        (await house.RefusedAsync("DeleteAccessKey", new DeleteAccessKeyRequest { AccessKeyId = roots }, ann)).Code.ShouldBe("NoSuchEntity");
        (await house.RefusedAsync("DeleteAccessKey", new DeleteAccessKeyRequest { UserName = "bob", AccessKeyId = roots })).Code.ShouldBe("NoSuchEntity");
        (await ListAsync(house, "bob")).Single().Status.ShouldBe("Active");

        await house.DoAsync<CreateAccessKeyResponse>("iam", "CreateAccessKey", new CreateAccessKeyRequest(), ann);
        (await house.DoAsync<ListAccessKeysResponse>("iam", "ListAccessKeys", new ListAccessKeysRequest(), ann)).AccessKeyMetadata.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_is_no_user_has_to_say_whose_keys()
    {
        await using var house = await TestHouse.OpenAsync();
        var session = await house.SessionAsync($"arn:aws:iam::{house.Management}:role/FederationAdministrator");
        foreach (var (operation, request) in new (string, object)[]
        {
            ("CreateAccessKey", new CreateAccessKeyRequest()), ("ListAccessKeys", new ListAccessKeysRequest()),
            ("DeleteAccessKey", new DeleteAccessKeyRequest { AccessKeyId = "AKIAAAAAAAAAAAAAAAAA" }),
        })
        {
            var error = await house.RefusedAsync(operation, request, session);
            (error.Code, error.Message).ShouldBe(("ValidationError", "Must specify userName when calling with non-User credentials"));
        }
    }

    [Fact]
    public async Task Keys_of_another_account_are_not_there()
    {
        await using var house = await TestHouse.OpenAsync();
        var other = RootOf(await house.AccountAsync("other"));
        await house.UserAsync("ann", caller: other);
        var theirs = (await house.KeyAsync("ann", other)).AccessKeyId!;
        await house.UserAsync("ann");
        (await house.RefusedAsync("DeleteAccessKey", new DeleteAccessKeyRequest { UserName = "ann", AccessKeyId = theirs })).Code.ShouldBe("NoSuchEntity");
        (await house.RefusedAsync("UpdateAccessKey", new UpdateAccessKeyRequest { UserName = "ann", AccessKeyId = theirs, Status = "Inactive" })).Code.ShouldBe("NoSuchEntity");
        var error = await house.RefusedAsync("GetAccessKeyLastUsed", new GetAccessKeyLastUsedRequest { AccessKeyId = theirs });
        (error.Code, error.Message).ShouldBe(("AccessDenied", $"User: {house.Root.Arn} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key {theirs}"));
    }

    [Fact]
    public async Task A_key_one_has_no_right_to_looks_like_one_that_is_not_there()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann", Allows("iam:GetAccessKeyLastUsed", $"arn:aws:iam::{house.Management}:user/ann"));
        var ann = await house.CallerOfAsync("ann");
        await house.UserAsync("bob", path: "/secret/");
        var other = RootOf(await house.AccountAsync("other"));
        await house.UserAsync("carol", caller: other);
        string[] keys =
        [
            (await house.KeyAsync("bob")).AccessKeyId!, (await house.KeyAsync(null)).AccessKeyId!, (await house.KeyAsync("carol", other)).AccessKeyId!, "AKIAAAAAAAAAAAAAAAAA",
        ];
        var seals = new HashSet<int>();
        foreach (var key in keys)
        {
            var error = await house.RefusedAsync("GetAccessKeyLastUsed", new GetAccessKeyLastUsedRequest { AccessKeyId = key }, ann);
            (error.Code, error.Message).ShouldBe(("AccessDenied",
                $"User: {ann.Arn} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key {key} because no identity-based policy allows the iam:GetAccessKeyLastUsed action"));
            seals.Add(error.EncodedAuthorizationMessage!.Length);
        }

        seals.Count.ShouldBe(1);
        (await house.CallAsync("iam", "GetAccessKeyLastUsed", new GetAccessKeyLastUsedRequest { AccessKeyId = (await house.KeyAsync("ann")).AccessKeyId }, ann)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_source_without_tokens_makes_no_look_up_of_a_key_and_one_that_is_known_here_goes_on()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var key = (await house.KeyAsync("ann")).AccessKeyId!;
        var authenticator = house.Get<Federation.Services.Credentials.CredentialAuthenticator>();
        async Task<string?> ErrorAsync(string id, bool hasTokens) => (await authenticator.FindAsync(id, null, house.Time.GetUtcNow(), () => hasTokens, default)).Error?.Code;

        (await ErrorAsync("AKIAAAAAAAAAAAAAAAAA", true)).ShouldBe("InvalidClientTokenId");
        (await ErrorAsync("AKIAAAAAAAAAAAAAAAAA", false)).ShouldBe("Throttling");
        (await ErrorAsync(key, false)).ShouldBe("Throttling");
        (await ErrorAsync(key, true)).ShouldBeNull();
        (await ErrorAsync(key, false)).ShouldBeNull("it costs nothing now");
    }

    [Fact]
    public async Task The_trail_has_the_key_and_never_its_secret()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var key = await house.KeyAsync("ann");
        var record = (await house.TrailAsync(house.Management)).Single(entry => entry.EventName == "CreateAccessKey");
        record.EventJson.ShouldContain($"\"responseElements\":{{\"accessKey\":{{\"userName\":\"ann\",\"accessKeyId\":\"{key.AccessKeyId}\",\"status\":\"Active\",\"createDate\":");
        record.EventJson.ShouldNotContain(key.SecretAccessKey!);
        await using var store = await house.Database.BeginReadAsync(default);
        System.Text.Encoding.Latin1.GetString((await store.AccessKeys.FindAsync(key.AccessKeyId!, default))!.SealedSecret).ShouldNotContain(key.SecretAccessKey!);
    }

    private static Task<Nothing> UpdateAsync(TestHouse house, string? id, string status) =>
        house.DoAsync<Nothing>("iam", "UpdateAccessKey", new UpdateAccessKeyRequest { UserName = "ann", AccessKeyId = id, Status = status });

    private static async Task<IReadOnlyList<AccessKeyMetadataShape>> ListAsync(TestHouse house, string? user)
    {
        var answer = await house.DoAsync<ListAccessKeysResponse>("iam", "ListAccessKeys", new ListAccessKeysRequest { UserName = user });
        answer.IsTruncated.ShouldBe(false);
        return answer.AccessKeyMetadata;
    }
}
