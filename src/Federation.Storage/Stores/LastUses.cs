using Federation.Model.AccessKeys;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

/// <summary>The last use of a key or role as its row has it.</summary>
internal static class LastUses
{
    public static CredentialUse? From(long? usedAt, string? service, string? region) =>
        usedAt is { } at ? new CredentialUse(Instants.From(at), service ?? string.Empty, region ?? string.Empty) : null;
}
