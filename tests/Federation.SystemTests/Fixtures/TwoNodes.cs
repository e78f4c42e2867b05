namespace Federation.SystemTests.Fixtures;

/// <summary>Two fresh gateway processes over one SQLite store. Changes are made at the first.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);
    private GatewayProcess? _first;
    private GatewayProcess? _second;

    internal GatewayProcess First => _first!;

    internal GatewayProcess Second => _second!;

    /// <summary>Account id of the management account.</summary>
    public string Account { get; private set; } = "";

    /// <summary>The first node as root sees it.</summary>
    internal GatewayClient Root { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _first = await GatewayProcess.StartAsync();
        _second = await GatewayProcess.StartBesideAsync(_first);
        Root = First.As(First.Root());
        Account = (await Root.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Account");
    }

    /// <summary>A client of the second node, under the name that both serve.</summary>
    internal GatewayClient AtSecond(Credentials credentials) => new(Second.Url, credentials, First.Url.Authority);

    /// <summary>
    /// What works at both nodes is refused after the change: at the first at the very next request, at the second wherever it is asked a second or more after the change was answered.
    /// </summary>
    /// <returns>When, after the change's answer, the request was sent that the second node refused first.</returns>
    internal async Task<TimeSpan> TakesEffectAsync(Credentials who, Func<GatewayClient, Task<WireAnswer>> call, Func<Task<WireAnswer>> change, string refusal)
    {
        using var here = First.As(who);
        using var there = AtSecond(who);

        // What was granted a moment ago counts at the second node a little later, as what is taken away does. From here on both keep what they looked up.
        (await call(here)).Succeeded();
        await Second.UntilAsync("the grant", async () => (await call(there)).ErrorCode is null);

        (await change()).Succeeded();
        var answered = TimeProvider.System.GetTimestamp();
        (await call(here)).ErrorCode.ShouldBe(refusal);
        while (true)
        {
            var sent = TimeProvider.System.GetElapsedTime(answered);
            var answer = await call(there);
            if (answer.ErrorCode is not null)
            {
                answer.ErrorCode.ShouldBe(refusal);
                return sent;
            }

            sent.ShouldBeLessThan(Deadline, "the second node still goes by what was before the change");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Root?.Dispose();
        if (_second is not null)
        {
            await _second.DisposeAsync();
        }

        if (_first is not null)
        {
            await _first.DisposeAsync();
        }
    }
}
