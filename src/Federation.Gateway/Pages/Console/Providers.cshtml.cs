using System.Text;
using Federation.Gateway.Pages.Components;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Gateway.Pages.Console;

/// <summary>The identity providers of the account.</summary>
public sealed class ProvidersModel(ConsoleServices services) : ConsolePage(services)
{
    private const int PageLength = 50;

    /// <summary>One page of the providers that are searched for.</summary>
    public IReadOnlyList<SAMLProviderListEntry> Providers { get; private set; } = [];

    /// <summary>How many there are in the account.</summary>
    public int Total { get; private set; }

    /// <summary>How many the search found.</summary>
    public int Found { get; private set; }

    /// <summary>What is searched for, or null.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    /// <summary>The page, from 1 on.</summary>
    [BindProperty(SupportsGet = true, Name = "page-number")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Whether there is so much that searching helps.</summary>
    public bool HasSearch => Total > PageLength;

    /// <summary>Whether pages follow.</summary>
    public bool HasMore => Found > PageNumber * PageLength;

    /// <summary>Lists them.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var all = (await InvokeAsync<ListSAMLProvidersResponse>("iam", "ListSAMLProviders", Nothing.Value, cancellationToken))?.SAMLProviderList ?? [];
        var found = string.IsNullOrWhiteSpace(Search) ? all : [.. all.Where(entry => PersonName.OfResource(entry.Arn!).Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase))];
        (Total, Found) = (all.Count, found.Count);
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (Found + PageLength - 1) / PageLength));
        Providers = [.. found.Skip((PageNumber - 1) * PageLength).Take(PageLength)];
    }

    /// <summary>The address of a page of the same search.</summary>
    public string At(int page) =>
        "/console/providers?" + (string.IsNullOrWhiteSpace(Search) ? "" : $"search={Uri.EscapeDataString(Search)}&") + string.Create(System.Globalization.CultureInfo.InvariantCulture, $"page-number={page}");

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
