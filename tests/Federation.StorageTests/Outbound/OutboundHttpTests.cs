using System.IO.Compression;
using System.Net;
using Federation.Model.Outbound;
using Federation.Model.Results;
using Federation.Storage;
using Federation.Storage.Outbound;
using Microsoft.Extensions.Options;

namespace Federation.StorageTests.Outbound;

public sealed class OutboundHttpTests
{
    private const int MaxBytes = 1000;

    [Fact]
    public async Task A_document_comes_with_its_type_tag_and_age()
    {
        await using var server = new LoopbackServer(LoopbackServer.Answer(
            "200 OK\r\nContent-Type: application/samlmetadata+xml\r\nETag: \"v1\"\r\nCache-Control: max-age=600", "<a/>"u8));
        var result = await GetAsync(server, "127.0.0.0/8");
        result.Error.ShouldBeNull();
        result.Value!.Body.ToArray().ShouldBe("<a/>"u8.ToArray());
        result.Value.ContentType.ShouldBe("application/samlmetadata+xml");
        result.Value.ETag.ShouldBe("\"v1\"");
        result.Value.MaxAge.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task A_copy_at_hand_is_confirmed()
    {
        await using var server = new LoopbackServer(LoopbackServer.Answer("304 Not Modified\r\nETag: \"v1\""));
        var result = await GetAsync(server, "127.0.0.0/8", request => request with { ETag = "\"v1\"" });
        result.Value!.NotModified.ShouldBeTrue();
        server.Requests.Single().ShouldContain("If-None-Match: \"v1\"");
    }

    [Fact]
    public async Task A_loopback_address_is_not_reached_unless_allowed()
    {
        await using var server = new LoopbackServer(LoopbackServer.Answer("200 OK", "secret"u8));
        (await GetAsync(server, null)).Error!.Detail.ShouldBe("no address of `127.0.0.1` may be connected to");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_resolves_to_a_private_address_is_not_reached()
    {
        await using var server = new LoopbackServer(LoopbackServer.Answer("200 OK", "secret"u8));
        using var client = Client(null, "::ffff:127.0.0.1");
        var result = await client.GetAsync(Request($"http://rebound.example:{server.Port}/"), CancellationToken.None);
        result.Error!.Detail.ShouldBe("no address of `rebound.example` may be connected to");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_name_is_resolved_once_for_check_and_connection()
    {
        await using var server = new LoopbackServer(LoopbackServer.Answer("200 OK", "x"u8));
        var resolved = 0;
        using var client = new OutboundHttp(Options("127.0.0.0/8"), TimeProvider.System, (_, _) =>
        {
            resolved++;
            return Task.FromResult(new[] { IPAddress.Loopback });
        });
        (await client.GetAsync(Request($"http://idp.example:{server.Port}/"), CancellationToken.None)).Succeeded.ShouldBeTrue();
        resolved.ShouldBe(1);
        server.Requests.Single().ShouldContain("Host: idp.example");
    }

    [Theory]
    [InlineData("302 Found\r\nLocation: https://example.com/")]
    [InlineData("404 Not Found")]
    [InlineData("206 Partial Content")]
    [InlineData("304 Not Modified")]
    public async Task Only_a_whole_answer_counts(string status)
    {
        await using var server = new LoopbackServer(LoopbackServer.Answer(status, "body"u8));
        (await GetAsync(server, "127.0.0.0/8")).Error!.Detail!.ShouldContain("status");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_body_above_the_bound_is_refused_and_one_at_the_bound_is_not()
    {
        await using var large = new LoopbackServer(LoopbackServer.Answer("200 OK", new byte[MaxBytes + 1]));
        (await GetAsync(large, "127.0.0.0/8")).Error!.Detail!.ShouldContain("larger");
        await using var unsaid = new LoopbackServer([.. "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8, .. new byte[MaxBytes + 1]]);
        (await GetAsync(unsaid, "127.0.0.0/8")).Error!.Detail!.ShouldContain("larger");
        await using var exact = new LoopbackServer(LoopbackServer.Answer("200 OK", new byte[MaxBytes]));
        (await GetAsync(exact, "127.0.0.0/8")).Value!.Body.Length.ShouldBe(MaxBytes);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3_000_000)]
    public async Task A_download_is_whole_beyond_what_stays_in_memory_and_leaves_no_file(int size)
    {
        var document = new byte[size];
        document.AsSpan().Fill((byte)'x');
        await using var server = new LoopbackServer(LoopbackServer.Answer("200 OK\r\nETag: \"v1\"", document));
        string? file;
        await using (var result = (await DownloadAsync(server, size)).Value!)
        {
            result.ETag.ShouldBe("\"v1\"");
            result.Content.Position.ShouldBe(0);
            using var copy = new MemoryStream();
            await result.Content.CopyToAsync(copy);
            copy.ToArray().ShouldBe(document);
            file = (result.Content as FileStream)?.Name;
            if (file is not null && !OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        (file is not null).ShouldBe(size > 1_048_576);
        File.Exists(file).ShouldBeFalse();
        (await DownloadAsync(server, size - 1)).Error!.Detail!.ShouldContain("larger");
    }

    [Fact]
    public async Task A_small_packed_body_that_unpacks_to_much_is_refused()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[100_000]);
        }

        packed.Length.ShouldBeLessThan(MaxBytes);
        await using var server = new LoopbackServer(LoopbackServer.Answer("200 OK\r\nContent-Encoding: gzip", packed.ToArray()));
        (await GetAsync(server, "127.0.0.0/8")).Error!.Detail!.ShouldContain("larger");
    }

    [Fact]
    public async Task A_server_that_does_not_end_is_left_at_the_time_limit()
    {
        await using var server = new LoopbackServer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"u8.ToArray(), hangs: true);
        var result = await GetAsync(server, "127.0.0.0/8", request => request with { Timeout = TimeSpan.FromMilliseconds(300) });
        result.Error!.Detail!.ShouldContain("no whole answer");
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/", false)]
    [InlineData("https://user:password@127.0.0.1:1/", false)]
    [InlineData("ftp://127.0.0.1/", true)]
    [InlineData("file:///etc/passwd", true)]
    public async Task Other_schemes_and_user_names_are_refused(string url, bool allowHttp)
    {
        using var client = Client("127.0.0.0/8");
        var result = await client.GetAsync(Request(url) with { AllowHttp = allowHttp }, CancellationToken.None);
        result.Error!.Detail.ShouldBe("only https addresses without user name are fetched");
    }

    [Fact]
    public async Task A_proxy_of_the_environment_is_not_asked()
    {
        await using var server = new LoopbackServer(LoopbackServer.Answer("200 OK", "x"u8));
        var before = Environment.GetEnvironmentVariable("http_proxy");
        Environment.SetEnvironmentVariable("http_proxy", "http://127.0.0.1:1");
        try
        {
            (await GetAsync(server, "127.0.0.0/8")).Succeeded.ShouldBeTrue();
        }
        finally
        {
            Environment.SetEnvironmentVariable("http_proxy", before);
        }
    }

    private static async Task<Result<OutboundResponse>> GetAsync(LoopbackServer server, string? allowed, Func<OutboundRequest, OutboundRequest>? change = null)
    {
        using var client = Client(allowed);
        var request = Request($"http://127.0.0.1:{server.Port}/metadata");
        return await client.GetAsync(change is null ? request : change(request), CancellationToken.None);
    }

    private static async Task<Result<OutboundDocument>> DownloadAsync(LoopbackServer server, int maxBytes)
    {
        using var client = Client("127.0.0.0/8");
        return await client.DownloadAsync(Request($"http://127.0.0.1:{server.Port}/metadata") with { MaxBytes = maxBytes }, CancellationToken.None);
    }

    private static OutboundRequest Request(string url) => new(new Uri(url), MaxBytes, TimeSpan.FromSeconds(10), AllowHttp: true);

    private static OutboundHttp Client(string? allowed, string resolvesTo = "127.0.0.1") =>
        new(Options(allowed), TimeProvider.System, (_, _) => Task.FromResult(new[] { IPAddress.Parse(resolvesTo) }));

    private static IOptions<OutboundOptions> Options(string? allowed)
    {
        var options = new OutboundOptions();
        if (allowed is not null)
        {
            options.AllowedNetworks.Add(allowed);
        }

        return Microsoft.Extensions.Options.Options.Create(options);
    }
}
