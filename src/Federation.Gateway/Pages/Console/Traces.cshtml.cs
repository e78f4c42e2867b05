using Federation.Services.Traces;

namespace Federation.Gateway.Pages.Console;

/// <summary>Recorded logins.</summary>
public sealed class TracesModel(ConsoleServices services) : ConsolePage(services)
{
    /// <summary>A page of them.</summary>
    public ListLoginTracesResponse List { get; private set; } = new();

    /// <summary>The outcome that is filtered by.</summary>
    public string? Outcome { get; private set; }

    /// <summary>Lists them.</summary>
    public async Task OnGetAsync(string? outcome, string? next, CancellationToken cancellationToken)
    {
        Outcome = string.IsNullOrEmpty(outcome) ? null : outcome;
        List = await InvokeAsync<ListLoginTracesResponse>("federation", "ListLoginTraces", new ListLoginTracesRequest { Outcome = Outcome, NextToken = next }, cancellationToken) ?? new();
    }
}
