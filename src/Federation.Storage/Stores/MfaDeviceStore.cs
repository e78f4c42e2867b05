using Federation.Model.Identifiers;
using Federation.Model.MfaDevices;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class MfaDeviceStore(SqlSession session) : IMfaDeviceStore
{
    public Task<StoreOutcome> AddAsync(MfaDevice device, CancellationToken cancellationToken) =>
        session.InsertAsync(MfaDeviceSql.Add, Arguments(device), cancellationToken);

    public async Task<MfaDevice?> FindAsync(AccountId account, string path, string name, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<MfaDeviceRow>(MfaDeviceSql.Find, new { account, nameKey = NameKey.Of(path + name) }, cancellationToken))?.ToDevice();

    public async Task<IReadOnlyList<MfaDevice>> ListOfOwnerAsync(AccountId account, string ownerId, CancellationToken cancellationToken) =>
        (await session.ListAsync<MfaDeviceRow>(MfaDeviceSql.ListOfOwner, new { account, ownerId = new Ascii(ownerId) }, cancellationToken)).ConvertAll(static row => row.ToDevice());

    public async Task<Page<MfaDevice>> ListAsync(AccountId account, bool? isAssigned, string? after, int take, CancellationToken cancellationToken)
    {
        var text = isAssigned switch { true => MfaDeviceSql.ListAssigned, false => MfaDeviceSql.ListUnassigned, null => MfaDeviceSql.List };
        var rows = await session.ListAsync<MfaDeviceRow>(text, new { account, after = after ?? string.Empty, take = Paging.Probe(take) }, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToDevice(), static row => row.NameKey);
    }

    public Task<int> CountAsync(AccountId account, CancellationToken cancellationToken) => session.ScalarAsync<int>(MfaDeviceSql.Count, new { account }, cancellationToken);

    public Task<int> CountAssignedAsync(AccountId account, CancellationToken cancellationToken) =>
        session.ScalarAsync<int>(MfaDeviceSql.CountAssigned, new { account }, cancellationToken);

    public Task<StoreOutcome> UpdateAsync(MfaDevice device, CancellationToken cancellationToken) =>
        session.ChangeAsync(MfaDeviceSql.Update, Arguments(device), cancellationToken);

    public Task<StoreOutcome> UseStepAsync(AccountId account, string deviceId, string ownerId, long step, CancellationToken cancellationToken) =>
        session.ChangeAsync(MfaDeviceSql.UseStep, new { account, deviceId = new Ascii(deviceId), ownerId = new Ascii(ownerId), step }, cancellationToken);

    public Task<StoreOutcome> RemoveAsync(AccountId account, string deviceId, long version, CancellationToken cancellationToken) =>
        session.ChangeAsync(MfaDeviceSql.Remove, new { account, deviceId = new Ascii(deviceId), version }, cancellationToken);

    private static object Arguments(MfaDevice device) => new
    {
        account = device.AccountId,
        deviceId = new Ascii(device.DeviceId),
        nameKey = NameKey.Of(device.Path + device.Name),
        path = device.Path,
        name = device.Name,
        sealedSeed = device.SealedSeed,
        ownerId = new Ascii(device.OwnerId),
        enabledAt = Instants.Of(device.EnabledAt),
        lastStep = device.LastStep,
        drift = device.DriftSteps,
        tags = StoreJson.Write(device.Tags),
        createdAt = Instants.Of(device.CreatedAt),
        version = device.Version,
    };
}
