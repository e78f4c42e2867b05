using Federation.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.UnitTests.Gateway;

/// <summary>What the process says at its end.</summary>
public sealed class ExitCodeTests
{
    [Fact]
    public async Task A_background_service_that_fails_ends_the_process_with_a_failure() =>
        (await RunAsync(new Job(_ => throw new InvalidOperationException("broken")))).ShouldBe(1);

    [Fact]
    public async Task A_stop_is_no_failure()
    {
        var job = new Job(stopping => Task.Delay(Timeout.Infinite, stopping));
        (await RunAsync(job, stop: true)).ShouldBe(0);
    }

    [Theory]
    [InlineData("Federation:Keys:ClockSkew", "soon")]
    [InlineData("Federation:Audit:BatchSize", "many")]
    [InlineData("Federation:Audit:QueueCapacity", "9999999999999")]
    [InlineData("Federation:Limits:UnauthenticatedPerSource", "some")]
    public async Task A_setting_of_another_type_is_named_to_whoever_starts_it(string key, string value)
    {
        var folder = Directory.CreateTempSubdirectory("federation-start-").FullName;
        // A gateway that starts would run on.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var failure = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var app = GatewayApplication.Create([$"--{key}={value}", $"--Federation:DataDirectory={folder}", "--urls=http://127.0.0.1:0"]);
            await GatewayRun.RunAsync(app, patience.Token);
        });
        StartFailure.MessageOf(failure).ShouldNotBeNull().ShouldContain(key);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_fault_of_the_program_is_no_message_for_a_person() => StartFailure.MessageOf(new InvalidOperationException("broken")).ShouldBeNull();

    private static async Task<int> RunAsync(Job job, bool stop = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostedService>(job);
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        if (stop)
        {
            app.Lifetime.ApplicationStarted.Register(app.Lifetime.StopApplication);
        }

        return await GatewayRun.RunAsync(app);
    }

    private sealed class Job(Func<CancellationToken, Task> work) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            await work(stoppingToken);
        }
    }
}
