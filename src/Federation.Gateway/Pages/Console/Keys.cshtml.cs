using Federation.Services.OwnKeys;
using Federation.Services.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Gateway.Pages.Console;

/// <summary>The gateway's own SAML keys and their roll-over.</summary>
public sealed class KeysModel(ConsoleServices services) : ConsolePage(services)
{
    /// <summary>The keys.</summary>
    public IReadOnlyList<SamlKeyShape> Keys { get; private set; } = [];

    /// <summary>Lists them.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Keys = (await InvokeAsync<SamlKeysResponse>("federation", "ListSamlKeys", Nothing.Value, cancellationToken))?.SamlKeys ?? [];

    /// <summary>Announces the next key of a use.</summary>
    public async Task<IActionResult> OnPostAnnounceAsync(string? use, CancellationToken cancellationToken)
    {
        var request = new AnnounceSamlKeyRequest { Use = use };
        Done = await InvokeAsync<SamlKeysResponse>("federation", "AnnounceSamlKey", request, cancellationToken) is null ? null : "The next key is in our metadata.";
        await OnGetAsync(cancellationToken);
        return Page();
    }

    /// <summary>Puts the next key in the place of the current one.</summary>
    public async Task<IActionResult> OnPostRotateAsync(string? use, string? force, CancellationToken cancellationToken)
    {
        var request = new RotateSamlKeyRequest { Use = use, Force = force is "true" ? true : null };
        Done = await InvokeAsync<SamlKeysResponse>("federation", "RotateSamlKey", request, cancellationToken) is null ? null : "The key is in use.";
        await OnGetAsync(cancellationToken);
        return Page();
    }
}
