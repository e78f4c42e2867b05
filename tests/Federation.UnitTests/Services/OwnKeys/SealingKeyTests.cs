using Federation.Model.Keys;
using Federation.Services.OwnKeys;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;
using Federation.Storage;
using Federation.UnitTests.Services.House;
using Microsoft.Extensions.DependencyInjection;
using static Federation.UnitTests.Services.OwnKeys.SealingKeyWorld;

namespace Federation.UnitTests.Services.OwnKeys;

/// <summary>Session tokens over rotations of their key: they go on working for as long as the former key reads, and end at once where it was stolen.</summary>
public sealed class SealingKeyTests
{
    [Fact]
    public async Task The_announced_key_takes_over_and_the_next_is_announced_in_the_same_step()
    {
        await using var house = await OpenAsync();
        var before = await house.ListAsync();
        before.Select(key => (key.Purpose, key.State)).ShouldBe([(SessionTokens, "Current"), (SessionTokens, "Next"), (StoredSecrets, "Current"), (StoredSecrets, "Next")]);

        var after = await house.RotateAsync(SessionTokens);
        after.Select(key => (key.Purpose, key.State)).ShouldBe(
            [(SessionTokens, "Current"), (SessionTokens, "Next"), (SessionTokens, "Retired"), (StoredSecrets, "Current"), (StoredSecrets, "Next")]);
        after[0].KeyId.ShouldBe(before[1].KeyId);
        before.Select(key => key.KeyId).ShouldNotContain(after[1].KeyId);
        (after[2].KeyId, after[2].ExpiresAt).ShouldBe((before[0].KeyId, house.Time.GetUtcNow().AddHours(36).AddMinutes(5)));
        after.Skip(3).ShouldBe(before.Skip(2));

        house.Time.Advance(RotateSealingKeys.Lead);
        var secrets = (await house.RotateAsync(StoredSecrets)).Where(key => key.Purpose == StoredSecrets).ToList();
        secrets.Select(key => key.State).ShouldBe(["Current", "Next", "Retired"]);
        secrets[0].KeyId.ShouldBe(before[3].KeyId);
        (secrets[2].KeyId, secrets[2].ExpiresAt).ShouldBe((before[2].KeyId, null));
    }

    [Fact]
    public async Task Temporary_credentials_of_before_and_after_rotations_work_until_their_key_has_expired()
    {
        await using var house = await OpenAsync(services => services.Configure<KeyOptions>(options => options.RetiredLifetime = TimeSpan.FromHours(12)));
        var first = await house.SessionTokenAsync();
        await house.RotateAsync(SessionTokens);
        var retiredAt = house.Time.GetUtcNow();
        var second = await house.SessionTokenAsync();
        house.Time.Advance(RotateSealingKeys.Lead);
        await house.RotateAsync(SessionTokens);
        var third = await house.SessionTokenAsync();
        new[] { first, second, third }.Select(credentials => SealingKeyIdOf(credentials)).Distinct().Count().ShouldBe(3);
        foreach (var credentials in new[] { first, second, third })
        {
            await house.CallerAsync(credentials);
        }

        house.Time.Advance(retiredAt + TimeSpan.FromHours(12) + TimeSpan.FromMinutes(5) - house.Time.GetUtcNow());
        (await house.AuthenticateAsync(first)).Error!.Code.ShouldBe("InvalidClientTokenId");
        await house.CallerAsync(second);
        await house.CallerAsync(third);
    }

