using System.Text.Encodings.Web;
using Federation.Demo.IdentityProvider.Protocol;

namespace Federation.Demo.IdentityProvider.Pages;

/// <summary>The IdP's four pages. No inline script or style, nothing from another origin.</summary>
internal sealed class PageWriter(IdentityProviderOptions options)
{
    public Task SignInAsync(HttpContext http, string requestId, AcceptedRequest accepted, string? failedUserName) => WriteAsync(http, "Sign in", formAction: null, $"""
        <h1>Sign in</h1>
        <p class="lead">to continue to <strong>{Encode(Host(accepted.Provider!.EntityId))}</strong></p>
        {(failedUserName is null ? "" : """<p class="problem" role="alert" id="problem">User name or password is wrong. Please try again.</p>""")}
        <form method="post" action="/sign-in" autocomplete="off">
          <input type="hidden" name="request" value="{Encode(requestId)}">
          <label for="username">User name</label>
          <input id="username" name="username" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" required {Focus(failedUserName is null)} value="{Encode(failedUserName ?? "")}">
          <label for="password">Password</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required {Focus(failedUserName is not null)}{(failedUserName is null ? "" : " aria-describedby=\"problem\"")}>
          <button type="submit">Sign in</button>
        </form>
        """);

    /// <summary>The form that carries the Response to the service provider: by itself where script runs, by its button elsewhere.</summary>
    public Task ResponseAsync(HttpContext http, AcceptedRequest accepted, string response) =>
        WriteAsync(http, "Signing you in", new Uri(accepted.AssertionConsumerService).GetLeftPart(UriPartial.Authority), $"""
        <h1>Signing you in</h1>
        <p class="lead">Taking you to <strong>{Encode(Host(accepted.AssertionConsumerService))}</strong>.</p>
        <form method="post" action="{Encode(accepted.AssertionConsumerService)}" id="response">
          <input type="hidden" name="SAMLResponse" value="{Encode(response)}">
          {(accepted.RelayState is null ? "" : $"""<input type="hidden" name="RelayState" value="{Encode(accepted.RelayState)}">""")}
          <button type="submit">Continue</button>
        </form>
        <script src="/assets/submit.js" defer></script>
        """);

    public Task StartAsync(HttpContext http, IReadOnlyList<KnownServiceProvider> serviceProviders, Person? person) => WriteAsync(http, "Applications", Origins(serviceProviders), $"""
        <h1>Your applications</h1>
        <p class="lead">{(person is null ? "You are not signed in yet; opening an application asks for your password." : $"Signed in as <strong>{Encode(person.DisplayName)}</strong>.")}</p>
        <ul class="applications">
        {string.Concat(serviceProviders.Select(provider => $"""<li><a href="/launch?sp={Encode(Uri.EscapeDataString(provider.EntityId))}">{Encode(Host(provider.EntityId))}</a></li>"""))}
        </ul>
        {(person is null ? "" : """<form method="post" action="/sign-out"><button type="submit" name="sign-out" value="1" class="quiet">Sign out</button></form>""")}
        """);

    // Signing out leads the form's answer on to the service providers, and Chromium holds redirects of forms against form-action as well.
    private static string? Origins(IReadOnlyList<KnownServiceProvider> serviceProviders) =>
        serviceProviders.Count == 0
            ? null
            : string.Join(' ', serviceProviders.Select(provider => Uri.TryCreate(provider.EntityId, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") ? url.GetLeftPart(UriPartial.Authority) : null)
                .OfType<string>().Distinct(StringComparer.Ordinal));

    public Task ProblemAsync(HttpContext http, int status, string problem)
    {
        http.Response.StatusCode = status;
        return WriteAsync(http, "Sign-in is not possible", formAction: null, $"""
            <h1>Sign-in is not possible</h1>
            <p class="problem" role="alert">{Encode(char.ToUpperInvariant(problem[0]) + problem[1..])}.</p>
            """);
    }

    private async Task WriteAsync(HttpContext http, string title, string? formAction, string body)
    {
        var headers = http.Response.Headers;
        headers.ContentType = "text/html; charset=utf-8";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + $"require-trusted-types-for 'script'; form-action 'self'{(formAction is null ? "" : " " + formAction)}";
        await http.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{Encode(title)} – {Encode(options.OrganizationName)}</title>
              <link rel="stylesheet" href="/assets/idp.css">
              <link rel="icon" href="/assets/idp.svg" type="image/svg+xml">
            </head>
            <body>
              <header><img src="/assets/idp.svg" alt="" width="36" height="36"><span>{Encode(options.OrganizationName)}</span></header>
              <main>
            {body}
              </main>
              <footer>Development identity provider. Never for production.</footer>
            </body>
            </html>
            """);
    }

    private static string Focus(bool here) => here ? "autofocus" : "";

    private static string Host(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Authority.Length > 0 ? uri.Authority : url;

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
