namespace Federation.Gateway.Jobs;

/// <summary>The jobs of the SAML service provider.</summary>
internal static class SamlJobs
{
    internal static void Add(IServiceCollection services)
    {
        services.AddHostedService<LoginTraceWriter>();
        services.AddHostedService<MetadataRefreshJob>();
        services.AddHostedService<ExpiryWarningJob>();
    }
}