    [Fact]
    public async Task A_node_that_has_not_read_the_ring_opens_what_the_new_key_seals_and_what_it_seals_opens()
    {
        await using var house = await OpenAsync();
        await using var other = await house.OtherNodeAsync();
        var former = house.Get<IKeyRing>().CurrentSealingKey.KeyId;
        await house.RotateAsync(SessionTokens);
        house.Get<IKeyRing>().CurrentSealingKey.KeyId.ShouldNotBe(former);
        other.GetRequiredService<IKeyRing>().CurrentSealingKey.KeyId.ShouldBe(former);

        var credentials = await house.SessionTokenAsync();
        SealingKeyIdOf(credentials).ShouldBe(house.Get<IKeyRing>().CurrentSealingKey.KeyId);
        (await other.SecretAsync(credentials, house.Time)).ShouldBe(credentials.SecretAccessKey);
        house.Get<RequestIds>().IsOurs(other.GetRequiredService<RequestIds>().Create()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_takes_over_only_once_every_node_had_the_time_to_read_it()
    {
        await using var house = await OpenAsync(isAnnouncedLongAgo: false);
        foreach (var purpose in new[] { SessionTokens, StoredSecrets })
        {
            (await house.RefusalAsync(purpose)).ShouldBe(("InvalidSealingKeyException", "Nodes may not know the next key before 2026-11-25T12:01:00Z: rotate then"));
        }

        house.Time.Advance(RotateSealingKeys.Lead - TimeSpan.FromMilliseconds(1));
        (await house.RefusalAsync(SessionTokens)).Code.ShouldBe("InvalidSealingKeyException");
        house.Time.Advance(TimeSpan.FromMilliseconds(1));
        await house.RotateAsync(SessionTokens);
        (await house.RefusalAsync(SessionTokens)).Message.ShouldContain("2026-11-25T12:02:00Z");
    }

    [Fact]
    public async Task Without_a_next_key_nothing_rotates()
    {
        await using var house = await OpenAsync();
        var next = (await house.ListAsync())[1].KeyId!;
        await house.RemoveAsync(next);
        (await house.RefusalAsync(SessionTokens)).Message.ShouldContain("No next key is announced");
        (await house.ListAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_stolen_session_token_key_and_all_that_it_made_end_at_once()
    {
        await using var house = await OpenAsync();
        await using var other = await house.OtherNodeAsync();
        var former = await house.SessionTokenAsync();
        await house.RotateAsync(SessionTokens);
        var current = await house.SessionTokenAsync();
        var secrets = (await house.ListAsync()).Where(key => key.Purpose == StoredSecrets).ToList();
        var known = (await house.ListAsync()).Select(key => key.KeyId).ToList();
        await house.CallerAsync(former);
        await house.CallerAsync(current);

        // Not long ago announced, which does not matter here.
        var after = await house.RotateAsync(SessionTokens, force: true);
        after.Where(key => key.Purpose == SessionTokens).Select(key => key.State).ShouldBe(["Current", "Next"]);
        after.Where(key => key.Purpose == SessionTokens).Select(key => key.KeyId).Intersect(known).ShouldBeEmpty();
        after.Where(key => key.Purpose == StoredSecrets).ShouldBe(secrets);
        (await house.AuthenticateAsync(former)).Error!.Code.ShouldBe("InvalidClientTokenId");
        (await house.AuthenticateAsync(current)).Error!.Code.ShouldBe("InvalidClientTokenId");
        await other.GetRequiredService<IKeyRotation>().ReloadAsync(default);
        (await other.SecretAsync(current, house.Time)).ShouldBeNull();
        await house.CallerAsync(await house.SessionTokenAsync());
    }

    [Fact]
    public async Task A_forced_rotation_that_another_one_crosses_leaves_the_ring_as_it_was()
    {
        await using var house = await OpenAsync();
        var before = await house.ListAsync();
        await house.RemoveAsync(before[0].KeyId!);
        (await house.RefusalAsync(SessionTokens, force: true)).Code.ShouldBe("ConcurrentModificationException");
        (await house.ListAsync()).ShouldBe(before.Skip(1));
    }

    [Fact]
    public async Task Only_the_management_account_sees_and_moves_the_sealing_keys()
    {
        await using var house = await OpenAsync();
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        var before = await house.ListAsync();
        (await house.CallAsync("federation", "ListSealingKeys", Nothing.Value, member)).Error!.Code.ShouldBe("AccessDenied");
        foreach (var request in new RotateSealingKeysRequest[] { new() { Purpose = SessionTokens }, new() { Purpose = SessionTokens, Force = true }, new() { Purpose = StoredSecrets, Force = true } })
        {
            (await house.CallAsync("federation", "RotateSealingKeys", request, member)).Error!.Code.ShouldBe("AccessDenied");
        }

        (await house.ListAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Seeing_and_moving_sealing_keys_are_rights_of_their_own()
    {
        await using var house = await OpenAsync();
        await house.UserAsync("nobody");
        await house.UserAsync("reader", UserWorld.Allows("federation:ListSealingKeys"));
        await house.UserAsync("mover", UserWorld.Allows("federation:RotateSealingKeys"));
        var (nobody, reader, mover) = (await house.CallerOfAsync("nobody"), await house.CallerOfAsync("reader"), await house.CallerOfAsync("mover"));
        var request = new RotateSealingKeysRequest { Purpose = SessionTokens };
        foreach (var (operation, arguments, caller) in new (string, object, Caller)[]
        {
            ("ListSealingKeys", Nothing.Value, nobody), ("RotateSealingKeys", request, nobody), ("RotateSealingKeys", request, reader), ("ListSealingKeys", Nothing.Value, mover),
        })
        {
            (await house.CallAsync("federation", operation, arguments, caller)).Error!.Code.ShouldBe("AccessDenied", operation);
        }

        await house.DoAsync<SealingKeysResponse>("federation", "ListSealingKeys", Nothing.Value, reader);
        await house.DoAsync<SealingKeysResponse>("federation", "RotateSealingKeys", request, mover);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sessiontokens")]
    [InlineData("SamlSigning")]
    public async Task Other_purposes_are_none(string? purpose)
    {
        await using var house = await OpenAsync();
        (await house.CallAsync("federation", "RotateSealingKeys", new RotateSealingKeysRequest { Purpose = purpose })).Error!.Code.ShouldContain("Validation");
    }
}
