using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Federation.Gateway.Pages.Components;

/// <summary>What the layout draws around a page. Each page sets it first.</summary>
/// <param name="Title">Title of the document, without the product's name.</param>
public sealed record PageFrame(string Title)
{
    /// <summary>The signed-in person; null draws the frame of the signed-out pages.</summary>
    public PortalSession? Session { get; init; }

    /// <summary>The way here, from the first page on; the last one is this page. Empty: none is drawn.</summary>
    public IReadOnlyList<Crumb> Crumbs { get; init; } = [];

    /// <summary>First-party modules of this page, by file name in <c>/js</c> without extension.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>A local address to go to at once (never a delayed one), or null.</summary>
    public string? Next { get; init; }

    /// <summary>Origin of the style sheets where it is not this page's own, or null.</summary>
    public string? AssetOrigin { get; init; }
}

/// <summary>One step of the way to a page.</summary>
/// <param name="Text">Name of the page.</param>
/// <param name="Href">Its address; null for the page itself.</param>
public sealed record Crumb(string Text, string? Href = null);

/// <summary>Keeps the frame in the view data.</summary>
public static class PageFrames
{
    private const string Key = "Frame";

    /// <summary>The frame that the page set.</summary>
    public static PageFrame GetFrame(this ViewDataDictionary viewData)
    {
        ArgumentNullException.ThrowIfNull(viewData);
        return viewData[Key] as PageFrame ?? throw new InvalidOperationException("the page set no frame");
    }

    /// <summary>Sets the frame.</summary>
    public static void SetFrame(this ViewDataDictionary viewData, PageFrame frame)
    {
        ArgumentNullException.ThrowIfNull(viewData);
        viewData[Key] = frame;
    }
}
