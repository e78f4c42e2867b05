using System.Globalization;
using Federation.Gateway.Http;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.Services.SignIn;

namespace Federation.Gateway.Pages.SignIn;

/// <summary>Finds the providers that the sign-in page shows: a page of the list, the one used last, the one of a mail domain.</summary>
public sealed class ProviderChooser(IDatabase database, SamlProviderDirectory directory, Cookies cookies)
{
    private const int PageLength = 20;
    private const int LongestSearch = 128;
    private const int LongestDomain = 253;

    /// <summary>The sign-in page of a request.</summary>
    /// <param name="request">The request, for the provider it remembers.</param>
    /// <param name="search">Part of a provider's name, or null.</param>
    /// <param name="after">Where the page of the list begins, from a link of the page before.</param>
    /// <param name="returnUrl">Where to go afterwards; what is no local path becomes <c>/</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ChooserView> LoadAsync(HttpRequest request, string? search, string? after, string? returnUrl, CancellationToken cancellationToken)
    {
        search = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        search = search is { Length: > LongestSearch } ? search[..LongestSearch] : search;
        var position = IsPosition(after) ? after : null;
        await using var store = await database.BeginReadAsync(cancellationToken);
        return new ChooserView
        {
            Providers = await store.SamlProviders.ListForSignInAsync(search, position, PageLength, cancellationToken),
            Remembered = cookies.Provider(request) is { } arn && (await directory.FindAsync(arn, cancellationToken))?.Provider is { } remembered ? remembered : null,
            Search = search,
            IsLaterPage = position is not null,
            ReturnUrl = LocalPath.OrRoot(returnUrl),
        };
    }

    /// <summary>Home-realm discovery: the provider to which a mail address's domain belongs, or null. The part before the @ is not looked at.</summary>
    public async Task<SamlProvider?> FindByMailAsync(string? mail, CancellationToken cancellationToken)
    {
        if (DomainOf(mail) is not { } domain)
        {
            return null;
        }

        await using var store = await database.BeginReadAsync(cancellationToken);
        return await store.SamlProviders.FindByMailDomainAsync(domain, cancellationToken);
    }

    /// <summary>The domain in lower case, as the DNS has it; null where the text is no mail address.</summary>
    internal static string? DomainOf(string? mail)
    {
        var text = mail?.Trim() ?? string.Empty;
        var at = text.LastIndexOf('@');
        if (at < 1 || at == text.Length - 1 || text.Length - at - 1 > LongestDomain)
        {
            return null;
        }

        try
        {
            return new IdnMapping().GetAscii(text[(at + 1)..].TrimEnd('.')).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // RFC 5891: labels that no domain can have.
            return null;
        }
    }

    // Positions come back from our own links; others ask for the first page.
    private static bool IsPosition(string? after) =>
        after is { Length: > 13 and <= 256 } && after[^13] == '/' && after.AsSpan(after.Length - 12).ContainsAnyExceptInRange('0', '9') is false;
}
