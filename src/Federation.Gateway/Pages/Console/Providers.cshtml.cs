using System.Text;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Gateway.Pages.Console;

/// <summary>The identity providers of the account.</summary>
public sealed class ProvidersModel(ConsoleServices services) : ConsolePage(services)
{
    /// <summary>The providers.</summary>
    public IReadOnlyList<SAMLProviderListEntry> Providers { get; private set; } = [];

    /// <summary>Lists them.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Providers = (await InvokeAsync<ListSAMLProvidersResponse>("iam", "ListSAMLProviders", Nothing.Value, cancellationToken))?.SAMLProviderList ?? [];

    /// <summary>Makes one from an uploaded metadata file.</summary>
    public async Task<IActionResult> OnPostAsync(string? name, IFormFile? metadata, CancellationToken cancellationToken)
    {
        var request = new CreateSAMLProviderRequest { Name = name, SAMLMetadataDocument = await Uploads.ReadAsync(metadata, cancellationToken) };
        if (await InvokeAsync<CreateSAMLProviderResponse>("iam", "CreateSAMLProvider", request, cancellationToken) is { } made)
        {
            return LocalRedirect("/console/provider?arn=" + Uri.EscapeDataString(made.SAMLProviderArn!));
        }

        await OnGetAsync(cancellationToken);
        return Page();
    }
}

/// <summary>Files of forms.</summary>
internal static class Uploads
{
    /// <summary>The text of an uploaded file; null for none. Its bounds are the request's.</summary>
    internal static async Task<string?> ReadAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null or { Length: 0 })
        {
            return null;
        }

        using var reader = new StreamReader(file.OpenReadStream(), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
