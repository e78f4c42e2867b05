using Federation.Gateway.Configuration;
using Federation.Gateway.Pages.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Federation.Gateway.Http;

/// <summary>
/// Gives refusals that have no body yet (404, 405, 421, 429, 5xx) a page, where a browser asks for one. Programs, the AWS doors and the portal's JSON keep their own
/// answers. It stands before everything that refuses, so it renders without an endpoint and asks no store.
/// </summary>
internal sealed class HtmlAnswers(RequestDelegate next)
{
    private const string View = "/Pages/Shared/Failure.cshtml";

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var response = context.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null && response.ContentLength is null && IsWanted(context.Request))
        {
            await WriteAsync(context);
        }
    }

    /// <summary>True where a browser navigates: it asks for HTML by name. AWS's clients and fetch calls do not.</summary>
    internal static bool IsWanted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && type.Quality is not 0)
        && !request.Path.StartsWithSegments("/healthz", StringComparison.Ordinal);

    /// <summary>Refuses: with a sentence as plain text, or with no body, which becomes a page.</summary>
    internal static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        if (IsWanted(context.Request))
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }

    /// <summary>Writes the page of the response's status.</summary>
    internal static async Task WriteAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var status = context.Response.StatusCode;
        var reference = RequestInfos.InfoOf(context, services.GetRequiredService<TimeProvider>()).RequestId;
        var address = services.GetRequiredService<PublicAddress>();
        var misdirected = status == StatusCodes.Status421MisdirectedRequest;
        if (misdirected)
        {
            // Nothing is served under this name, so its page takes its style from the gateway's own.
            PageHeaders.AllowStyleFrom(context, address.Url);
        }

        PageHeaders.Apply(context);
        var action = new ActionContext(context, context.GetRouteData(), new ActionDescriptor());
        var view = services.GetRequiredService<IRazorViewEngine>().GetView(null, View, isMainPage: true).EnsureSuccessful([]).View!;
        var data = new ViewDataDictionary<Problem>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = StatusTexts.Of(status, reference, address.Origin) };
        data.SetFrame(new PageFrame(data.Model.Title) { Scripts = misdirected ? [] : ["copy"], AssetOrigin = misdirected ? address.Origin : null });
        await using var writer = new StringWriter();
        await view.RenderAsync(new ViewContext(action, view, data, new TempDataDictionary(context, services.GetRequiredService<ITempDataProvider>()), writer, new HtmlHelperOptions()));
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(writer.ToString(), context.RequestAborted);
    }
}
