using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Federation.Gateway.Aws;
using Federation.Gateway.Cli;
using Federation.Gateway.Configuration;
using Federation.Gateway.Health;
using Federation.Gateway.Http;
using Federation.Gateway.Jobs;
using Federation.Gateway.OpenId;
using Federation.Gateway.Pages.Console;
using Federation.Gateway.Pages.SignIn;
using Federation.Gateway.Pages.UserSignIn;
using Federation.Gateway.Portal;
using Federation.Gateway.Saml;
using Federation.Services;
using Federation.Services.Caching;
using Federation.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Federation.Gateway;

/// <summary>Builds the gateway: the host that joins rooms and doors.</summary>
public static class GatewayApplication
{
    /// <summary>Makes an application that is ready to run.</summary>
    /// <param name="args">Command line, such as <c>--urls http://127.0.0.1:5080</c>.</param>
    /// <param name="configure">Registrations that come first and stay (tests, the demo).</param>
    /// <exception cref="ValidationException">The configuration is not usable; the message lists every problem.</exception>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // Pages and assets are found beside the program, whatever the working directory and the entry assembly are.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(GatewayApplication).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        // Also outside Development: a build output keeps its assets beside the sources.
        builder.WebHost.UseStaticWebAssets();
        configure?.Invoke(builder);
        var options = GatewayOptions.Read(builder.Configuration);
        BindingCheck.Check(builder.Configuration, options);
        // Messages and instants are part of protocols: no machine's language changes them.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = WireRequests.MostBytes;
        });
        AddServices(builder, options);
        var app = builder.Build();
        Use(app, options);
        Map(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, GatewayOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(options.Quotas);
        services.AddSingleton(options.Passwords);
        services.TryAddSingleton(TimeProvider.System);
        StorageBinding.Bind(services, builder.Configuration);
        services.AddSingleton(new CacheOptions { Mebibytes = options.CacheMebibytes });
        services.AddSingleton<PublicAddress>();
        services.AddSingleton(provider => provider.GetRequiredService<PublicAddress>().ToServiceOptions());

        // The store opens first: hosted services start in the order of their registration.
        services.AddSingleton<StoreStartup>();
        services.AddHostedService(provider => provider.GetRequiredService<StoreStartup>());
        services.AddFederationStorage();
        services.AddFederationServices();
        SamlJobs.Add(services);
        services.AddHostedService<CredentialUseWriter>();
        services.AddHostedService<SignInRefusalWriter>();
        MetricsEndpoint.Add(services);
        services.AddSingleton<OperationCatalogue>();
        services.AddSingleton<AwsEndpoint>();
        services.AddSingleton<UnauthenticatedLimiter>();
        services.AddSingleton<LargeBodies>();
        services.AddSingleton<Cookies>();
        services.AddSingleton<ProviderChooser>();
        services.AddSingleton<UserSignInAnswers>();
        services.AddSingleton<PortalEndpoints>();
        services.AddSingleton<CliTokenEndpoint>();
        services.AddSingleton<ConsoleServices>();
        services.AddRazorPages(pages => pages.Conventions.AddPageRoute("/Saml/Acs", "/saml")).AddMvcOptions(mvc => mvc.Filters.Add<PageHeaders.Filter>());
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = options.PublicUrl?.Scheme == Uri.UriSchemeHttps ? "__Host-fed-form" : "fed-form";
            antiforgery.Cookie.SecurePolicy = options.PublicUrl?.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.Path = "/";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        RingDataProtection.Replace(services);
        services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = 32;
            form.ValueLengthLimit = 512 * 1024;
            form.BufferBodyLengthLimit = 1024 * 1024;
        });
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = options.TrustedProxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            forwarded.ForwardLimit = null;
            foreach (var network in options.TrustedProxies)
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        });
    }

    private static void Use(WebApplication app, GatewayOptions options)
    {
        // The host puts ASP.NET's authentication and authorization before everything, unless they are there already. The doors have their own: nothing here has a scheme, and an
        // endpoint that asked for theirs would be refused by routing.
        IDictionary<string, object?> properties = ((IApplicationBuilder)app).Properties;
        properties["__AuthenticationMiddlewareSet"] = true;
        properties["__AuthorizationMiddlewareSet"] = true;

        app.UseExceptionHandler(FailurePage.Handle);
        if (options.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<HtmlAnswers>();
        app.UseMiddleware<ReadinessGate>();
        app.UseMiddleware<HostCheck>();
        app.UseMiddleware<TransportCheck>();

        // GET / is two doors: AWS's query protocol with Action=, the portal without.
        app.UseWhen(IsAws, aws => aws.Run(context => context.RequestServices.GetRequiredService<AwsEndpoint>().HandleAsync(context)));
        app.UseRouting();
        app.UseAntiforgery();
    }

    private static bool IsAws(HttpContext context) =>
        context.Request.Path == "/" && (HttpMethods.IsPost(context.Request.Method) || (HttpMethods.IsGet(context.Request.Method) && context.Request.Query.ContainsKey("Action")));

    private static void Map(WebApplication app)
    {
        HealthEndpoints.Map(app);
        MetricsEndpoint.Map(app);
        MetadataEndpoint.Map(app);
        OutboundIssuerEndpoints.Map(app);
        PortalEndpoints.Map(app);
        CliTokenEndpoint.Map(app);
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
    }
}
