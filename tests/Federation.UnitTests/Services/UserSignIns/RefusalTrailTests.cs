using System.Globalization;
using System.Text.Json;
using Federation.Model.Audit;
using Federation.Services.Passwords;
using Federation.Services.UserSignIns;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.UserSignIns;

/// <summary>What people who are not signed in can write into an account's trail.</summary>
public sealed class RefusalTrailTests : IAsyncLifetime
{
    private TestHouse _house = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await PasswordWorld.OpenAsync();
        await _house.SignerAsync("ann");
        await _house.PasswordAsync("ann");
        // A minute begins.
        _house.Time.Advance(TimeSpan.FromSeconds(60 - _house.Time.GetUtcNow().ToUnixTimeSeconds() % 60));
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Refused_sign_ins_of_unknown_names_have_a_few_records_a_minute_which_count_them_all()
    {
        for (var i = 0; i < 200; i++)
        {
            // Many fail, and then many are refused for having failed too often: all of them are nobody's.
            await new UserVisitor(_house, $"203.0.{i % 4}.1").SignInAsync($"nobody-{i}", "Wrong-Horse-1");
        }

        (await RefusalsAsync()).Select(CountOf).ShouldBe([1, 1, 1, 1, 1]);
        await FlushAsync(isLast: false);
        (await RefusalsAsync()).Count.ShouldBe(RefusalTally.RecordsPerMinute);
        _house.Time.Advance(TimeSpan.FromMinutes(1));
        await FlushAsync(isLast: false);
        await FlushAsync(isLast: true);
        var records = await RefusalsAsync();
        records.Select(CountOf).ShouldBe([1, 1, 1, 1, 1, 195]);
        records.ShouldAllBe(record => record.EventJson.Contains("HIDDEN_DUE_TO_SECURITY_REASONS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refusals_by_too_many_attempts_have_a_few_records_and_wrong_passwords_have_all()
    {
        var outcomes = new List<UserSignInOutcome>();
        for (var i = 0; i < 40; i++)
        {
            outcomes.Add(await new UserVisitor(_house).SignInAsync("ann", "Wrong-Horse-1"));
        }

        var wrong = outcomes.Count(outcome => outcome is UserSignInOutcome.Refused);
        wrong.ShouldBe(AttemptLimits.FreePerNetwork + 1);
        await FlushAsync(isLast: true);
        var records = await RefusalsAsync();
        records.Count(record => CountOf(record) is null).ShouldBe(wrong);
        records.Select(CountOf).OfType<int>().Order().ShouldBe([1, 1, 1, 1, 1, 40 - wrong - RefusalTally.RecordsPerMinute]);
        records.ShouldAllBe(record => record.EventJson.Contains("\"userName\":\"ann\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_counted_comes_with_the_next_record_or_at_the_end()
    {
        for (var i = 0; i < 8; i++)
        {
            await TryAsync();
        }

        _house.Time.Advance(TimeSpan.FromMinutes(1));
        await TryAsync();
        var counts = (await RefusalsAsync()).Select(CountOf).Order().ToList();
        counts.ShouldBe([1, 1, 1, 1, 1, 4]);
        for (var i = 0; i < 6; i++)
        {
            await TryAsync();
        }

        await FlushAsync(isLast: true);
        (await RefusalsAsync()).Sum(CountOf).ShouldBe(15);
        Task TryAsync() => new UserVisitor(_house).SignInAsync("nobody", "Wrong-Horse-1");
    }

    private Task FlushAsync(bool isLast) => _house.Get<UserSignInAudit>().FlushAsync(isLast);

    private async Task<IReadOnlyList<AuditRecord>> RefusalsAsync() =>
        [.. (await _house.TrailAsync(_house.Management)).Where(record => record is { EventName: "ConsoleLogin", ErrorCode: not null }).OrderBy(CountOf)];

    private static int? CountOf(AuditRecord record)
    {
        using var document = JsonDocument.Parse(record.EventJson);
        return document.RootElement.GetProperty("additionalEventData").TryGetProperty("RefusalCount", out var count) ? int.Parse(count.GetString()!, CultureInfo.InvariantCulture) : null;
    }
}
