using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Federation.Cli.Login;

/// <summary>A role that may be assumed.</summary>
internal sealed record CliRole(string AccountId, string AccountName, string RoleArn, string RoleName, string? Provider);

/// <summary>The gateway's JSON for programs, as the person who signed in.</summary>
internal sealed class GatewayApi : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly HttpClient _http;
    private readonly Uri _url;

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "the client owns its handler")]
    public GatewayApi(string url, string? token)
    {
        _url = Check(url);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(60) };
        if (token is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>The base URL, checked.</summary>
    public Uri Url => _url;

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => ReadAsync(_http.GetAsync(new Uri(_url, path), cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<CliRole>> RolesAsync(CancellationToken cancellationToken) =>
        (await GetAsync("/portal/roles", cancellationToken)).Deserialize<List<CliRole>>(Json) ?? [];

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        // The gateway wants to know the length beforehand.
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, Json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await ReadAsync(_http.PostAsync(new Uri(_url, path), content, cancellationToken), cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>https, or http on this machine: a token never goes out in clear.</summary>
    internal static Uri Check(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback)) && url.UserInfo.Length == 0
            ? new Uri(url.GetLeftPart(UriPartial.Authority))
            : throw new CliException($"`{text}` is no https URL (http is allowed for this machine only)");

    private async Task<JsonElement> ReadAsync(Task<HttpResponseMessage> sending, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await sending;
            if (answer.IsSuccessStatusCode)
            {
                return await answer.Content.ReadFromJsonAsync<JsonElement>(Json, cancellationToken);
            }

            throw new CliException(answer.StatusCode == HttpStatusCode.Unauthorized
                ? "your session has ended: run `fed login` again"
                : $"the gateway refused: {await WhyAsync(answer, cancellationToken)}");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new CliException($"the gateway at `{_url.Authority}` does not answer as it should: {exception.Message}", exception);
        }
    }

    private static async Task<string> WhyAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Json, cancellationToken);
            return body.TryGetProperty("message", out var message) ? message.GetString() ?? "no reason was given"
                : body.TryGetProperty("error", out var error) ? error.GetString() ?? "no reason was given"
                : $"status {(int)answer.StatusCode}";
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            return $"status {(int)answer.StatusCode}";
        }
    }
}
