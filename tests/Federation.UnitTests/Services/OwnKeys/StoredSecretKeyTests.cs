using System.Text.Json;
using Federation.Model.Keys;
using Federation.Services.OwnKeys;
using Federation.Services.Sts;
using Federation.Storage;
using Federation.UnitTests.Services.House;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Federation.UnitTests.Services.OwnKeys.SealingKeyWorld;

namespace Federation.UnitTests.Services.OwnKeys;

/// <summary>What is stored sealed opens after any number of rotations, and nothing tells a key's material.</summary>
public sealed class StoredSecretKeyTests
{
    [Fact]
    public async Task Secrets_of_access_keys_and_seeds_of_devices_open_after_two_rotations()
    {
        await using var house = await OpenAsync(services => services.Configure<KeyOptions>(options => options.RetiredLifetime = TimeSpan.FromHours(12)));
        var key = await house.KeyAsync("ann");
        var device = await house.DeviceAsync("ann");
        await house.RotateAsync(StoredSecrets);
        house.Time.Advance(RotateSealingKeys.Lead);
        await house.RotateAsync(StoredSecrets);
        house.Time.Advance(TimeSpan.FromHours(13));
        await house.Get<Storage.Housekeeping.Housekeeper>().RunOnceAsync(default);

        // A node that starts has nothing opened yet.
        await using var node = await house.OtherNodeAsync();
        (await node.SecretAsync(key, house.Time)).ShouldBe(key.SecretAccessKey);
        var ann = await house.CallerOfAsync("ann");
        var request = new GetSessionTokenRequest { SerialNumber = device.SerialNumber, TokenCode = device.Code(house) };
        (await house.DoAsync<GetSessionTokenResponse>("sts", "GetSessionToken", request, ann)).Credentials.ShouldNotBeNull();
        (await house.ListAsync()).Count(shown => shown is { Purpose: StoredSecrets, State: "Retired" }).ShouldBe(2);
    }

    [Fact]
    public async Task What_is_stored_after_a_rotation_is_sealed_under_the_new_key_and_opens_on_a_node_that_has_not_read_it()
    {
        await using var house = await OpenAsync();
        await using var other = await house.OtherNodeAsync();
        var current = (await house.RotateAsync(StoredSecrets)).Single(key => key is { Purpose: StoredSecrets, State: "Current" });
        var box = house.Get<IKeyRing>().Seal("row", "plain"u8);
        Storage.Sealing.SealedBox.TryReadKeyId(box, out var keyId).ShouldBeTrue();
        keyId.ShouldBe(current.KeyId);
        other.GetRequiredService<IKeyRing>().TryOpen("row", box, out _).ShouldBeTrue();
        house.Get<IKeyRing>().TryOpen("row", other.GetRequiredService<IKeyRing>().Seal("row", "plain"u8), out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Keys_of_stored_secrets_are_never_thrown_out()
    {
        await using var house = await OpenAsync();
        var before = await house.ListAsync();
        var (code, message) = await house.RefusalAsync(StoredSecrets, force: true);
        (code, message).ShouldBe(("InvalidSealingKeyException", "Force is for SessionTokens only: what is stored under the keys of StoredSecrets (access keys, MFA devices, login traces) would be lost with them"));
        (await house.ListAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Every_rotation_of_a_sealing_key_leaves_a_record_and_no_material_is_told_anywhere()
    {
        using var logs = new KeptLogs();
        await using var house = await OpenAsync(services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)));
        var materials = await MaterialsAsync(house);
        var answers = new List<IReadOnlyList<SealingKeyShape>> { await house.RotateAsync(SessionTokens), await house.RotateAsync(StoredSecrets) };
        await house.RefusalAsync(SessionTokens);
        materials.AddRange(await MaterialsAsync(house));
        answers.Add(await house.RotateAsync(SessionTokens, force: true));
        materials.AddRange(await MaterialsAsync(house));
        answers.Add(await house.ListAsync());

        var trail = (await house.TrailAsync(house.Management)).Where(record => record.EventName == "RotateSealingKeys").ToList();
        trail.Select(record => record.ErrorCode).ShouldBe([null, null, null, "InvalidSealingKeyException"], ignoreOrder: true);
        trail.Where(record => record.ErrorCode is null).Select(record => record.Resources.Single().ResourceName)
            .ShouldBe([answers[0][0].KeyId!, answers[1].Single(key => key is { Purpose: StoredSecrets, State: "Current" }).KeyId!, answers[2][0].KeyId!]);
        trail.Count(record => record.EventJson.Contains("\"force\":true", StringComparison.Ordinal)).ShouldBe(1);

        logs.Text.ShouldNotBeEmpty();
        var told = (string.Concat(trail.Select(record => record.EventJson)) + JsonSerializer.Serialize(answers) + logs.Text).Replace("\\u002B", "+", StringComparison.Ordinal);
        materials.Count.ShouldBeGreaterThan(8);
        foreach (var material in materials)
        {
            told.ShouldNotContain(Convert.ToBase64String(material)[..^4]);
            told.ShouldNotContain(Convert.ToHexString(material), Case.Insensitive);
        }
    }

    /// <summary>What must not be told: the keys in clear, and sealed.</summary>
    private static async Task<List<byte[]>> MaterialsAsync(TestHouse house)
    {
        await using var store = await house.Database.BeginReadAsync(default);
        var keys = (await store.Keys.ListAsync(default)).Where(key => key.Purpose is KeyPurpose.Sealing or KeyPurpose.StoredSecrets).ToList();
        var clear = keys.Select(key => house.Get<IKeyRing>().TryGetSealingKey(key.KeyId, out var found) ? found.Root.Reveal().ToArray() : null).OfType<byte[]>();
        return [.. clear, .. keys.Select(key => key.SealedMaterial)];
    }

    private sealed class KeptLogs : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
