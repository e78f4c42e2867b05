using Federation.Saml.Compatibility;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.ProviderSettings;
using Federation.Services.Traces;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Gateway.Pages.Console;

/// <summary>One identity provider: settings, metadata, keys, test login.</summary>
public sealed class ProviderModel(ConsoleServices services) : ConsolePage(services)
{
    /// <summary>ARN.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Arn { get; set; }

    /// <summary>What is in force.</summary>
    public SamlProviderSettingsResponse? Settings { get; private set; }

    /// <summary>The test that was just made.</summary>
    public CreateTestLoginResponse? Test { get; private set; }

    /// <summary>The presets.</summary>
    public IReadOnlyList<SamlCompatibilityPreset> Presets => SamlCompatibilityPresets.All;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => Settings = await InvokeAsync<SamlProviderSettingsResponse>(
        "federation", "GetSamlProviderSettings", new GetSamlProviderSettingsRequest { SAMLProviderArn = Arn }, cancellationToken);

    /// <summary>Saves the settings of the form.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] ProviderSettingsForm form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (await InvokeAsync<SamlProviderSettingsResponse>("federation", "UpdateSamlProviderSettings", form.ToRequest(Arn), cancellationToken) is not null)
        {
            Done = "The settings are saved.";
        }

        await OnGetAsync(cancellationToken);
        return Page();
    }

    /// <summary>Applies a preset.</summary>
    public async Task<IActionResult> OnPostPresetAsync(string? preset, CancellationToken cancellationToken)
    {
        var request = new UpdateSamlProviderSettingsRequest { SAMLProviderArn = Arn, Preset = preset };
        Done = await InvokeAsync<SamlProviderSettingsResponse>("federation", "UpdateSamlProviderSettings", request, cancellationToken) is null ? null : "The preset is applied.";
        await OnGetAsync(cancellationToken);
        return Page();
    }

    /// <summary>Fetches the metadata soon.</summary>
    public async Task<IActionResult> OnPostRefreshAsync(CancellationToken cancellationToken)
    {
        var request = new RefreshSamlProviderMetadataRequest { SAMLProviderArn = Arn };
        Done = await InvokeAsync<SamlProviderSettingsResponse>("federation", "RefreshSamlProviderMetadata", request, cancellationToken) is null ? null : "The metadata is fetched within some seconds.";
        await OnGetAsync(cancellationToken);
        return Page();
    }

    /// <summary>Replaces the metadata by an uploaded file.</summary>
    public async Task<IActionResult> OnPostUploadAsync(IFormFile? metadata, CancellationToken cancellationToken)
    {
        var request = new UpdateSAMLProviderRequest { SAMLProviderArn = Arn, SAMLMetadataDocument = await Uploads.ReadAsync(metadata, cancellationToken) };
        Done = await InvokeAsync<UpdateSAMLProviderResponse>("iam", "UpdateSAMLProvider", request, cancellationToken) is null ? null : "The metadata is replaced.";
        await OnGetAsync(cancellationToken);
        return Page();
    }

    /// <summary>Makes a test login.</summary>
    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancellationToken)
    {
        Test = await InvokeAsync<CreateTestLoginResponse>("federation", "CreateTestLogin", new CreateTestLoginRequest { SAMLProviderArn = Arn }, cancellationToken);
        await OnGetAsync(cancellationToken);
        return Page();
    }
}
