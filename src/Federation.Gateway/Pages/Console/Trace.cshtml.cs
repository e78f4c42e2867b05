using Federation.Services.Traces;

namespace Federation.Gateway.Pages.Console;

/// <summary>One recorded login.</summary>
public sealed class TraceModel(ConsoleServices services) : ConsolePage(services)
{
    /// <summary>The trace; null where it was refused or is gone.</summary>
    public GetLoginTraceResponse? Trace { get; private set; }

    /// <summary>The reference.</summary>
    public string TraceId { get; private set; } = string.Empty;

    /// <summary>Shows it; values of the assertion only where they are asked for, by a right of their own.</summary>
    public async Task OnGetAsync(string id, bool values, CancellationToken cancellationToken)
    {
        TraceId = id;
        Trace = await InvokeAsync<GetLoginTraceResponse>("federation", "GetLoginTrace", new GetLoginTraceRequest { TraceId = id, IncludeValues = values }, cancellationToken);
    }
}
