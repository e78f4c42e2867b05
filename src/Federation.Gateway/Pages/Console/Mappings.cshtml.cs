using Federation.Services.Mappings;

namespace Federation.Gateway.Pages.Console;

/// <summary>The role mappings of the account.</summary>
public sealed class MappingsModel(ConsoleServices services) : ConsolePage(services)
{
    /// <summary>A page of them.</summary>
    public ListRoleMappingsResponse List { get; private set; } = new();

    /// <summary>Lists them.</summary>
    public async Task OnGetAsync(string? next, CancellationToken cancellationToken) =>
        List = await InvokeAsync<ListRoleMappingsResponse>("federation", "ListRoleMappings", new ListRoleMappingsRequest { NextToken = next }, cancellationToken) ?? new();
}
