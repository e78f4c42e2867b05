using Federation.Services.Passwords;

namespace Federation.UnitTests.Services.Passwords;

/// <summary>Who hashes, who waits and who is told to slow down.</summary>
public sealed class PasswordGateTests : IDisposable
{
    private readonly ManualResetEventSlim _hold = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _hold.Set();
        _hold.Dispose();
    }

    [Fact]
    public async Task Whoever_comes_when_the_queue_is_full_is_told_to_slow_down()
    {
        var gate = Gate(slots: 1, queue: 1);
        var running = HoldAsync(gate, Stranger(1));
        var waiting = gate.RunAsync(Stranger(2), _ => true, Token);
        (await gate.RunAsync(Stranger(3), _ => true, Token)).Error!.Code.ShouldBe("Throttling");
        _hold.Set();
        (await running).Value.ShouldBeTrue();
        (await waiting).Succeeded.ShouldBeTrue();
        (await gate.RunAsync(Stranger(3), _ => true, Token)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_several_slots_strangers_leave_one_to_those_who_are_known()
    {
        var gate = Gate(slots: 2, queue: 2);
        var strangers = Enumerable.Range(1, 4).Select(i => HoldAsync(gate, Stranger(i))).ToList();
        (await gate.RunAsync(Stranger(5), _ => true, Token)).Error!.Code.ShouldBe("Throttling");
        (await gate.RunAsync(Known("ann"), _ => true, Token)).Succeeded.ShouldBeTrue();
        strangers.ShouldAllBe(step => !step.IsCompleted);
        _hold.Set();
        (await Task.WhenAll(strangers)).ShouldAllBe(result => result.Succeeded);
    }

    [Fact]
    public async Task One_network_takes_a_quarter_of_the_strangers_places()
    {
        var gate = Gate(slots: 2, queue: 6);
        gate.Lanes.PlacesPerNetwork.ShouldBe(2);
        var held = new[] { HoldAsync(gate, Stranger(1)), HoldAsync(gate, Stranger(1)) };
        (await gate.RunAsync(Stranger(1), _ => true, Token)).Error!.Code.ShouldBe("Throttling");
        var other = gate.RunAsync(Stranger(2), _ => true, Token);
        _hold.Set();
        (await other).Succeeded.ShouldBeTrue();
        (await Task.WhenAll(held)).ShouldAllBe(result => result.Succeeded);
    }

    [Fact]
    public async Task One_principal_cannot_hold_up_the_other_known_ones_for_long()
    {
        var gate = Gate(slots: 1, queue: 1);
        var held = Enumerable.Range(0, HashingLanes.PlacesPerPrincipal).Select(_ => HoldAsync(gate, Known("bob"))).ToList();
        (await gate.RunAsync(Known("bob"), _ => true, Token)).Error!.Code.ShouldBe("Throttling");
        var others = Enumerable.Range(0, 50).Select(i => gate.RunAsync(Known($"user {i}"), _ => true, Token)).ToList();
        _hold.Set();
        (await Task.WhenAll(others)).ShouldAllBe(result => result.Succeeded);
        (await Task.WhenAll(held)).ShouldAllBe(result => result.Succeeded);
    }

    [Fact]
    public async Task Who_is_known_goes_first_and_every_fourth_slot_is_a_strangers()
    {
        var gate = Gate(slots: 1, queue: 12);
        var order = new List<char>();
        var steps = new List<Task> { HoldAsync(gate, Stranger(1)) };
        steps.AddRange(Enumerable.Range(0, 3).Select(i => RunAsync(Stranger(i + 2), 's')));
        steps.AddRange(Enumerable.Range(0, 8).Select(_ => RunAsync(Known("ann"), 'k')));
        _hold.Set();
        await Task.WhenAll(steps);
        string.Concat(order).ShouldBe("kkkskkkskks");

        Task RunAsync(HashingTurn turn, char sign) => gate.RunAsync(
            turn,
            _ =>
            {
                order.Add(sign);
                return true;
            },
            Token);
    }

    [Fact]
    public async Task Whoever_gives_up_leaves_the_place_to_the_next()
    {
        var gate = Gate(slots: 1, queue: 1);
        var running = HoldAsync(gate, Stranger(1));
        using var patience = new CancellationTokenSource();
        var impatient = gate.RunAsync(Stranger(2), _ => true, patience.Token);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => impatient);
        gate.Lanes.Waiting.ShouldBe(0);
        var waiting = gate.RunAsync(Stranger(2), _ => true, Token);
        _hold.Set();
        (await running).Succeeded.ShouldBeTrue();
        (await waiting).Succeeded.ShouldBeTrue();
    }

    private static PasswordGate Gate(int slots, int queue)
    {
        var hashing = new PasswordHashing { MemoryKiB = 64, Slots = slots, Queue = queue };
        return new PasswordGate(new PasswordHasher(hashing), hashing);
    }

    private static HashingTurn Stranger(int network) => new(false, $"203.0.{network}.0");

    private static HashingTurn Known(string principal) => new(true, principal);

    private Task<Federation.Model.Results.Result<bool>> HoldAsync(PasswordGate gate, HashingTurn turn) => gate.RunAsync(turn, _ => _hold.Wait(TimeSpan.FromSeconds(60), Token), Token);
}
