using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.Secrets;
using Federation.Services.Sessions;
using Federation.UnitTests.Saml;

namespace Federation.UnitTests.Services.Sessions;

public sealed class OpenedTokensTests
{
    private static readonly AccountId Account = AccountId.Parse("111122223333");
    private static readonly SessionClaims Claims = new()
    {
        Principal = SessionPrincipal.Role,
        PrincipalId = "AROAEXAMPLE",
        SessionName = "alice",
        IssuedAt = ResponseBuilder.Now,
        ExpiresAt = ResponseBuilder.Now.AddHours(1),
    };

    private readonly OneKey _ring = new();
    private readonly string _id = UniqueIds.Create(UniqueIdPrefix.TemporaryKey, Account);

    [Fact]
    public void A_token_opens_the_second_time_to_what_it_opened_to_the_first_time()
    {
        var tokens = new OpenedTokens(_ring, 1_000_000);
        new SessionTokenSealer(_ring).TrySeal(_id, Claims, out var token, out var secret).ShouldBeTrue();
        tokens.TryOpen(_id, token!.RevealText(), out var first, out _).ShouldBeTrue();
        tokens.TryOpen(_id, token.RevealText(), out var second, out var again).ShouldBeTrue();
        second.ShouldBeSameAs(first);
        again!.RevealText().ShouldBe(secret!.RevealText());
    }

    [Fact]
    public void A_token_that_was_opened_lends_nothing_to_another_one_of_the_same_access_key_id()
    {
        var tokens = new OpenedTokens(_ring, 1_000_000);
        var sealer = new SessionTokenSealer(_ring);
        sealer.TrySeal(_id, Claims, out var one, out _).ShouldBeTrue();
        sealer.TrySeal(_id, Claims with { SessionName = "bob" }, out var other, out var secret).ShouldBeTrue();
        tokens.TryOpen(_id, one!.RevealText(), out _, out _).ShouldBeTrue();
        tokens.TryOpen(_id, other!.RevealText(), out var claims, out var opened).ShouldBeTrue();
        claims!.SessionName.ShouldBe("bob");
        opened!.RevealText().ShouldBe(secret!.RevealText());
    }

    [Fact]
    public void A_changed_token_does_not_open_after_the_right_one_did()
    {
        var tokens = new OpenedTokens(_ring, 1_000_000);
        new SessionTokenSealer(_ring).TrySeal(_id, Claims, out var token, out _).ShouldBeTrue();
        tokens.TryOpen(_id, token!.RevealText(), out _, out _).ShouldBeTrue();
        var bytes = Convert.FromBase64String(token.RevealText());
        bytes[^1] ^= 1;
        tokens.TryOpen(_id, Convert.ToBase64String(bytes), out _, out _).ShouldBeFalse();
        tokens.TryOpen(UniqueIds.Create(UniqueIdPrefix.TemporaryKey, Account), token.RevealText(), out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_kept_token_does_not_open_once_its_sealing_key_left_the_ring()
    {
        var tokens = new OpenedTokens(_ring, 1_000_000);
        new SessionTokenSealer(_ring).TrySeal(_id, Claims, out var token, out _).ShouldBeTrue();
        tokens.TryOpen(_id, token!.RevealText(), out _, out _).ShouldBeTrue();
        _ring.IsGone = true;
        tokens.TryOpen(_id, token.RevealText(), out _, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public void A_token_opens_whatever_it_unpacks_to(int characters)
    {
        var tokens = new OpenedTokens(_ring, 1_000_000);
        new SessionTokenSealer(_ring).TrySeal(_id, Claims with { SessionPolicies = [new string('p', characters)] }, out var token, out _).ShouldBeTrue();
        tokens.TryOpen(_id, token!.RevealText(), out var claims, out _).ShouldBeTrue();
        claims!.SessionPolicies[0].Length.ShouldBe(characters);
    }

    private sealed class OneKey : IKeyRing
    {
        private readonly SealingKey _key = new("0011aabb", new Secret(RandomNumberGenerator.GetBytes(32)));

        public bool IsGone { get; set; }

        public SealingKey CurrentSealingKey => _key;

        public bool TryGetSealingKey(string keyId, [NotNullWhen(true)] out SealingKey? key)
        {
            key = !IsGone && keyId == _key.KeyId ? _key : null;
            return key is not null;
        }

        public IReadOnlyList<X509Certificate2> SamlKeys(KeyPurpose purpose) => [];

        public IReadOnlyList<TokenSigningKey> SigningKeys(KeyPurpose purpose) => [];

        public byte[] Seal(string label, ReadOnlySpan<byte> plain) => throw new NotSupportedException("not needed here");

        public bool TryOpen(string label, ReadOnlySpan<byte> sealedBytes, [NotNullWhen(true)] out Secret? plain) => throw new NotSupportedException("not needed here");
    }
}
