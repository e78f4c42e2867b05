using Federation.Model.SamlProviders;
using Federation.Model.Storage;

namespace Federation.Gateway.Pages.SignIn;

/// <summary>What the sign-in page shows.</summary>
public sealed record ChooserView
{
    /// <summary>One page of the providers that are listed.</summary>
    public required Page<SamlProvider> Providers { get; init; }

    /// <summary>The provider of the last sign-in in this browser, or null.</summary>
    public SamlProvider? Remembered { get; init; }

    /// <summary>What the list was searched for, or null.</summary>
    public string? Search { get; init; }

    /// <summary>True beyond the first page.</summary>
    public bool IsLaterPage { get; init; }

    /// <summary>Local path to go to after the sign-in.</summary>
    public string ReturnUrl { get; init; } = "/";

    /// <summary>The mail address that was looked up in vain, or null.</summary>
    public string? UnknownMail { get; init; }

    /// <summary>True where nothing is listed at all: the administrator has work to do.</summary>
    public bool IsEmpty => Providers.Items.Count == 0 && Search is null && !IsLaterPage;

    /// <summary>True where the list is long enough for a search.</summary>
    public bool HasSearch => Search is not null || IsLaterPage || Providers.IsTruncated || Providers.Items.Count > 6;

    /// <summary>Address that begins the sign-in at a provider.</summary>
    public string LoginAt(SamlProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return LoginAt(provider.Arn, ReturnUrl);
    }

    /// <summary>Address of another page of the list.</summary>
    public string ListAt(string? search, string? after)
    {
        var query = QueryString.Empty;
        query = search is null ? query : query.Add("search", search);
        query = after is null ? query : query.Add("after", after);
        query = ReturnUrl == "/" ? query : query.Add("returnUrl", ReturnUrl);
        return "/" + query.ToUriComponent();
    }

    /// <summary>Where the IdP lives, to tell providers of the same name apart: the host of its entity id, or all of one that is no URL.</summary>
    public static string PlaceOf(SamlProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return Uri.TryCreate(provider.EntityId, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.Authority : provider.EntityId;
    }

    internal static string LoginAt(string providerArn, string returnUrl)
    {
        var query = QueryString.Create("provider", providerArn);
        return "/saml/login" + (returnUrl == "/" ? query : query.Add("returnUrl", returnUrl)).ToUriComponent();
    }
}
