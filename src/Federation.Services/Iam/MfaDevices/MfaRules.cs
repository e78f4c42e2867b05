using Federation.Model.Identifiers;
using Federation.Model.MfaDevices;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.MfaDevices;

/// <summary>What the MFA operations share.</summary>
internal static class MfaRules
{
    internal const string SerialPattern = @"[\w+=/:,.@-]+";
    internal const string CodePattern = @"[\d]+";

    /// <summary>AWS's quota of devices of one user, and of root.</summary>
    internal const int MostPerOwner = 8;

    private const string Kind = "mfa-device";

    internal static AwsError NotFound(string serialNumber) => IamErrors.NoSuchEntity($"VirtualMFADevice with serial number {serialNumber} doesn't exist.");

    internal static AwsError NotTheUsers() => IamErrors.NoSuchEntity("MFA Device invalid for user.");

    internal static AwsError WrongCode() => IamErrors.InvalidAuthenticationCode("Authentication code for device is not valid.");

    /// <summary>The device of the caller's account that a serial number names, or null. Spelling in another case names it too; the ARN stays as stored.</summary>
    internal static async Task<MfaDevice?> FindAsync(IUnitOfWork store, AccountId account, string serialNumber, CancellationToken cancellationToken) =>
        Arns.TryParseIam(serialNumber, "mfa", out var named, out var path, out var name) && named == account
            ? await store.MfaDevices.FindAsync(account, path, name, cancellationToken)
            : null;

    /// <summary>The device that the demand was decided on, or NoSuchEntity.</summary>
    internal static async Task<Result<MfaDevice>> FindSeenAsync(IUnitOfWork store, OperationContext context, string serialNumber, CancellationToken cancellationToken)
    {
        var device = await FindAsync(store, context.Caller.AccountId, serialNumber, cancellationToken);
        return !context.IsAsSeen(Kind, serialNumber, IdentityOf(device)) ? IamErrors.ConcurrentChange() : device is null ? NotFound(serialNumber) : device;
    }

    /// <summary>The demand of an operation on an existing device.</summary>
    internal static async Task<Demand> OnExistingAsync(
        string action, string serialNumber, OperationContext context, CancellationToken cancellationToken, Action<IDictionary<string, IReadOnlyList<string>>>? more = null)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var account = context.Caller.AccountId;
        var device = await FindAsync(await context.ReadAsync(cancellationToken), account, serialNumber, cancellationToken);
        context.Saw(Kind, serialNumber, IdentityOf(device));
        TagRules.AddResourceContext(keys, device?.Tags ?? []);
        more?.Invoke(keys);

        // What is no ARN of this account names nothing here; it is asked for as a device all the same, so that nobody learns which.
        var resource = device?.SerialNumber ?? (Arns.TryParseIam(serialNumber, "mfa", out var named, out _, out _) && named == account ? serialNumber : Arns.MfaDevice(account, "/", "*"));
        return Demand.Identity(action, resource, account) with { Context = keys, Shown = serialNumber };
    }

    private static string? IdentityOf(MfaDevice? device) => device is null ? null : SeenEntity.Of(device.DeviceId, device.SerialNumber, null, device.Tags);
}
