using Federation.Model.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace Federation.Gateway.Http;

/// <summary>What is answered when a page fails: no text of the exception, a reference by which the log is found.</summary>
internal static class FailurePage
{
    internal static void Handle(IApplicationBuilder app) => app.Run(async context =>
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        context.Response.StatusCode = exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            InvalidDataException => StatusCodes.Status400BadRequest,
            StoreUnavailableException => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        if (HtmlAnswers.IsWanted(context.Request))
        {
            await HtmlAnswers.WriteAsync(context);
            return;
        }

        PageHeaders.Apply(context);
        context.Response.ContentType = "text/plain; charset=utf-8";
        var info = RequestInfos.InfoOf(context, context.RequestServices.GetRequiredService<TimeProvider>());
        await context.Response.WriteAsync(
            context.Response.StatusCode < 500 ? "The request cannot be read.\n" : $"Something went wrong on our side. Reference: {info.RequestId}\n",
            context.RequestAborted);
    });
}
