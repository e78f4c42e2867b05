using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services;
using Federation.Services.Credentials;
using Federation.Services.Pipeline;
using Federation.Storage;
using Federation.Storage.Bootstrap;
using Federation.UnitTests.Saml;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Federation.UnitTests.Services.House;

/// <summary>The real verbs over the real SQLite stores in a folder of their own, at a time that tests set. No door: callers are made here.</summary>
internal sealed class TestHouse : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly string _directory;

    private TestHouse(ServiceProvider provider, string directory)
    {
        _provider = provider;
        _directory = directory;
    }

    public FakeTimeProvider Time => (FakeTimeProvider)Get<TimeProvider>();

    public IDatabase Database => Get<IDatabase>();

    public AccountId Management { get; private set; }

    public Caller Root => Callers.Root(Management, "AKIAROOT", null);

    public static async Task<TestHouse> OpenAsync(Action<IServiceCollection>? configure = null, string? directory = null)
    {
        directory ??= Directory.CreateTempSubdirectory("federation-house-").FullName;
        var services = new ServiceCollection();
        configure?.Invoke(services);
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(ResponseBuilder.Now));
        services.Configure<StorageOptions>(options => options.DataDirectory = directory);
        services.TryAddSingleton(new ServiceOptions { PublicUrl = "https://fed.example.net", StsRecipients = ["https://signin.aws.amazon.com/saml"], StsAudiences = ["urn:amazon:webservices"] });
        services.AddFederationStorage();
        services.AddFederationServices();
        var house = new TestHouse(services.BuildServiceProvider(), directory);
        await house.Get<IStoreInitializer>().InitializeAsync(default);
        foreach (var job in house._provider.GetServices<IHostedService>())
        {
            await job.StartAsync(default);
        }

        await house.Get<Bootstrapper>().RunAsync(new BootstrapValues(null, null, null), _ => Task.CompletedTask, default);
        await using var store = await house.Database.BeginReadAsync(default);
        house.Management = (await store.Accounts.FindManagementAsync(default))!.AccountId;
        return house;
    }

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public RequestInfo Request() => new()
    {
        RequestId = EventIds.Create(Time.GetUtcNow()),
        ReceivedAt = Time.GetUtcNow(),
        SourceAddress = System.Net.IPAddress.Parse("198.51.100.7"),
        UserAgent = "tests",
        IsSecure = true,
    };

    public Task<Result<object>> CallAsync(string service, string operation, object request, Caller? caller = null) =>
        Get<OperationInvoker>().InvokeAsync(Get<OperationRegistry>().Find(service, operation)!, request, Request(), caller ?? Root, default);

    /// <summary>Calls and expects a success.</summary>
    public async Task<T> DoAsync<T>(string service, string operation, object request, Caller? caller = null)
    {
        var result = await CallAsync(service, operation, request, caller);
        result.Error.ShouldBeNull();
        return (T)result.Value!;
    }

    /// <summary>A member account of the organization, which is made at the first call.</summary>
    public async Task<AccountId> AccountAsync(string name)
    {
        await CallAsync("organizations", "CreateOrganization", new Federation.Services.Organizations.CreateOrganizationRequest());
        var made = await DoAsync<Federation.Services.Organizations.Accounts.CreateAccountStatusResponse>(
            "organizations", "CreateAccount", new Federation.Services.Organizations.Accounts.CreateAccountRequest { AccountName = name, Email = $"{name}@example.org" });
        made.CreateAccountStatus!.State.ShouldBe("SUCCEEDED");
        return AccountId.Parse(made.CreateAccountStatus.AccountId!);
    }

    /// <summary>The audit trail of an account, oldest first, with everything that was queued.</summary>
    public async Task<IReadOnlyList<AuditRecord>> TrailAsync(AccountId account)
    {
        for (var i = 0; i < 4; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(300));
            await Get<IAuditLog>().AppendDurableAsync([], [], default);
        }

        await using var store = await Database.BeginReadAsync(default);
        return [.. (await store.Audit.LookupAsync(account, new AuditQuery { Take = 50 }, default)).Items.Reverse()];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var job in _provider.GetServices<IHostedService>().Reverse())
        {
            await job.StopAsync(default);
        }

        await _provider.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
