using Federation.Services.Portal;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Gateway.Pages.Console;

/// <summary>Chooses the role in which the console works.</summary>
public sealed class IndexModel(ConsoleServices services, PortalRoles roles) : ConsolePage(services)
{
    /// <summary>The roles to choose from.</summary>
    public IReadOnlyList<PortalRole> Roles { get; private set; } = [];

    /// <inheritdoc/>
    protected override bool NeedsRole => false;

    /// <summary>Shows the choice.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => Roles = (await roles.ListAsync(Session, RequestInfo, cancellationToken)).Roles;

    /// <summary>Opens the console in a role.</summary>
    public async Task<IActionResult> OnPostAsync(string? roleArn, CancellationToken cancellationToken)
    {
        var opened = await Console.OpenAsync(Session, roleArn ?? string.Empty, RequestInfo, cancellationToken);
        if (opened.Succeeded)
        {
            return LocalRedirect("/console/providers");
        }

        Problems.Add(opened.Error);
        await OnGetAsync(cancellationToken);
        return Page();
    }

    /// <summary>Closes the console.</summary>
    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancellationToken)
    {
        await Console.CloseAsync(Session, cancellationToken);
        return LocalRedirect("/");
    }
}
