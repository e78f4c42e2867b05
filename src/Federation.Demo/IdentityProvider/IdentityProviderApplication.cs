using Federation.Demo.IdentityProvider.Pages;
using Federation.Demo.IdentityProvider.Protocol;
using Federation.Demo.IdentityProvider.SignIn;

namespace Federation.Demo.IdentityProvider;

/// <summary>A small SAML 2.0 identity provider for development, on loopback addresses only.</summary>
internal static class IdentityProviderApplication
{
    public static WebApplication Create(IdentityProviderOptions options, PersonDirectory people, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1_000_000;
            kestrel.ListenLocalhost(options.BaseUrl.Port);
        });
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(people);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IdentityProviderKey>();
        builder.Services.AddSingleton(_ => Loopback.Client());
        builder.Services.AddSingleton<KnownServiceProviders>();
        builder.Services.AddSingleton<AuthnRequestReader>();
        builder.Services.AddSingleton<ResponseWriter>();
        builder.Services.AddSingleton<MetadataWriter>();
        builder.Services.AddSingleton<SignInStore>();
        builder.Services.AddSingleton<PageWriter>();
        builder.Services.AddSingleton<SignInEndpoints>();
        builder.Services.AddSingleton<LogoutMessages>();
        builder.Services.AddSingleton<LogoutEndpoints>();
        configure?.Invoke(builder);

        var application = builder.Build();
        application.Use((http, next) => GuardAsync(http, next, options));
        application.MapGet("/metadata", (MetadataWriter metadata) => Results.Text(metadata.Write(), "application/samlmetadata+xml"));
        Assets.Map(application);
        application.Services.GetRequiredService<SignInEndpoints>().Map(application);
        application.Services.GetRequiredService<LogoutEndpoints>().Map(application);
        return application;
    }

    // Another Host is another site's name for this address (DNS rebinding).
    private static Task GuardAsync(HttpContext http, RequestDelegate next, IdentityProviderOptions options)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (http.Request.Host.Value != options.BaseUrl.Authority)
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        return next(http);
    }
}
