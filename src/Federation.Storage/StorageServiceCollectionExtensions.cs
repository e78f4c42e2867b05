using Federation.Model.Audit;
using Federation.Model.Keys;
using Federation.Model.Outbound;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Storage.Audit;
using Federation.Storage.Bootstrap;
using Federation.Storage.Housekeeping;
using Federation.Storage.Migrations;
using Federation.Storage.Outbound;
using Federation.Storage.Sealing;
using Federation.Storage.Sessions;
using Federation.Storage.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Federation.Storage;

/// <summary>Registers the room of disks.</summary>
public static class StorageServiceCollectionExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Registers database, session store, audit trail, key ring and their background jobs. The host binds <see cref="StorageOptions"/>,
        /// <see cref="KeyOptions"/>, <see cref="RedisOptions"/>, <see cref="AuditOptions"/> and <see cref="OutboundOptions"/>, and calls
        /// <see cref="IStoreInitializer.InitializeAsync"/> before it serves. What is registered already stays.
        /// </summary>
        public IServiceCollection AddFederationStorage()
        {
            services.AddOptions();
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton(CreateConnections);
            services.TryAddSingleton<ChangeTracker>();
            services.TryAddSingleton<IChangeTracker>(provider => provider.GetRequiredService<ChangeTracker>());
            services.TryAddSingleton<Database>();
            services.TryAddSingleton<IDatabase>(provider => provider.GetRequiredService<Database>());
            services.TryAddSingleton<Migrator>();
            services.TryAddSingleton<ISchemaCheck>(provider => provider.GetRequiredService<Migrator>());
            services.TryAddSingleton<KeyEncryptionKeySource>();
            services.TryAddSingleton<KeyRing>();
            services.TryAddSingleton<IKeyRing>(provider => provider.GetRequiredService<KeyRing>());
            services.TryAddSingleton<OpenedStore>();
            services.TryAddSingleton<IStoreInitializer>(provider => provider.GetRequiredService<OpenedStore>());
            services.TryAddSingleton<IKeyRotation, KeyRotation>();
            services.TryAddSingleton<Bootstrapper>();
            services.TryAddSingleton<IStoreHealth, StoreHealth>();
            services.TryAddSingleton<RedisConnection>();
            services.TryAddSingleton(provider => new Lazy<RedisConnection>(provider.GetRequiredService<RedisConnection>));
            services.TryAddSingleton(CreateSessionStore);
            services.TryAddSingleton<IOutboundHttp>(provider =>
                new OutboundHttp(provider.GetRequiredService<IOptions<OutboundOptions>>(), provider.GetRequiredService<TimeProvider>()));
            services.TryAddSingleton<AuditMetrics>();
            services.TryAddSingleton<AuditBatchWriter>();
            services.TryAddSingleton<AuditLog>();
            services.TryAddSingleton<IAuditLog>(provider => provider.GetRequiredService<AuditLog>());
            services.TryAddSingleton<ChangePoller>();
            services.TryAddSingleton<KeyRingReloader>();
            services.TryAddSingleton<Housekeeper>();
            services.TryAddSingleton<FileMaintenance>();
            services.TryAddSingleton<RedisChangeSignal>();
            return services.AddJob<AuditLog>().AddJob<ChangePoller>().AddJob<KeyRingReloader>().AddJob<Housekeeper>().AddJob<FileMaintenance>().AddJob<RedisChangeSignal>();
        }

        private IServiceCollection AddJob<T>()
            where T : class, IHostedService
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, T>(provider => provider.GetRequiredService<T>()));
            return services;
        }
    }

    private static ISessionStore CreateSessionStore(IServiceProvider provider) => UsesRedis(provider)
        ? ActivatorUtilities.CreateInstance<RedisSessionStore>(provider)
        : ActivatorUtilities.CreateInstance<SqlSessionStore>(provider);

    private static bool UsesRedis(IServiceProvider provider) =>
        !string.IsNullOrWhiteSpace(provider.GetRequiredService<IOptions<RedisOptions>>().Value.Configuration);

    private static ConnectionSource CreateConnections(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        return options.Provider switch
        {
            DatabaseProvider.Sqlite => new SqliteConnections(options),
            DatabaseProvider.SqlServer => new SqlServerConnections(options, provider.GetRequiredService<TimeProvider>()),
            _ => throw new InvalidOperationException("an unknown database is configured"),
        };
    }
}
