using Federation.Services.Pipeline;
using Federation.Services.ProviderSettings;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.SignIn;

/// <summary>Short words for the settings of a provider.</summary>
internal static class ProviderSettingsCalls
{
    public static Task<SamlProviderSettingsResponse> SetAsync(this TestHouse house, string provider, Func<UpdateSamlProviderSettingsRequest, UpdateSamlProviderSettingsRequest> change, Caller? caller = null) =>
        house.DoAsync<SamlProviderSettingsResponse>("federation", "UpdateSamlProviderSettings", change(new UpdateSamlProviderSettingsRequest { SAMLProviderArn = provider }), caller);

    public static Task<SamlProviderSettingsResponse> GetAsync(this TestHouse house, string provider, Caller? caller = null) =>
        house.DoAsync<SamlProviderSettingsResponse>("federation", "GetSamlProviderSettings", new GetSamlProviderSettingsRequest { SAMLProviderArn = provider }, caller);
}
