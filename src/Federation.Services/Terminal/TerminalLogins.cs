using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Federation.Services.SignIn;

namespace Federation.Services.Terminal;

/// <summary>What a program at a terminal asked for.</summary>
/// <param name="Program">What it calls itself; shown to the person, trusted for nothing.</param>
/// <param name="RedirectUri">Loopback address of its listener; null where the person types the code.</param>
/// <param name="State">Given back to the listener.</param>
/// <param name="CodeChallenge">BASE64URL(SHA-256(verifier)), RFC 7636 §4.2.</param>
public sealed record TerminalRequest(string Program, Uri? RedirectUri, string? State, string CodeChallenge);

/// <summary>
/// Logins of programs at a terminal (RFC 8252, RFC 7636): the person confirms the program in the browser, the program gets a one-time code by its loopback listener or typed, and
/// trades it with its verifier for a session of its own.
/// </summary>
public sealed class TerminalLogins(SealedSessions sessions, PortalSessions portal, TimeProvider timeProvider)
{
    private const string Kind = "terminal-code";
    private const string TypedAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int TypedLength = 12;
    private const int LongestProgram = 64;
    private const int LongestState = 512;

    /// <summary>A code counts for this long, once.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);

    /// <summary>Reads the parameters of an authorization request; null with the problem in words.</summary>
    public static TerminalRequest? Read(string? program, string? redirectUri, string? state, string? challenge, string? method, out string problem)
    {
        problem = string.Empty;
        // RFC 7636 §4.3: S256 only; the plain method proves nothing to whoever sees the request.
        if (method != "S256" || challenge is not { Length: 43 } || !Base64Url.IsValid(challenge))
        {
            problem = "The program must prove itself by S256: its request is too old or broken.";
            return null;
        }

        Uri? listener = null;
        if (redirectUri is not null && !IsLoopback(redirectUri, out listener))
        {
            problem = "The program must listen on http://127.0.0.1 or http://[::1] at a port of its own.";
            return null;
        }

        if (state is { Length: > LongestState } || program is not { Length: > 0 and <= LongestProgram } || !program.All(letter => char.IsAsciiLetterOrDigit(letter) || " ._-@()".Contains(letter, StringComparison.Ordinal)))
        {
            problem = "The program's name or state cannot be read.";
            return null;
        }

        return new TerminalRequest(program, listener, state, challenge);
    }

    /// <summary>Makes a one-time code for a confirmed request.</summary>
    public async Task<string> IssueAsync(PortalSession session, TerminalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(request);
        var code = request.RedirectUri is null ? RandomNumberGenerator.GetString(TypedAlphabet, TypedLength) : Handles.Create();
        var entry = new TerminalCode { Challenge = request.CodeChallenge, SessionId = session.SessionId };
        await sessions.TryAddAsync(Kind, Handles.IdOf(code), entry, timeProvider.GetUtcNow() + CodeLifetime, [], cancellationToken);
        return code;
    }

    /// <summary>Trades a code for a session; null where it was used, has run out, or the verifier is another's.</summary>
    public async Task<(string Token, PortalSession Session)?> RedeemAsync(string? code, string? verifier, CancellationToken cancellationToken)
    {
        // RFC 7636 §4.1
        if (code is not { Length: > 0 and <= 64 } || verifier is not { Length: >= 43 and <= 128 })
        {
            return null;
        }

        var normal = code.Length == 43 ? code : code.Replace("-", string.Empty, StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal).ToUpperInvariant();
        var found = await sessions.TakeAsync<TerminalCode>(Kind, Handles.IdOf(normal), cancellationToken);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        if (found is null || !Handles.Equal(found.Challenge, challenge))
        {
            return null;
        }

        // The browser's session must live still: signing out in between takes the code with it. A program's session begins no other: the two would not be revoked together.
        return await portal.FindByIdAsync(found.SessionId, cancellationToken) is { OriginId: null } session ? await portal.BeginForProgramAsync(session, cancellationToken) : null;
    }

    private static bool IsLoopback(string text, out Uri? listener) =>
        Uri.TryCreate(text, UriKind.Absolute, out listener) && listener is { Scheme: "http", UserInfo: "", Query: "", Fragment: "", Host: "127.0.0.1" or "[::1]", IsDefaultPort: false };

    private sealed record TerminalCode
    {
        public required string Challenge { get; init; }

        public required string SessionId { get; init; }
    }
}
