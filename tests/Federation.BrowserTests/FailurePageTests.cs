using Federation.BrowserTests.Fixtures;
using Federation.Gateway;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.SystemTests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>What a person sees when the gateway itself has failed: that it did, a reference, and nothing of the exception.</summary>
public sealed class FailurePageTests(Chromium chromium)
{
    [Theory]
    [InlineData("failure", 500)]
    [InlineData("store-unavailable", 503)]
    public async Task A_page_that_fails_says_so_and_tells_nothing_else(string name, int status)
    {
        using var data = new TemporaryFolder();
        var url = $"http://127.0.0.1:{Loopback.FreePort()}";
        await using var gateway = GatewayApplication.Create(["--urls", url, "--Federation:PublicUrl", url, "--Federation:DataDirectory", data.Path], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<ISessionStore>(new BrokenStore(() => status == 500 ? new InvalidOperationException("a secret of the code") : new StoreUnavailableException("a secret of the store")));
        });
        await gateway.StartAsync();
        await using var window = await chromium.OpenAsync();
        await window.Page.Context.AddCookiesAsync([new Cookie { Name = "fed-session", Value = new string('A', 43), Url = url }]);

        (await window.Page.GotoAsync(url))!.Status.ShouldBe(status);

        (await window.Page.ContentAsync()).ShouldNotContain("a secret");
        await window.IsRightAsync(name, status);
    }

    [Fact]
    public async Task A_gateway_whose_store_is_not_open_yet_says_that_it_is_not_ready()
    {
        using var data = new TemporaryFolder();
        var url = $"http://127.0.0.1:{Loopback.FreePort()}";
        await using var gateway = GatewayApplication.Create(
            ["--urls", url, "--Federation:PublicUrl", url, "--Federation:DataDirectory", data.Path, "--Federation:Database:Provider", "SqlServer",
                "--Federation:Database:ConnectionString", "Server=127.0.0.1,1;Connect Timeout=1;ConnectRetryCount=0;User Id=x;Password=x;TrustServerCertificate=true",
                "--Federation:Keys:KeyEncryptionKey", Convert.ToBase64String(new byte[32])],
            builder => builder.Logging.ClearProviders());
        await gateway.StartAsync();
        await using var window = await chromium.OpenAsync();

        (await window.Page.GotoAsync(url))!.Status.ShouldBe(503);

        await window.IsRightAsync("not-ready", 503);
    }

    private sealed class BrokenStore(Func<Exception> failure) : ISessionStore
    {
        public Task<bool> TryAddAsync(SessionEntry entry, CancellationToken cancellationToken) => throw failure();

        public Task<SessionEntry?> FindAsync(string kind, string id, CancellationToken cancellationToken) => throw failure();

        public Task<SessionEntry?> TakeAsync(string kind, string id, CancellationToken cancellationToken) => throw failure();

        public Task<bool> ReplaceAsync(string kind, string id, ReadOnlyMemory<byte> value, DateTimeOffset expiresAt, CancellationToken cancellationToken) => throw failure();

        public Task RemoveAsync(string kind, string id, CancellationToken cancellationToken) => throw failure();

        public Task<IReadOnlyList<SessionEntry>> FindByIndexAsync(string kind, string index, CancellationToken cancellationToken) => throw failure();

        public Task<long> IncrementAsync(string kind, string id, TimeSpan window, CancellationToken cancellationToken) => throw failure();

        public Task DecrementAsync(string kind, string id, TimeSpan window, CancellationToken cancellationToken) => throw failure();

        public Task<long> CountAsync(string kind, CancellationToken cancellationToken) => throw failure();

        public Task<int> RemoveExpiredAsync(int take, CancellationToken cancellationToken) => Task.FromResult(0);
    }
}
