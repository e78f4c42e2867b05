using Federation.Storage.Sql;

namespace Federation.StorageTests.Sql;

public sealed class DiskThreadTests
{
    [Fact]
    public async Task What_work_awaits_brings_it_back_to_its_thread_which_is_none_of_the_pool()
    {
        var threads = new List<(int Id, bool IsPools)>();
        await DiskThread.RunAsync("test", async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                threads.Add((Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));
                await Task.Run(static () => { }, TestContext.Current.CancellationToken);
            }
        });
        threads.Distinct().ShouldHaveSingleItem().IsPools.ShouldBeFalse();
    }

    [Fact]
    public async Task The_thread_ends_with_its_work()
    {
        Thread? thread = null;
        await DiskThread.RunAsync("test", async () =>
        {
            await Task.Yield();
            thread = Thread.CurrentThread;
        });
        thread!.Join(TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_failure_is_its_callers()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => DiskThread.RunAsync("test", async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("broken");
        }));
        failure.Message.ShouldBe("broken");
    }
}
