using Federation.Services.Passwords;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.UserSignIns;

/// <summary>How many known browsers wait at once: so many that the node can bear it, and no principal so many that others find no place.</summary>
public sealed class WaitingPlacesTests : IAsyncLifetime
{
    private TestHouse _house = null!;
    private AttemptLimits _limits = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await PasswordWorld.OpenAsync();
        _limits = _house.Get<AttemptLimits>();
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task One_principal_with_many_browsers_leaves_places_to_the_others()
    {
        var waiting = await FillAsync("insider", browsers: (AttemptLimits.MostWaiting / AttemptLimits.MostWaitingPerDevice) + 1);
        waiting.Count.ShouldBe(AttemptLimits.MostWaitingPerPrincipal);
        var other = await FillAsync("ann", browsers: 1);
        other.Count.ShouldBe(AttemptLimits.MostWaitingPerDevice);

        // Who has waited makes room.
        _house.Time.Advance(TimeSpan.FromSeconds(30));
        (await Task.WhenAll(waiting.Concat(other))).ShouldAllBe(may => may);
        (await FillAsync("insider", browsers: 8)).Count.ShouldBe(AttemptLimits.MostWaitingPerPrincipal);
        _house.Time.Advance(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Many_principals_wait_no_more_than_the_node_bears()
    {
        var waiting = new List<Task<bool>>();
        for (var i = 0; i <= AttemptLimits.MostWaiting / AttemptLimits.MostWaitingPerPrincipal; i++)
        {
            waiting.AddRange(await FillAsync($"user-{i}", browsers: 6));
        }

        waiting.Count.ShouldBe(AttemptLimits.MostWaiting);
        _house.Time.Advance(TimeSpan.FromSeconds(30));
        (await Task.WhenAll(waiting)).ShouldAllBe(may => may);
    }

    /// <summary>Each browser uses up its free attempts and then sends as many as may wait; returns those that wait.</summary>
    private async Task<List<Task<bool>>> FillAsync(string principal, int browsers)
    {
        var waiting = new List<Task<bool>>();
        for (var browser = 0; browser < browsers; browser++)
        {
            for (var i = 0; i < AttemptLimits.FreePerNetwork + AttemptLimits.MostWaitingPerDevice; i++)
            {
                var pauses = _limits.Pauses;
                var step = _limits.MayTryAsync(new Attempt(AttemptKind.Password, principal, "198.51.100.0", $"browser-{browser}"), default);
                SpinWait.SpinUntil(() => step.IsCompleted || _limits.Pauses > pauses, TimeSpan.FromSeconds(20)).ShouldBeTrue();
                if (_limits.Pauses > pauses)
                {
                    waiting.Add(step);
                }
                else
                {
                    // Free, or refused.
                    await step;
                }
            }
        }

        return waiting;
    }
}
