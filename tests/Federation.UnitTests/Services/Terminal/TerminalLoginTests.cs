using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Federation.Services.SignIn;
using Federation.Services.Terminal;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.Logout;
using Federation.UnitTests.Services.SignIn;

namespace Federation.UnitTests.Services.Terminal;

/// <summary>The one-time code of a program at a terminal: for a minute, once, and for whoever holds the verifier.</summary>
public sealed class TerminalLoginTests
{
    private const string Verifier = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    [Theory]
    [InlineData("http://127.0.0.1:5123/cb", true)]
    [InlineData("http://[::1]:5123/cb", true)]
    [InlineData("http://localhost:5123/cb", false)]
    [InlineData("http://127.0.0.1/cb", false)]
    [InlineData("https://127.0.0.1:5123/cb", false)]
    [InlineData("http://127.0.0.1.evil.example.com:5123/cb", false)]
    [InlineData("http://user@127.0.0.1:5123/cb", false)]
    [InlineData("http://127.0.0.1:5123/cb#x", false)]
    [InlineData("http://evil.example.com:5123/cb", false)]
    public void Only_a_listener_on_this_machine_gets_a_code(string redirect, bool allowed) =>
        (TerminalLogins.Read("fed", redirect, "s", Challenge, "S256", out _) is not null).ShouldBe(allowed);

    [Theory]
    [InlineData("plain", null)]
    [InlineData(null, null)]
    [InlineData("S256", "short")]
    public void A_program_proves_itself_by_S256(string? method, string? challenge) =>
        TerminalLogins.Read("fed", "http://127.0.0.1:5123/cb", "s", challenge ?? Challenge, method, out _).ShouldBeNull();

    [Fact]
    public async Task A_code_becomes_a_session_of_the_same_person_once()
    {
        await using var house = await TestHouse.OpenAsync();
        var (logins, session, code) = await IssuedAsync(house);
        var (token, own) = (await logins.RedeemAsync(code, Verifier, default)).ShouldNotBeNull();
        own.Identity!.Subject.ShouldBe("alice");
        own.SessionId.ShouldNotBe(session.SessionId);
        own.ExpiresAt.ShouldBe(session.ExpiresAt);
        (await house.Get<PortalSessions>().FindAsync(token, default)).ShouldNotBeNull();
        (await logins.RedeemAsync(code, Verifier, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_stolen_code_is_no_use_without_the_verifier_and_is_gone_after_the_try()
    {
        await using var house = await TestHouse.OpenAsync();
        var (logins, _, code) = await IssuedAsync(house);
        (await logins.RedeemAsync(code, Verifier + "x", default)).ShouldBeNull();
        (await logins.RedeemAsync(code, Verifier, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_code_counts_for_a_minute()
    {
        await using var house = await TestHouse.OpenAsync();
        var (logins, _, code) = await IssuedAsync(house);
        house.Time.Advance(TerminalLogins.CodeLifetime);
        (await logins.RedeemAsync(code, Verifier, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Signing_out_in_between_takes_the_code_with_it()
    {
        await using var house = await TestHouse.OpenAsync();
        var (logins, session, code) = await IssuedAsync(house);
        await house.Get<PortalSessions>().EndAsync(session, house.Request(), revokeCredentials: true);
        (await logins.RedeemAsync(code, Verifier, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_typed_code_is_read_with_blanks_dashes_and_small_letters()
    {
        await using var house = await TestHouse.OpenAsync();
        var (logins, _, code) = await IssuedAsync(house, redirect: null);
        code.Length.ShouldBe(12);
        (await logins.RedeemAsync($"{code[..4]}-{code[4..8]} {code[8..]}".ToLowerInvariant(), Verifier, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_programs_session_begins_no_other()
    {
        await using var house = await TestHouse.OpenAsync();
        var (logins, _, code) = await IssuedAsync(house);
        var (_, program) = (await logins.RedeemAsync(code, Verifier, default)).ShouldNotBeNull();
        var further = await logins.IssueAsync(program, TerminalLogins.Read("fed", null, "s", Challenge, "S256", out _)!, default);
        (await logins.RedeemAsync(further, Verifier, default)).ShouldBeNull();
    }

    [Fact]
    public async Task The_identity_providers_logout_ends_the_programs_session_too()
    {
        await using var house = await TestHouse.OpenAsync();
        var (logins, session, code) = await IssuedAsync(house);
        var (token, _) = (await logins.RedeemAsync(code, Verifier, default)).ShouldNotBeNull();
        await SingleLogoutTests.SendAsync(house, SingleLogoutTests.Request("alice", session.Identity!.SessionIndex));
        (await house.Get<PortalSessions>().FindAsync(token, default)).ShouldBeNull();
    }

    private static async Task<(TerminalLogins Logins, PortalSession Session, string Code)> IssuedAsync(TestHouse house, string? redirect = "http://127.0.0.1:5123/cb")
    {
        var visitor = new Visitor(house);
        await visitor.SignInAsync(await house.ProviderAsync(house.Root, "corp"));
        var logins = house.Get<TerminalLogins>();
        var request = TerminalLogins.Read("fed", redirect, "s", Challenge, "S256", out _)!;
        return (logins, visitor.Session!, await logins.IssueAsync(visitor.Session!, request, default));
    }
}
