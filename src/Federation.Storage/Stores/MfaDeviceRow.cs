using Federation.Model.Identifiers;
using Federation.Model.MfaDevices;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class MfaDeviceRow
{
    public AccountId AccountId { get; init; }

    public required string DeviceId { get; init; }

    public required string NameKey { get; init; }

    public required string Path { get; init; }

    public required string DeviceName { get; init; }

    public required byte[] SealedSeed { get; init; }

    public string? OwnerId { get; init; }

    public long? EnabledAt { get; init; }

    public long LastStep { get; init; }

    public int DriftSteps { get; init; }

    public required string Tags { get; init; }

    public long CreatedAt { get; init; }

    public long Version { get; init; }

    public MfaDevice ToDevice() => new()
    {
        AccountId = AccountId,
        DeviceId = DeviceId,
        Path = Path,
        Name = DeviceName,
        SealedSeed = SealedSeed,
        OwnerId = OwnerId,
        EnabledAt = Instants.From(EnabledAt),
        LastStep = LastStep,
        DriftSteps = DriftSteps,
        Tags = StoreJson.ReadTags(Tags),
        CreatedAt = Instants.From(CreatedAt),
        Version = Version,
    };
}
