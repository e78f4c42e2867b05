using Federation.Services.Passwords;

namespace Federation.UnitTests.Services.Passwords;

public sealed class PasswordHasherTests
{
    private static readonly PasswordHashing Cheap = new() { MemoryKiB = 64 };

    [Fact]
    public void A_hash_says_how_it_was_made_and_opens_to_its_password_only()
    {
        var hasher = new PasswordHasher(Cheap);
        var hash = hasher.Hash("pässwörd");
        hash.ShouldStartWith("$argon2id$v=19$m=64,t=1,p=1$");
        hasher.Verify(hash, "pässwörd").ShouldBe(PasswordMatch.Yes);
        hasher.Verify(hash, "password").ShouldBe(PasswordMatch.No);
        hasher.Hash("pässwörd").ShouldNotBe(hash);
    }

    [Fact]
    public void A_known_answer_of_another_implementation_verifies()
    {
        // Made with the reference implementation (libargon2): argon2id_hash_encoded of "password" and "somesaltsomesalt", two passes over 64 KiB.
        var hasher = new PasswordHasher(Cheap);
        hasher.Verify("$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Gpj7qOY5RCXJvcMzqcdQqvgR3wcPX7SleI4c9NtXk6E", "password").ShouldBe(PasswordMatch.YesButWeak);
    }

    [Fact]
    public void Raised_parameters_are_seen_at_the_next_verification()
    {
        var hash = new PasswordHasher(Cheap).Hash("x");
        new PasswordHasher(Cheap with { Iterations = 2 }).Verify(hash, "x").ShouldBe(PasswordMatch.YesButWeak);
        new PasswordHasher(Cheap with { Iterations = 2 }).Verify(hash, "y").ShouldBe(PasswordMatch.No);
    }

    [Theory]
    [InlineData(64, 1, 1)]
    [InlineData(64, 3, 1)]
    [InlineData(256, 1, 1)]
    [InlineData(256, 2, 2)]
    [InlineData(256, 2, 1)]
    public void A_wrong_password_costs_the_same_whatever_the_hash_was_made_with(int memoryKiB, int iterations, int lanes)
    {
        var spent = 0L;
        var hasher = new PasswordHasher(new PasswordHashing { MemoryKiB = 256, Iterations = 2 }, work => spent += work);
        var hash = new PasswordHasher(new PasswordHashing { MemoryKiB = memoryKiB, Iterations = iterations, Parallelism = lanes }).Hash("x");
        hasher.Verify(hash, "y").ShouldBe(PasswordMatch.No);
        spent.ShouldBe(512);
        spent = 0;
        hasher.Verify("no hash", "y").ShouldBe(PasswordMatch.No);
        spent.ShouldBe(512);
        var dummy = hasher.Dummy;
        spent = 0;
        hasher.Verify(dummy, "y").ShouldBe(PasswordMatch.No);
        spent.ShouldBe(512);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=99999999,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$")]
    [InlineData("$argon2id$v=19$m=64,t=1,p=1$?$AAAAAAAAAAAAAAAAAAAAAA")]
    public void A_hash_that_cannot_be_read_matches_nothing(string hash) => new PasswordHasher(Cheap).Verify(hash, "x").ShouldBe(PasswordMatch.No);
}
