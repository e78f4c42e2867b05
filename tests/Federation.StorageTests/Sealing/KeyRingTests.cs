using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Model.Keys;
using Federation.Model.Storage;
using Federation.Storage.Sealing;
using Federation.Storage.Sql;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Sealing;

public sealed class KeyRingTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Sealed_bytes_open_under_their_label_only()
    {
        await using var store = await TestStore.OpenAsync();
        var ring = store.Get<IKeyRing>();
        var box = ring.Seal("access-key/AKIA1", "secret"u8);
        ring.TryOpen("access-key/AKIA1", box, out var plain).ShouldBeTrue();
        plain!.RevealText().ShouldBe("secret");
        ring.TryOpen("access-key/AKIA2", box, out _).ShouldBeFalse();
        ring.TryOpen(string.Empty, box, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Every_byte_of_a_box_counts()
    {
        await using var store = await TestStore.OpenAsync();
        var ring = store.Get<IKeyRing>();
        var box = ring.Seal("l", "secret"u8);
        for (var i = 0; i < box.Length; i++)
        {
            var changed = (byte[])box.Clone();
            changed[i] ^= 1;
            ring.TryOpen("l", changed, out _).ShouldBeFalse($"byte {i}");
            ring.TryOpen("l", box.AsSpan(0, i), out _).ShouldBeFalse($"length {i}");
        }

        ring.TryOpen("l", ring.Seal("l", []), out var empty).ShouldBeTrue();
        empty!.Reveal().Length.ShouldBe(0);
    }

    [Fact]
    public async Task Two_boxes_of_one_secret_differ()
    {
        await using var store = await TestStore.OpenAsync();
        store.Get<IKeyRing>().Seal("l", "secret"u8).ShouldNotBe(store.Get<IKeyRing>().Seal("l", "secret"u8));
    }

    [Fact]
    public void Key_material_of_one_row_opens_in_no_other()
    {
        using var kek = new KeyEncryptionKey(new Model.Secrets.Secret(RandomNumberGenerator.GetBytes(32)));
        var key = KeyFactory.Create(KeyPurpose.Sealing, KeyState.Current, kek, Sample.Now);
        kek.TryUnwrap(KeyFactory.ContextOf(key), key.SealedMaterial, out _).ShouldBeTrue();
        kek.TryUnwrap(KeyFactory.ContextOf(key with { Purpose = KeyPurpose.StoredSecrets }), key.SealedMaterial, out _).ShouldBeFalse();
        kek.TryUnwrap(KeyFactory.ContextOf(key with { KeyId = "00000000" }), key.SealedMaterial, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Rotation_promotes_the_announced_key_and_the_old_one_reads_for_36_hours_and_the_skew()
    {
        await using var store = await TestStore.OpenAsync();
        var (ring, rotation) = (store.Get<IKeyRing>(), store.Get<IKeyRotation>());
        var old = ring.CurrentSealingKey;
        var next = (await store.ReadAsync(unit => unit.Keys.ListAsync(None))).Single(key => key.Purpose == KeyPurpose.Sealing && key.State == KeyState.Next);
        ring.TryGetSealingKey(next.KeyId, out _).ShouldBeTrue();

        (await rotation.RotateAsync(KeyPurpose.Sealing, None)).ShouldBe(KeyRotationOutcome.Rotated);
        ring.CurrentSealingKey.KeyId.ShouldBe(next.KeyId);
        store.Time.Advance(TimeSpan.FromHours(36) + TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        ring.TryGetSealingKey(old.KeyId, out var found).ShouldBeTrue();
        found!.Root.FixedTimeEquals(old.Root.Reveal()).ShouldBeTrue();
        store.Time.Advance(TimeSpan.FromMilliseconds(1));
        ring.TryGetSealingKey(old.KeyId, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Stored_secrets_open_after_any_number_of_rotations()
    {
        await using var store = await TestStore.OpenAsync();
        var box = store.Get<IKeyRing>().Seal("access-key/AKIA1", "secret"u8);
        for (var i = 0; i < 3; i++)
        {
            (await store.Get<IKeyRotation>().RotateAsync(KeyPurpose.StoredSecrets, None)).ShouldBe(KeyRotationOutcome.Rotated);
            store.Time.Advance(TimeSpan.FromDays(30));
            await store.Get<Storage.Housekeeping.Housekeeper>().RunOnceAsync(None);
        }

        store.Get<IKeyRing>().TryOpen("access-key/AKIA1", box, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_SAML_key_is_announced_before_it_signs()
    {
        await using var store = await TestStore.OpenAsync();
        var (ring, rotation) = (store.Get<IKeyRing>(), store.Get<IKeyRotation>());
        var first = ring.SamlKeys(KeyPurpose.SamlSigning).Single();
        (await rotation.AnnounceAsync(KeyPurpose.SamlSigning, None)).ShouldBe(KeyRotationOutcome.Announced);
        (await rotation.AnnounceAsync(KeyPurpose.SamlSigning, None)).ShouldBe(KeyRotationOutcome.Stale);
        var announced = ring.SamlKeys(KeyPurpose.SamlSigning);
        announced[0].Thumbprint.ShouldBe(first.Thumbprint);
        (await rotation.RotateAsync(KeyPurpose.SamlSigning, None)).ShouldBe(KeyRotationOutcome.Rotated);
        ring.SamlKeys(KeyPurpose.SamlSigning).Select(key => key.Thumbprint).ShouldBe([announced[1].Thumbprint, first.Thumbprint]);
        store.Time.Advance(TimeSpan.FromHours(37));
        ring.SamlKeys(KeyPurpose.SamlSigning).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_of_web_identity_tokens_are_made_once_when_they_are_needed_and_rotate_together()
    {
        await using var store = await TestStore.OpenAsync();
        var (ring, rotation) = (store.Get<IKeyRing>(), store.Get<IKeyRotation>());
        ring.SigningKeys(KeyPurpose.WebIdentitySigning).ShouldBeEmpty();
        (await rotation.RotateAsync(KeyPurpose.WebIdentitySigning, None)).ShouldBe(KeyRotationOutcome.Stale);
        await EnsureAsync(store);
        var first = ring.SigningKeys(KeyPurpose.WebIdentitySigning);
        first.Select(key => key.Algorithm).Order(StringComparer.Ordinal).ShouldBe(["ES384", "RS256"]);
        await using var other = store.AnotherNode();
        await other.Get<Storage.IStoreInitializer>().InitializeAsync(None);
        await EnsureAsync(other);
        other.Get<IKeyRing>().SigningKeys(KeyPurpose.WebIdentitySigning).Select(key => key.KeyId).ShouldBe(first.Select(key => key.KeyId));
        ring.SigningKeys(KeyPurpose.TokenSigning).ShouldBeEmpty();

        (await rotation.AnnounceAsync(KeyPurpose.WebIdentitySigning, None)).ShouldBe(KeyRotationOutcome.Announced);
        (await rotation.AnnounceAsync(KeyPurpose.WebIdentitySigning, None)).ShouldBe(KeyRotationOutcome.Stale);
        (await rotation.RotateAsync(KeyPurpose.WebIdentitySigning, None)).ShouldBe(KeyRotationOutcome.Rotated);
        var rotated = ring.SigningKeys(KeyPurpose.WebIdentitySigning);
        rotated.Count(key => key.State == KeyState.Current).ShouldBe(2);
        rotated.Where(key => key.State == KeyState.Retired).Select(key => key.KeyId).Order(StringComparer.Ordinal).ShouldBe(first.Select(key => key.KeyId).Order(StringComparer.Ordinal));
        store.Time.Advance(TimeSpan.FromHours(37));
        ring.SigningKeys(KeyPurpose.WebIdentitySigning).Count.ShouldBe(2);
    }

    private static async Task EnsureAsync(TestStore node)
    {
        var rotation = node.Get<IKeyRotation>();
        var made = rotation.MakeAll(KeyPurpose.WebIdentitySigning);
        await node.WriteAsync(unit => rotation.EnsureAsync(unit, made, None));
        await rotation.ReloadAsync(None);
    }

    [Fact]
    public async Task SAML_keys_are_RSA_2048_with_private_keys_and_differ_by_purpose()
    {
        await using var store = await TestStore.OpenAsync();
        var signing = store.Get<IKeyRing>().SamlKeys(KeyPurpose.SamlSigning).Single();
        var encryption = store.Get<IKeyRing>().SamlKeys(KeyPurpose.SamlEncryption).Single();
        signing.Thumbprint.ShouldNotBe(encryption.Thumbprint);
        using var privateKey = signing.GetRSAPrivateKey();
        privateKey!.KeySize.ShouldBe(2048);
        var signature = privateKey.SignData("x"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var publicKey = signing.GetRSAPublicKey();
        publicKey!.VerifyData("x"u8, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
    }

    [Fact]
    public async Task Another_node_follows_a_rotation()
    {
        await using var store = await TestStore.OpenAsync();
        await using var other = store.AnotherNode();
        await other.Get<Storage.IStoreInitializer>().InitializeAsync(None);
        await store.Get<IKeyRotation>().RotateAsync(KeyPurpose.Sealing, None);
        var seenBefore = other.Get<IKeyRing>().TryGetSealingKey(store.Get<IKeyRing>().CurrentSealingKey.KeyId, out _);
        seenBefore.ShouldBeTrue();

        var reloaded = new TaskCompletionSource();
        other.Get<ChangeTracker>().KeyRingChanged += reloaded.SetResult;
        await other.Get<ChangePoller>().PollAsync(None);
        await reloaded.Task;
        await other.Get<OpenedStore>().ReloadKeysAsync(None);
        other.Get<IKeyRing>().CurrentSealingKey.KeyId.ShouldBe(store.Get<IKeyRing>().CurrentSealingKey.KeyId);
    }

    [Fact]
    public async Task A_purpose_has_one_current_key()
    {
        await using var store = await TestStore.OpenAsync();
        var second = KeyFactory.Create(KeyPurpose.Sealing, KeyState.Current, store.Get<OpenedStore>().KeyEncryptionKey, Sample.Now);
        (await store.WriteAsync(unit => unit.Keys.AddAsync(second, None))).ShouldBe(StoreOutcome.Conflict);
        (await store.WriteAsync(unit => unit.Keys.AddAsync(second with { State = KeyState.Retired }, None))).ShouldBe(StoreOutcome.Stored);
    }

    [Fact]
    public async Task No_key_lies_in_the_database_in_clear()
    {
        await using var store = await TestStore.OpenAsync();
        var root = store.Get<IKeyRing>().CurrentSealingKey.Root.Reveal().ToArray();
        var file = ((SqliteConnections)store.Get<ConnectionSource>()).FilePath;
        var bytes = await File.ReadAllBytesAsync(file);
        bytes.AsSpan().IndexOf(root).ShouldBe(-1);
    }
}
