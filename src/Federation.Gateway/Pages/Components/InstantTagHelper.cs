using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Federation.Gateway.Pages.Components;

/// <summary>
/// <c>&lt;instant at="…" /&gt;</c>: an instant, always stated absolutely in UTC; the module <c>local-time</c> adds the browser's own time.
/// With <c>until</c>, the module <c>countdown</c> shows the time that is left beside it.
/// </summary>
[HtmlTargetElement("instant", TagStructure = TagStructure.WithoutEndTag)]
public sealed class InstantTagHelper : TagHelper
{
    /// <summary>The instant.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Whether it is an end that a person waits for. Default false.</summary>
    public bool Until { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var utc = At.UtcDateTime;
        var machine = utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", machine);
        output.Attributes.SetAttribute(new TagHelperAttribute("data-local"));
        output.Content.SetContent(utc.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        if (Until)
        {
            output.PostElement.SetHtmlContent($" <span class=\"countdown\" data-until=\"{machine}\" role=\"timer\" hidden></span>");
        }
    }
}
