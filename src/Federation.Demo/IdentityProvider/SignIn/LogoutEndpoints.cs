using Federation.Demo.IdentityProvider.Pages;
using Federation.Demo.IdentityProvider.Protocol;

namespace Federation.Demo.IdentityProvider.SignIn;

/// <summary>Single logout (SAML Profiles 4.4) in both directions, by Redirect; requests are taken by POST as well.</summary>
internal sealed class LogoutEndpoints(LogoutMessages messages, SignInStore store, KnownServiceProviders serviceProviders, PageWriter pages)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/slo", (HttpContext http, CancellationToken cancellation) =>
        {
            var query = http.Request.QueryString.Value ?? "";
            return ReceiveAsync(http, ReceivedMessage.FromRedirect(query, "SAMLRequest"), isAnswer: http.Request.Query.ContainsKey("SAMLResponse"), cancellation);
        });
        routes.MapPost("/slo", async (HttpContext http, CancellationToken cancellation) =>
        {
            var form = await http.Request.ReadFormAsync(cancellation);
            await ReceiveAsync(http, ReceivedMessage.FromPost(form["SAMLRequest"], "SAMLRequest", form["RelayState"]), isAnswer: form.ContainsKey("SAMLResponse"), cancellation);
        });
        routes.MapPost("/sign-out", SignOutAsync);
    }

    private async Task ReceiveAsync(HttpContext http, ReceivedMessage? message, bool isAnswer, CancellationToken cancellation)
    {
        if (isAnswer)
        {
            // Our own session ended before we asked: whatever the answer says, nothing is left to do.
            SignInEndpoints.Redirect(http, "/");
            return;
        }

        // SAML Profiles 4.4.4.1: a LogoutRequest is signed, always.
        if (message is null || LogoutRequest.Read(message.Root) is not { } request
            || await serviceProviders.AuthenticateAsync(message, request.Issuer, cancellation) is not { LogoutResponseUrl: { } answerTo })
        {
            await pages.ProblemAsync(http, StatusCodes.Status400BadRequest, "this is no signed LogoutRequest of a service provider that is known here");
            return;
        }

        // By name and index, not by cookie: the request may come through a frame or another site's form.
        foreach (var session in store.WithParticipant(request.Issuer, request.NameId, request.SessionIndexes))
        {
            store.End(session.Id);
        }

        SignInEndpoints.Redirect(http, messages.Response(answerTo, request, message.RelayState));
    }

    private async Task SignOutAsync(HttpContext http, CancellationToken cancellation)
    {
        var session = SignInEndpoints.IsSameOrigin(http) ? store.Find(http.Request.Cookies[SignInEndpoints.SessionCookie]) : null;
        var participant = session is null ? null : store.Participants(session.Id).FirstOrDefault();
        var provider = participant is null ? null : await serviceProviders.FindAsync(participant.EntityId, cancellation);
        if (session is not null)
        {
            store.End(session.Id);
            http.Response.Cookies.Delete(SignInEndpoints.SessionCookie);
        }

        SignInEndpoints.Redirect(http, provider?.LogoutRequestUrl is { } destination ? messages.Request(destination, participant!, session!.Index) : "/");
    }
}
