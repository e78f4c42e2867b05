using System.IO.Compression;
using System.Xml.Linq;
using Federation.Services.SignIn;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.SignIn;

/// <summary>A person's browser at the verbs of the browser's door: it keeps cookies and carries messages.</summary>
internal sealed class Visitor(TestHouse house)
{
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>Where the browser's requests come from.</summary>
    public System.Net.IPAddress Source { get; init; } = System.Net.IPAddress.Loopback;

    public PortalSession? Session { get; private set; }

    public string? RelayState { get; private set; }

    public string? RequestId { get; private set; }

    /// <summary>The AuthnRequest that the browser carried last.</summary>
    public XElement? Request { get; private set; }

    /// <summary>Begins a sign-in here: the response that fits it can be built afterwards.</summary>
    public async Task<SignInStart> StartAsync(string provider, string? returnUrl = null) => Keep((await house.Get<SignInStarter>().StartAsync(provider, returnUrl, Source, default)).Value!);

    public SignInStart Keep(SignInStart start)
    {
        _cookies[start.CookieSuffix] = start.CookieValue;
        var query = start.RedirectUrl is { } url ? new Uri(url).Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1])) : [];
        RelayState = start.Form?.RelayState ?? query["RelayState"];
        var packed = Convert.FromBase64String(start.Form?.Value ?? query["SAMLRequest"]);
        if (start.Form is null)
        {
            using var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            deflate.CopyTo(plain);
            packed = plain.ToArray();
        }

        Request = XElement.Parse(System.Text.Encoding.UTF8.GetString(packed));
        RequestId = (string?)Request.Attribute("ID");
        return start;
    }

    /// <summary>The valid answer to the last request.</summary>
    public ResponseBuilder Answer() => new()
    {
        ResponseAttributes = $"""ID="_r{RequestId}" Version="2.0" IssueInstant="{ResponseBuilder.At(-5)}" Destination="{ResponseBuilder.Acs}" InResponseTo="{RequestId}" """,
        AssertionAttributes = $"""ID="_a{RequestId}" Version="2.0" IssueInstant="{ResponseBuilder.At(-5)}" """,
        Confirmation = ResponseBuilder.Bearer(inResponseTo: RequestId),
    };

    /// <summary>Posts a response; a session that comes of it stays with this browser.</summary>
    public async Task<SignInOutcome> PostAsync(string response, string? relayState = null, bool hidesCookies = false)
    {
        var message = new SignInMessage(response, relayState) { CookieOf = suffix => hidesCookies ? null : _cookies.GetValueOrDefault(suffix), LiveSession = hidesCookies ? null : Session, HidesCookies = hidesCookies };
        return Keep(await house.Get<SignInCompleter>().CompleteAsync(message, house.Request(), default));
    }

    public async Task<SignInOutcome> ResumeAsync(string handle, bool confirmed = false) =>
        Keep(await house.Get<SignInCompleter>().ResumeAsync(handle, suffix => _cookies.GetValueOrDefault(suffix), Session, confirmed, house.Request(), default));

    /// <summary>A whole sign-in that we started.</summary>
    public async Task<SignInOutcome> SignInAsync(string provider, Func<ResponseBuilder, ResponseBuilder>? change = null)
    {
        await StartAsync(provider);
        return await PostAsync((change ?? (answer => answer))(Answer()).Build(), RelayState);
    }

    private SignInOutcome Keep(SignInOutcome outcome)
    {
        if (outcome is SignInOutcome.Accepted accepted)
        {
            Session = accepted.Session;
        }

        return outcome;
    }
}
