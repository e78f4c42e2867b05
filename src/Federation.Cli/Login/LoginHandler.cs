using System.Buffers.Text;
using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Cli.Login;

/// <summary><c>fed login</c>: the browser signs in, a page asks whether this program may work as the person, and a one-time code with its proof (RFC 7636) becomes a session.</summary>
internal sealed class LoginHandler(CommandStreams streams, SessionFile file, Action<Uri> open)
{
    private const string Program = "fed";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<int> RunAsync(string url, bool noBrowser, CancellationToken cancellationToken)
    {
        using var api = new GatewayApi(url, null);
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var state = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var code = noBrowser ? await TypedAsync(api, challenge, state, cancellationToken) : await BroughtAsync(api, challenge, state, cancellationToken);
        var session = await api.PostAsync("/cli/token", new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = code, ["code_verifier"] = verifier }, cancellationToken);
        var cached = new CachedSession
        {
            Url = api.Url.GetLeftPart(UriPartial.Authority),
            SessionToken = session.GetProperty("sessionToken").GetString()!,
            ExpiresAt = session.GetProperty("expiresAt").GetDateTimeOffset(),
            Subject = session.GetProperty("subject").GetString()!,
            Provider = session.GetProperty("provider").GetString(),
        };
        file.Write(cached);
        await streams.Error.WriteLineAsync($"Signed in as {cached.Subject} until {cached.ExpiresAt.ToLocalTime():yyyy-MM-dd HH:mm}. `fed roles` lists your roles.");
        return ExitCodes.Done;
    }

    private async Task<string> BroughtAsync(GatewayApi api, string challenge, string state, CancellationToken cancellationToken)
    {
        using var listener = new CallbackListener();
        var address = Address(api.Url, challenge, state, listener.RedirectUri);
        await streams.Error.WriteLineAsync($"Sign in with your browser: {address}");
        try
        {
            open(address);
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or FileNotFoundException)
        {
            await streams.Error.WriteLineAsync("No browser could be opened: open the address above yourself, or use --no-browser.");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await listener.WaitAsync(state, patience.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException("nobody signed in within ten minutes", exception);
        }
    }

    private async Task<string> TypedAsync(GatewayApi api, string challenge, string state, CancellationToken cancellationToken)
    {
        await streams.Error.WriteLineAsync($"Open this address in any browser, sign in, and type the code that it shows:\n{Address(api.Url, challenge, state, null)}");
        await streams.Error.WriteAsync("Code: ");
        return await streams.Input.ReadLineAsync(cancellationToken) is { } code && !string.IsNullOrWhiteSpace(code) ? code.Trim() : throw new CliException("no code was typed");
    }

    private static Uri Address(Uri gateway, string challenge, string state, Uri? redirectUri)
    {
        var query = $"program={Program}&state={state}&code_challenge={challenge}&code_challenge_method=S256";
        return new Uri(gateway, "/cli/authorize?" + query + (redirectUri is null ? "" : "&redirect_uri=" + Uri.EscapeDataString(redirectUri.AbsoluteUri)));
    }

    /// <summary>Opens the person's own browser.</summary>
    public static void OpenBrowser(Uri address)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true }
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open") { ArgumentList = { address.AbsoluteUri }, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start);
    }
}
