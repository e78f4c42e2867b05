using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Federation.SystemTests.Fixtures;

/// <summary>One page: where the browser ended up, and what stood there.</summary>
internal sealed record TestPage(Uri Address, HttpStatusCode Status, string Html)
{
    /// <summary>The form that has a field of this name: where it goes, and its fields.</summary>
    public (Uri Action, Dictionary<string, string> Fields) Form(string withField)
    {
        foreach (Match form in Regex.Matches(Html, @"<form\b(?<tag>[^>]*)>(?<body>.*?)</form>", RegexOptions.Singleline | RegexOptions.IgnoreCase))
        {
            var fields = Regex.Matches(form.Groups["body"].Value, @"<(?:input|button)\b(?<tag>[^>]*)>", RegexOptions.IgnoreCase)
                .Where(input => IsSent(input.Groups["tag"].Value))
                .Select(input => (Name: Attribute(input.Groups["tag"].Value, "name"), Value: Attribute(input.Groups["tag"].Value, "value")))
                .Where(input => input.Name is not null)
                .GroupBy(input => input.Name!)
                .ToDictionary(group => group.Key, group => group.First().Value ?? "");
            if (fields.ContainsKey(withField))
            {
                return (new Uri(Address, Attribute(form.Groups["tag"].Value, "action") ?? ""), fields);
            }
        }

        throw new InvalidOperationException($"{Address} ({(int)Status}) has no form with `{withField}`:\n{Html}");
    }

    // HTML, constructing the entry list: a box or a button of a group that is not checked is not sent.
    private static bool IsSent(string tag) =>
        Attribute(tag, "type") is not ("checkbox" or "radio") || Regex.IsMatch(tag, @"\bchecked\b", RegexOptions.IgnoreCase);

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\b{name}\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')", RegexOptions.IgnoreCase) is { Success: true } match
            ? WebUtility.HtmlDecode(match.Groups[1].Value + match.Groups[2].Value)
            : null;
}

/// <summary>A person's browser without script: follows redirects, keeps cookies. It knows no SameSite, so the assertion arrives with the login's cookie.</summary>
internal sealed class TestBrowser : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, CookieContainer = new CookieContainer() });

    public Task<TestPage> OpenAsync(Uri address) => ReadAsync(_http.GetAsync(address));

    public Task<TestPage> SubmitAsync(TestPage page, string withField, params (string Name, string Value)[] filled)
    {
        var (action, fields) = page.Form(withField);
        foreach (var (name, value) in filled)
        {
            fields[name] = value;
        }

        return PostAsync(action, fields);
    }

    public async Task<TestPage> PostAsync(Uri address, IReadOnlyDictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await ReadAsync(_http.PostAsync(address, content));
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetJsonAsync(Uri address)
    {
        using var response = await _http.GetAsync(address);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostJsonAsync(Uri address, object body)
    {
        using var content = JsonContent.Create(body);
        await content.LoadIntoBufferAsync();
        using var response = await _http.PostAsync(address, content);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>A call as a script makes it, with whatever type and headers; a body without JSON is given as an undefined element.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> SendJsonAsync(Uri address, string body, string type, params (string Name, string Value)[] headers)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body)) };
        message.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        foreach (var (name, value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(message);
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse("no CORS headers, ever");
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public void Dispose() => _http.Dispose();

    private static async Task<TestPage> ReadAsync(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        return new TestPage(response.RequestMessage!.RequestUri!, response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
