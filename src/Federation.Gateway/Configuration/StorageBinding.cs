using Federation.Storage;

namespace Federation.Gateway.Configuration;

/// <summary>Binds the room of disks to the gateway's configuration keys.</summary>
internal static class StorageBinding
{
    internal static void Bind(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection("Federation:Database")).Configure(storage =>
        {
            storage.DataDirectory = configuration[GatewayConfiguration.DataDirectory] ?? storage.DataDirectory;
            storage.ConnectionString = string.IsNullOrWhiteSpace(storage.ConnectionString) ? null : storage.ConnectionString;
        }).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<KeyOptions>().Bind(configuration.GetSection("Federation:Keys")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RedisOptions>().Bind(configuration.GetSection("Federation:Redis")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<OutboundOptions>().Configure(outbound =>
        {
            foreach (var network in new ConfigurationReader(configuration).List(GatewayConfiguration.OutboundAllowedNetworks))
            {
                outbound.AllowedNetworks.Add(network);
            }
        });
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection("Federation:Audit")).ValidateDataAnnotations().ValidateOnStart();
    }
}
