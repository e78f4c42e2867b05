using Federation.Gateway.Http;
using Federation.Gateway.Pages.Components;
using Federation.Model.Results;
using Federation.Services.Console;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.Console;

/// <summary>What the pages of the console need.</summary>
public sealed class ConsoleServices(
    PortalSessions sessions, ConsoleSessions console, OperationRegistry registry, OperationInvoker invoker, Cookies cookies, TimeProvider timeProvider)
{
    internal PortalSessions Sessions => sessions;

    internal ConsoleSessions Console => console;

    internal OperationRegistry Registry => registry;

    internal OperationInvoker Invoker => invoker;

    internal Cookies Cookies => cookies;

    internal TimeProvider Time => timeProvider;
}

/// <summary>
/// A page of the console: it acts as the role session that the person opened, and everything it shows or does is an operation run as that caller. A page holds no rule and
/// reads no store.
/// </summary>
public abstract class ConsolePage(ConsoleServices services) : PageModel
{
    /// <summary>The signed-in person.</summary>
    public PortalSession Session { get; private set; } = null!;

    /// <summary>Whom the page acts as.</summary>
    public Caller Acting { get; private set; } = Caller.Anonymous;

    /// <summary>Refusals of operations, in their own words.</summary>
    public IList<AwsError> Problems { get; } = [];

    /// <summary>What was done, or null.</summary>
    public string? Done { get; protected set; }

    /// <summary>Reference for the audit trail.</summary>
    public string Reference => Info.RequestId;

    /// <summary>The instant of the page.</summary>
    public DateTimeOffset Now => Info.ReceivedAt;

    private RequestInfo Info => RequestInfos.InfoOf(HttpContext, services.Time);

    /// <summary>The frame of a console page.</summary>
    public PageFrame Frame(string title, params IEnumerable<Crumb> crumbs) =>
        new(title) { Session = Session, Crumbs = [new("Your roles", "/"), new("Console", "/console"), .. crumbs], Scripts = ["copy", "local-time"] };

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var cancellationToken = HttpContext.RequestAborted;
        if (await services.Sessions.FindAsync(services.Cookies.Session(Request), cancellationToken) is not { } session)
        {
            context.Result = LocalRedirect("/");
            return;
        }

        Session = session;
        if (await services.Console.FindAsync(session, cancellationToken) is { } caller)
        {
            Acting = caller;
        }
        else if (NeedsRole)
        {
            context.Result = LocalRedirect("/console");
            return;
        }

        await next();
    }

    /// <summary>False for the page on which the role is chosen.</summary>
    protected virtual bool NeedsRole => true;

    /// <summary>Runs an operation as the open role. Null: it was refused, and <see cref="Problems"/> says why.</summary>
    protected async Task<T?> InvokeAsync<T>(string service, string operation, object request, CancellationToken cancellationToken)
        where T : class
    {
        var found = services.Registry.Find(service, operation) ?? throw new InvalidOperationException($"there is no operation {service}:{operation}");
        var result = await services.Invoker.InvokeAsync(found, request, Info, Acting, cancellationToken);
        if (result.Succeeded)
        {
            return (T)result.Value;
        }

        Problems.Add(result.Error);
        return null;
    }

    /// <summary>Runs the console's own steps.</summary>
    protected ConsoleSessions Console => services.Console;

    /// <summary>What the door knows.</summary>
    protected RequestInfo RequestInfo => Info;
}
