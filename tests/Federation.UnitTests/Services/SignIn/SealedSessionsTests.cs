using System.Text;
using Federation.Model.Sessions;
using Federation.Services.SignIn;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.SignIn;

/// <summary>What the session store holds says nothing to whoever reads it, and counts for nothing in another row.</summary>
public sealed class SealedSessionsTests
{
    [Fact]
    public async Task A_value_of_the_session_store_is_sealed_and_opens_in_its_own_row_only()
    {
        await using var house = await TestHouse.OpenAsync();
        var (sessions, store) = (house.Get<SealedSessions>(), house.Get<ISessionStore>());
        (await sessions.TryAddAsync("note", "one", new Note("alice@example.org"), house.Time.GetUtcNow().AddMinutes(1), [], default)).ShouldBeTrue();
        var entry = (await store.FindAsync("note", "one", default)).ShouldNotBeNull();
        Encoding.Latin1.GetString(entry.Value.Span).ShouldNotContain("alice");

        (await store.TryAddAsync(entry with { Id = "two" }, default)).ShouldBeTrue();
        (await store.TryAddAsync(entry with { Kind = "other" }, default)).ShouldBeTrue();
        (await sessions.FindAsync<Note>("note", "one", default)).ShouldBe(new Note("alice@example.org"));
        (await sessions.FindAsync<Note>("note", "two", default)).ShouldBeNull();
        (await sessions.FindAsync<Note>("other", "one", default)).ShouldBeNull();
    }

    private sealed record Note(string Text);
}
