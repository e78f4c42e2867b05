using Federation.Cli.Login;
using Federation.Model.Identifiers;
using Federation.Storage;
using Federation.Storage.Bootstrap;

namespace Federation.Cli.Offline;

/// <summary>What the gateway's first start does, without the gateway: for stores on which it does not do so by itself, and for whoever wants the root credentials on another machine than its nodes.</summary>
internal sealed class Initialization(OfflineStore offline)
{
    /// <summary>Brings the schema up to date and makes the first account. Its key is in the file before it counts.</summary>
    /// <returns>The account, and the path of <c>root-credentials</c>.</returns>
    /// <exception cref="CliException">The store has an account already.</exception>
    public async Task<(AccountId Account, string Path)> RunAsync(AccountId? chosen, CancellationToken cancellationToken)
    {
        await offline.Get<IStoreInitializer>().InitializeAsync(cancellationToken);
        var path = "";
        var made = await offline.Get<Bootstrapper>().RunAsync(
            new BootstrapValues(chosen, null, null),
            async result => path = await RootCredentialsFile.WriteAsync(offline.DataDirectory, result.AccountId, result.AccessKeyId, result.SecretAccessKey, cancellationToken),
            cancellationToken);
        return made is not null
            ? (made.AccountId, path)
            : throw new CliException("the store holds its management account already; `fed root reset` gives its root a new access key");
    }
}
