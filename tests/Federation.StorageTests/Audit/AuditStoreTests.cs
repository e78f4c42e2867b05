using Federation.Model.Audit;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Audit;

public abstract class AuditStoreTests(Backend backend)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_record_comes_back_as_it_was_written()
    {
        await using var store = await TestStore.OpenAsync(backend);
        var record = Sample.Event(Sample.A) with
        {
            ErrorCode = "AccessDenied",
            ReadOnly = false,
            Resources = [new("AWS::IAM::Role", "arn:aws:iam::111111111111:role/x"), new("AWS::IAM::Role", "arn:aws:iam::111111111111:role/y")],
        };
        await AppendAsync(store, record);
        Json.Of((await LookupAsync(store, new AuditQuery())).Items.Single()).ShouldBe(Json.Of(record));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_record_that_was_written_as_utf8_comes_back_with_what_its_event_says(int resources)
    {
        await using var store = await TestStore.OpenAsync(backend);
        var named = Enumerable.Range(0, resources).Select(i => new AuditResource("AWS::IAM::Role", $"arn:aws:iam::111111111111:role/\u00e9{i}")).ToList();
        var said = resources == 0
            ? """{"userAgent":"\"resources\":[1]"}"""
            : """{"userAgent":"\u00e9","resources":[{"ARN":"arn:aws:iam::111111111111:role/\u00e90","accountId":"111111111111","type":"AWS::IAM::Role"},{"ARN":"arn:aws:iam::111111111111:role/\u00e91","type":"AWS::IAM::Role"}]}""";
        await AppendAsync(store, Sample.Event(Sample.A) with { EventJson = null!, EventUtf8 = System.Text.Encoding.UTF8.GetBytes(said), Resources = named });
        var read = (await LookupAsync(store, new AuditQuery())).Items.Single();
        read.EventJson.ShouldBe(said);
        read.Resources.ShouldBe(named);
        (await LookupAsync(store, new AuditQuery { ResourceName = "arn:aws:iam::111111111111:role/\u00e91" })).Items.Count.ShouldBe(resources == 0 ? 0 : 1);
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_also_within_one_millisecond()
    {
        await using var store = await TestStore.OpenAsync(backend);
        var records = Enumerable.Range(0, 7).Select(i => Sample.Event(Sample.A, $"E{i}", Sample.Now.AddMilliseconds(i / 3))).ToArray();
        await AppendAsync(store, records);
        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await LookupAsync(store, new AuditQuery { Take = 2, After = after });
            names.AddRange(page.Items.Select(record => record.EventName));
            after = page.Next;
        }
        while (after is not null);

        names.ShouldBe(["E6", "E5", "E4", "E3", "E2", "E1", "E0"]);
    }

    [Fact]
    public async Task Every_attribute_finds_its_records()
    {
        await using var store = await TestStore.OpenAsync(backend);
        var wanted = Sample.Event(Sample.A, "CreateRole") with
        {
            EventSource = "iam.amazonaws.com",
            ReadOnly = false,
            Username = "bob",
            AccessKeyId = "ASIA1",
            Resources = [new("AWS::IAM::Role", "arn:aws:iam::111111111111:role/x")],
        };
        await AppendAsync(store, Sample.Event(Sample.A), wanted, Sample.Event(Sample.A));
        foreach (var query in new AuditQuery[]
        {
            new() { EventId = wanted.EventId }, new() { EventName = "CreateRole" }, new() { EventSource = "iam.amazonaws.com" }, new() { ReadOnly = false },
            new() { Username = "bob" }, new() { AccessKeyId = "ASIA1" }, new() { ResourceType = "AWS::IAM::Role" },
            new() { ResourceName = "arn:aws:iam::111111111111:role/x" },
        })
        {
            (await LookupAsync(store, query)).Items.ShouldHaveSingleItem(query.ToString()).EventId.ShouldBe(wanted.EventId);
        }

        (await LookupAsync(store, new AuditQuery { ReadOnly = true })).Items.Count.ShouldBe(2);
        (await LookupAsync(store, new AuditQuery { Username = "BOB" })).Items.ShouldBeEmpty();
        (await LookupAsync(store, new AuditQuery { ResourceName = "AWS::IAM::Role" })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_is_found_by_its_id_within_the_times_that_are_asked_for_only()
    {
        await using var store = await TestStore.OpenAsync(backend);
        var (wanted, twin) = (Sample.Event(Sample.A), Sample.Event(Sample.A));
        await AppendAsync(store, wanted, twin);
        var query = new AuditQuery { EventId = wanted.EventId };
        foreach (var within in new[] { query, query with { StartTime = Sample.Now, EndTime = Sample.Now } })
        {
            (await LookupAsync(store, within)).Items.ShouldHaveSingleItem().EventId.ShouldBe(wanted.EventId);
        }

        foreach (var without in new[]
        {
            query with { StartTime = Sample.Now.AddMilliseconds(1) }, query with { EndTime = Sample.Now.AddMilliseconds(-1) }, query with { EventId = Guid.CreateVersion7(Sample.Now).ToString() },
            query with { EventId = Guid.NewGuid().ToString() }, query with { EventId = "x" },
        })
        {
            (await LookupAsync(store, without)).Items.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Start_and_end_are_both_within()
    {
        await using var store = await TestStore.OpenAsync(backend);
        await AppendAsync(store, [.. Enumerable.Range(0, 5).Select(i => Sample.Event(Sample.A, $"E{i}", Sample.Now.AddSeconds(i)) with { Resources = [new("T", "N")] })]);
        foreach (var query in new AuditQuery[] { new(), new() { ResourceType = "T" }, new() { Username = "alice" } })
        {
            var bounded = query with { StartTime = Sample.Now.AddSeconds(1), EndTime = Sample.Now.AddSeconds(3), Take = 2 };
            var first = await LookupAsync(store, bounded);
            first.Items.Select(record => record.EventName).ShouldBe(["E3", "E2"]);
            (await LookupAsync(store, bounded with { After = first.Next })).Items.Select(record => record.EventName).ShouldBe(["E1"]);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("1.-2")]
    [InlineData("")]
    [InlineData("99999999999999999999.1")]
    public async Task A_position_of_another_form_is_known_as_such(string position)
    {
        AuditQuery.IsPosition(position).ShouldBeFalse();
        await using var store = await TestStore.OpenAsync(backend);
        await Should.ThrowAsync<FormatException>(() => LookupAsync(store, new AuditQuery { After = position }));
    }

    private static Task AppendAsync(TestStore store, params AuditRecord[] records) => store.WriteAsync(unit => unit.Audit.AppendAsync(records, None));

    private static Task<Model.Storage.Page<AuditRecord>> LookupAsync(TestStore store, AuditQuery query) =>
        store.ReadAsync(unit => unit.Audit.LookupAsync(Sample.A, query, None));
}

public sealed class SqliteAuditStoreTests() : AuditStoreTests(Backend.Sqlite);

public sealed class SqlServerAuditStoreTests() : AuditStoreTests(Backend.SqlServer);
