using System.Text;
using Federation.Cli.Login;

namespace Federation.Cli.Administration;

/// <summary>Fetches an identity provider's metadata for the first upload; afterwards the gateway fetches it itself.</summary>
internal static class MetadataDownload
{
    private const int LargestDocument = 10_000_000;

    /// <exception cref="CliException">It cannot be fetched.</exception>
    public static async Task<string> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = System.Net.DecompressionMethods.GZip };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60), MaxResponseContentBufferSize = LargestDocument };
        try
        {
            using var answer = await http.GetAsync(url, cancellationToken);
            return answer.StatusCode == System.Net.HttpStatusCode.OK
                ? Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancellationToken)).TrimStart('\uFEFF')
                : throw new CliException($"`{url}` answers with status {(int)answer.StatusCode}; redirects are not followed");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new CliException($"`{url}` cannot be fetched: {exception.Message}", exception);
        }
    }
}
