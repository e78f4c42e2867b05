using System.Globalization;
using Federation.Gateway;
using Federation.Model.Identifiers;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.SystemTests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.BrowserTests.Fixtures;

/// <summary>A gateway with thousands of listed providers, more than one account may make over the wire, and one that owns a mail domain.</summary>
public sealed class CrowdedGateway : IAsyncLifetime
{
    public const int Providers = 3000;
    public const string MailDomain = "north.example";
    public const string MailProvider = "company-1234";
    public const string PostProvider = "company-2999";

    private readonly TemporaryFolder _data = new();
    private WebApplication? _gateway;
    private WebApplication? _identityProvider;

    public Uri Url { get; } = new($"http://127.0.0.1:{Loopback.FreePort()}");

    /// <summary>The providers' sign-in service: on another site, and of no help.</summary>
    public Uri SignOn { get; } = new($"http://localhost:{Loopback.FreePort()}/sso");

    public async ValueTask InitializeAsync()
    {
        _gateway = GatewayApplication.Create(
            ["--urls", Url.GetLeftPart(UriPartial.Authority), "--Federation:PublicUrl", Url.GetLeftPart(UriPartial.Authority), "--Federation:DataDirectory", _data.Path],
            builder => builder.Logging.ClearProviders());
        await _gateway.StartAsync();
        await StartIdentityProviderAsync();
        await using var store = await _gateway.Services.GetRequiredService<IDatabase>().BeginWriteAsync(default);
        var management = await store.Accounts.FindManagementAsync(default);
        for (var number = 0; number < Providers; number++)
        {
            (await store.SamlProviders.AddAsync(Provider(management!.AccountId, number), default)).ShouldBe(StoreOutcome.Stored);
        }

        await store.CommitAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        if (_identityProvider is not null)
        {
            await _identityProvider.DisposeAsync();
        }

        _data.Dispose();
    }

    private async Task StartIdentityProviderAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _identityProvider = builder.Build();
        _identityProvider.Urls.Add(SignOn.GetLeftPart(UriPartial.Authority));
        _identityProvider.Map("/sso", () => Results.Content("<!DOCTYPE html><html lang=\"en\"><title>The IdP</title><link rel=\"icon\" href=\"data:,\">", "text/html"));
        await _identityProvider.StartAsync();
    }

    private SamlProvider Provider(AccountId account, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"company-{number:0000}");
        var entityId = $"https://{name}.example/idp";
        return new SamlProvider
        {
            AccountId = account,
            Name = name,
            ProviderId = string.Create(CultureInfo.InvariantCulture, $"ASAML{number:0000000000000000}"),
            EntityId = entityId,
            MetadataDocument = TestMetadata.Of(entityId, SignOn, name == PostProvider ? "HTTP-POST" : "HTTP-Redirect"),
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Settings = new SamlProviderSettings { MailDomains = name == MailProvider ? [MailDomain] : [] },
        };
    }
}
