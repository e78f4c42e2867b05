using System.Security.Cryptography;
using System.Text;

namespace Federation.Services.Federated;

/// <summary>
/// The session name of a role that a mapping rule gave: the RoleSessionName attribute, else the rule's SessionName, else the subject. Characters outside
/// <c>[\w+=,.@-]</c> become <c>-</c>; any change adds <c>-</c> and 8 hexadecimal digits of SHA-256(subject), so that two people never share a name by accident.
/// </summary>
internal static class SessionNames
{
    private const int Longest = 64;
    private const int SuffixLength = 9;

    internal static string Make(string wanted, string subject)
    {
        var clean = string.Create(wanted.Length, wanted, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(text[i]) || "_+=,.@-".Contains(text[i], StringComparison.Ordinal) ? text[i] : '-';
            }
        });
        if (clean == wanted && clean.Length is >= 2 and <= Longest)
        {
            return clean;
        }

        var suffix = "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)).AsSpan(0, 4));
        return (clean.Length > Longest - SuffixLength ? clean[..(Longest - SuffixLength)] : clean) + suffix;
    }
}
