using System.IO.Pipelines;
using System.Net;
using Federation.Gateway.Aws;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;

namespace Federation.UnitTests.Gateway;

/// <summary>Large bodies of requests that name a key which exists, sent by somebody who need not hold it.</summary>
public sealed class LargeBodyTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LargeBodies _large;

    public LargeBodyTests() => _large = new LargeBodies(_time);

    [Fact]
    public async Task A_request_behind_four_stalled_bodies_is_answered_within_the_wait_and_they_lose_their_places()
    {
        var stalled = new List<Upload>();
        for (var i = 1; i <= LargeBodies.Most; i++)
        {
            stalled.Add(await StartAsync($"192.0.2.{i}"));
        }

        var fifth = await StartAsync("198.51.100.7");
        fifth.Read.IsCompleted.ShouldBeFalse();
        _time.Advance(LargeBodies.LongestWait);
        (await fifth.Outcome).Error!.Code.ShouldBe("Throttling");
        stalled.ShouldAllBe(upload => !upload.Read.IsCompleted);

        // Trickling is no way to keep a place.
        for (var at = LargeBodies.LongestWait; at < LargeBodies.LongestRead; at += TimeSpan.FromSeconds(10))
        {
            foreach (var upload in stalled)
            {
                await upload.SendAsync(1000);
            }

            _time.Advance(TimeSpan.FromSeconds(10));
        }

        foreach (var upload in stalled)
        {
            var body = await upload.Outcome;
            (body.Error!.Code, body.Error.Status, body.Bytes).ShouldBe(("RequestTimeout", 408, null));
        }

        var sixth = await StartAsync("198.51.100.7");
        await sixth.EndAsync();
        (await sixth.Outcome).Bytes!.Value.Length.ShouldBe(Upload.First);
    }

    [Fact]
    public async Task A_source_has_one_place_and_leaves_the_others_to_others()
    {
        var first = await StartAsync("2001:db8:1:1::1");
        var second = await StartAsync("2001:db8:1:1:ffff::2");
        var other = await StartAsync("2001:db8:1:2::1");
        await second.EndAsync();
        await other.EndAsync();
        (await other.Outcome).Bytes.ShouldNotBeNull();
        second.Read.IsCompleted.ShouldBeFalse();

        await first.EndAsync();
        var body = await first.Outcome;
        body.Bytes!.Value.Length.ShouldBe(Upload.First);
        second.Read.IsCompleted.ShouldBeFalse();
        body.Dispose();
        (await second.Outcome).Bytes!.Value.Length.ShouldBe(Upload.First);
    }

    [Fact]
    public async Task Whoever_sends_little_holds_no_place_whatever_is_announced()
    {
        var slow = Enumerable.Range(1, 20).Select(i => new Upload(_large, $"192.0.2.{i}", 10_000_000)).ToList();
        foreach (var upload in slow)
        {
            await upload.SendAsync(1000);
        }

        var whole = await StartAsync("198.51.100.7");
        await whole.EndAsync();
        (await whole.Outcome).Bytes!.Value.Length.ShouldBe(Upload.First);
    }

    [Fact]
    public async Task A_place_is_free_again_once_its_client_hangs_up_and_a_waiter_that_hangs_up_takes_none()
    {
        var uploads = new List<Upload>();
        for (var i = 1; i <= LargeBodies.Most + 2; i++)
        {
            uploads.Add(await StartAsync($"192.0.2.{i}"));
        }

        await uploads[^2].EndAsync();
        await uploads[^1].EndAsync();
        uploads[^2].HangUp();
        await Should.ThrowAsync<OperationCanceledException>(async () => await uploads[^2].Outcome);
        uploads[0].HangUp();
        await Should.ThrowAsync<OperationCanceledException>(async () => await uploads[0].Outcome);
        (await uploads[^1].Outcome).Bytes!.Value.Length.ShouldBe(Upload.First);
    }

    [Theory]
    [InlineData(false, null, WireRequests.MostUnknownBytes + 1, false)]
    [InlineData(false, null, WireRequests.MostUnknownBytes, true)]
    [InlineData(false, (long)WireRequests.MostUnknownBytes + 1, 1, false)]
    [InlineData(true, null, WireRequests.MostBytes + 1, false)]
    [InlineData(true, null, WireRequests.MostBytes, true)]
    [InlineData(true, (long)WireRequests.MostBytes + 1, 1, false)]
    public async Task Bodies_are_bounded(bool isKnown, long? announced, int bytes, bool isRead)
    {
        var upload = new Upload(_large, "192.0.2.1", announced, isKnown);
        await upload.SendAsync(bytes);
        await upload.EndAsync();
        using var body = await upload.Outcome;
        (body.Bytes?.Length).ShouldBe(isRead ? bytes : null);
        (body.Error?.Code).ShouldBe(isRead ? null : "RequestEntityTooLarge");
    }

    /// <summary>An upload that has sent enough to need a place.</summary>
    private async Task<Upload> StartAsync(string source)
    {
        var upload = new Upload(_large, source);
        await upload.SendAsync(Upload.First);
        return upload;
    }

    private sealed class Upload : IRequestBodyPipeFeature
    {
        public const int First = WireRequests.MostUnknownBytes + 1;

        // Whoever reads goes on within the writer's flush: when that is over, the reader has taken or asked for what it takes next.
        private readonly Pipe _pipe = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));
        private readonly CancellationTokenSource _connection = new();

        public Upload(LargeBodies large, string source, long? announced = null, bool isKnown = true)
        {
            var context = new DefaultHttpContext { RequestAborted = _connection.Token };
            context.Features.Set<IRequestBodyPipeFeature>(this);
            context.Connection.RemoteIpAddress = IPAddress.Parse(source);
            context.Request.ContentLength = announced;
            Read = WireRequests.ReadBodyAsync(context, isKnown, large);
        }

        public PipeReader Reader => _pipe.Reader;

        public Task<WireRequests.Body> Read { get; }

        /// <summary>What became of it. The clock of the rules stands still meanwhile: what it does not end would never end.</summary>
        public Task<WireRequests.Body> Outcome => Read.WaitAsync(TimeSpan.FromSeconds(30));

        public async Task SendAsync(int bytes) => await _pipe.Writer.WriteAsync(new byte[bytes]);

        public Task EndAsync() => _pipe.Writer.CompleteAsync().AsTask();

        public void HangUp() => _connection.Cancel();
    }
}
