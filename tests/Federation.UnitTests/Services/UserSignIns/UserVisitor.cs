using System.Net;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;
using Federation.Services.UserSignIns;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.UserSignIns;

/// <summary>A browser of an IAM user: keeps the ticket, the session and the marks as the gateway's cookies would.</summary>
internal sealed class UserVisitor(TestHouse house, string address = "198.51.100.7")
{
    public Dictionary<string, string> Marks { get; } = new(StringComparer.Ordinal);

    public string? Ticket { get; private set; }

    public string? Cookie { get; private set; }

    public RequestInfo Request => house.Request() with { SourceAddress = IPAddress.Parse(address) };

    public Task<UserSignInOutcome> SignInAsync(string user, string password = PasswordWorld.Password, string? account = null, string? returnUrl = null) =>
        TakeAsync(house.Get<UserSignIn>().TakePasswordAsync(new UserSignInForm(account ?? house.Management.Value, user, password, returnUrl), name => Marks.GetValueOrDefault(name), Request, default));

    public Task<UserSignInOutcome> CodeAsync(string code) => TakeAsync(house.Get<UserSignIn>().TakeCodeAsync(Ticket, code, Request, default));

    public Task<UserSignInOutcome> NewPasswordAsync(string old, string next) => TakeAsync(house.Get<UserSignIn>().TakeNewPasswordAsync(Ticket, old, next, Request, default));

    /// <summary>The live session, as the next request finds it.</summary>
    public Task<PortalSession?> SessionAsync() => house.Get<PortalSessions>().FindAsync(Cookie, default);

    private async Task<UserSignInOutcome> TakeAsync(Task<UserSignInOutcome> step)
    {
        var outcome = await step;
        switch (outcome)
        {
            case UserSignInOutcome.NeedsCode code:
                Ticket = code.Ticket;
                break;
            case UserSignInOutcome.NeedsPassword password:
                Ticket = password.Ticket;
                break;
            case UserSignInOutcome.Accepted accepted:
                Cookie = accepted.Cookie;
                Marks[accepted.DeviceName] = accepted.DeviceMark;
                break;
        }

        return outcome;
    }
}
