using Federation.Demo.IdentityProvider.Pages;
using Federation.Demo.IdentityProvider.Protocol;

namespace Federation.Demo.IdentityProvider.SignIn;

/// <summary>The single sign-on service: takes requests, asks for the password where needed, answers with a Response.</summary>
internal sealed class SignInEndpoints(
    IdentityProviderOptions options, AuthnRequestReader reader, ResponseWriter writer, SignInStore store, KnownServiceProviders serviceProviders, PersonDirectory people, PageWriter pages)
{
    public const string SessionCookie = "idp-session";

    private static readonly CookieOptions Cookie = new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", StartAsync);
        routes.MapGet("/sso", async (HttpContext http, CancellationToken cancellation) =>
            await ReceiveAsync(http, await reader.ReadAsync(ReceivedMessage.FromRedirect(http.Request.QueryString.Value ?? "", "SAMLRequest"), cancellation)));
        routes.MapPost("/sso", async (HttpContext http, CancellationToken cancellation) =>
        {
            var form = await http.Request.ReadFormAsync(cancellation);
            await ReceiveAsync(http, await reader.ReadAsync(ReceivedMessage.FromPost(form["SAMLRequest"], "SAMLRequest", form["RelayState"]), cancellation));
        });
        routes.MapGet("/launch", LaunchAsync);
        routes.MapGet("/sign-in", ContinueAsync);
        routes.MapPost("/sign-in", SignInAsync);
    }

    // The browser comes from another site here, so a POST brings no cookie: one redirect to ourselves, and it does.
    private Task ReceiveAsync(HttpContext http, AcceptedRequest accepted)
    {
        if (!accepted.IsAccepted)
        {
            return pages.ProblemAsync(http, StatusCodes.Status400BadRequest, accepted.Problem!);
        }

        if (store.Keep(accepted) is not { } id)
        {
            return pages.ProblemAsync(http, StatusCodes.Status503ServiceUnavailable, "too many sign-ins are waiting");
        }

        Redirect(http, "/sign-in?request=" + id);
        return Task.CompletedTask;
    }

    /// <summary>A sign-in that starts at the IdP (SAML Profiles 4.1.5): <c>/launch?sp=ENTITY-ID</c>.</summary>
    private async Task LaunchAsync(HttpContext http, CancellationToken cancellation)
    {
        var entityId = http.Request.Query["sp"].ToString();
        var provider = await serviceProviders.FindAsync(entityId, cancellation);
        await ReceiveAsync(http, provider is null
            ? AcceptedRequest.Refused($"no service provider `{entityId}` is known here")
            : AcceptedRequest.Unsolicited(provider));
    }

    private async Task ContinueAsync(HttpContext http)
    {
        var id = http.Request.Query["request"].ToString();
        if (store.Pending(id) is not { } accepted)
        {
            await pages.ProblemAsync(http, StatusCodes.Status400BadRequest, "this sign-in has run out or was answered already; start again at the application");
            return;
        }

        if (Refusal(accepted, Session(http)) is { } status)
        {
            store.Take(id);
            await pages.ResponseAsync(http, accepted, writer.WriteRefusal(accepted, status.Outer, status.Inner));
        }
        else if (Session(http) is { } session && people.Find(session.UserName) is { } person && accepted.Request?.ForceAuthn != true)
        {
            store.Take(id);
            await AnswerAsync(http, accepted, session, person);
        }
        else
        {
            await pages.SignInAsync(http, id, accepted, failedUserName: null);
        }
    }

    private async Task SignInAsync(HttpContext http, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var id = form["request"].ToString();
        var userName = form["username"].ToString();
        if (store.Pending(id) is not { } accepted || !IsSameOrigin(http))
        {
            await pages.ProblemAsync(http, StatusCodes.Status400BadRequest, "this sign-in has run out or was answered already; start again at the application");
            return;
        }

        if (people.Authenticate(userName, form["password"].ToString()) is not { } person)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await pages.SignInAsync(http, id, accepted, userName);
            return;
        }

        store.Take(id);
        store.End(http.Request.Cookies[SessionCookie]);
        var session = store.Begin(person);
        http.Response.Cookies.Append(SessionCookie, session.Id, Cookie);
        await AnswerAsync(http, accepted, session, person);
    }

    private async Task StartAsync(HttpContext http, CancellationToken cancellation) =>
        await pages.StartAsync(http, await serviceProviders.AllAsync(cancellation), Session(http) is { } session ? people.Find(session.UserName) : null);

    private Task AnswerAsync(HttpContext http, AcceptedRequest accepted, IdentityProviderSession session, Person person)
    {
        var nameId = NameIds.For(accepted, options, person);
        store.Join(session.Id, new SessionParticipant(accepted.Provider!.EntityId, nameId));
        return pages.ResponseAsync(http, accepted, writer.WriteSuccess(accepted, nameId, session, person));
    }

    private static (string Outer, string Inner)? Refusal(AcceptedRequest accepted, IdentityProviderSession? session) => accepted.Request switch
    {
        null => null,
        { } request when !NameIds.IsSupported(request.NameIdFormat) => (SamlNames.StatusRequester, SamlNames.StatusInvalidNameIdPolicy),
        { RequestedContexts: { Count: > 0 } contexts } when !contexts.Contains(SamlNames.PasswordContext) => (SamlNames.StatusResponder, SamlNames.StatusNoAuthnContext),
        { IsPassive: true } request when session is null || request.ForceAuthn => (SamlNames.StatusResponder, SamlNames.StatusNoPassive),
        _ => null,
    };

    private IdentityProviderSession? Session(HttpContext http) => store.Find(http.Request.Cookies[SessionCookie]);

    internal static bool IsSameOrigin(HttpContext http) => http.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    internal static void Redirect(HttpContext http, string location)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = location;
        http.Response.Headers.CacheControl = "no-store";
    }
}
