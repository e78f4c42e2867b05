using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Sessions;

public sealed class SessionTokenTests
{
    private static readonly AccountId Account = AccountId.Parse("111122223333");

    private static readonly SessionClaims Claims = new()
    {
        Principal = SessionPrincipal.Role,
        PrincipalId = "AROAEXAMPLE",
        SessionName = "alice",
        IssuedAt = ResponseBuilder.Now,
        ExpiresAt = ResponseBuilder.Now.AddHours(1),
        Tags = [new Tag("dept", "finance")],
        TransitiveTagKeys = ["dept"],
        SourceIdentity = "alice.smith",
        SessionPolicies = ["""{"Version":"2012-10-17","Statement":[]}"""],
        FederatedProvider = "arn:aws:iam::111122223333:saml-provider/corp",
        FederatedContext = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["saml:sub"] = ["alice"] },
        SessionId = "s1",
        OriginId = "s0",
        HomeAccount = "444455556666",
        SubjectKey = "corp alice",
    };

    [Fact]
    public async Task A_token_opens_to_the_claims_it_was_sealed_with_and_to_the_same_secret()
    {
        await using var house = await TestHouse.OpenAsync();
        var sealer = new SessionTokenSealer(house.Get<IKeyRing>());
        var id = UniqueIds.Create(UniqueIdPrefix.TemporaryKey, Account);
        sealer.TrySeal(id, Claims, out var token, out var secret).ShouldBeTrue();
        sealer.TryOpen(id, token!.RevealText(), out var claims, out var again).ShouldBeTrue();
        System.Text.Json.JsonSerializer.Serialize(claims).ShouldBe(System.Text.Json.JsonSerializer.Serialize(Claims));
        again!.RevealText().ShouldBe(secret!.RevealText());
    }

    [Fact]
    public async Task A_token_does_not_open_under_another_access_key_id()
    {
        await using var house = await TestHouse.OpenAsync();
        var sealer = new SessionTokenSealer(house.Get<IKeyRing>());
        sealer.TrySeal(UniqueIds.Create(UniqueIdPrefix.TemporaryKey, Account), Claims, out var token, out _).ShouldBeTrue();
        sealer.TryOpen(UniqueIds.Create(UniqueIdPrefix.TemporaryKey, Account), token!.RevealText(), out _, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task No_single_byte_of_a_token_can_be_changed()
    {
        await using var house = await TestHouse.OpenAsync();
        var sealer = new SessionTokenSealer(house.Get<IKeyRing>());
        var id = UniqueIds.Create(UniqueIdPrefix.TemporaryKey, Account);
        sealer.TrySeal(id, Claims, out var token, out _).ShouldBeTrue();
        var bytes = Convert.FromBase64String(token!.RevealText());
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            sealer.TryOpen(id, Convert.ToBase64String(bytes), out _, out _).ShouldBeFalse($"byte {i}");
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public async Task Equal_access_key_ids_do_not_share_a_secret()
    {
        await using var house = await TestHouse.OpenAsync();
        var sealer = new SessionTokenSealer(house.Get<IKeyRing>());
        var id = UniqueIds.Create(UniqueIdPrefix.TemporaryKey, Account);
        sealer.TrySeal(id, Claims, out _, out var one).ShouldBeTrue();
        sealer.TrySeal(id, Claims, out _, out var other).ShouldBeTrue();
        one!.RevealText().ShouldNotBe(other!.RevealText());
    }

    [Fact]
    public async Task Session_policies_that_do_not_fit_are_refused_as_PackedPolicyTooLarge()
    {
        await using var house = await TestHouse.OpenAsync();
        var random = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4000));
        var result = new SessionIssuer(house.Get<IKeyRing>()).Issue(Account, Claims with { SessionPolicies = [random] }, new AuditNotes());
        result.Error!.Code.ShouldBe("PackedPolicyTooLarge");
    }

    [Fact]
    public void An_access_key_id_names_its_account()
    {
        // A known pair: the present form of AWS's own ids.
        UniqueIds.TryGetAccount("ASIAQNZGKIQY56JQ7WML", out var known).ShouldBeTrue();
        known.Value.ShouldBe("029608264753");
        UniqueIds.TryGetAccount(UniqueIds.Create(UniqueIdPrefix.TemporaryKey, Account), out var own).ShouldBeTrue();
        own.ShouldBe(Account);
        UniqueIds.TryGetAccount(UniqueIds.Create(UniqueIdPrefix.Role, AccountId.Parse("999999999999")), out var largest).ShouldBeTrue();
        largest.Value.ShouldBe("999999999999");
    }
}
