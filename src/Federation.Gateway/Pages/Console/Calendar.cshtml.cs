using Federation.Services.Calendar;

namespace Federation.Gateway.Pages.Console;

/// <summary>What runs out.</summary>
public sealed class CalendarModel(ConsoleServices services) : ConsolePage(services)
{
    /// <summary>The entries.</summary>
    public IReadOnlyList<ExpiryEntryShape> Entries { get; private set; } = [];

    /// <summary>Lists them.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Entries = (await InvokeAsync<GetExpiryCalendarResponse>("federation", "GetExpiryCalendar", new GetExpiryCalendarRequest(), cancellationToken))?.Entries ?? [];
}
