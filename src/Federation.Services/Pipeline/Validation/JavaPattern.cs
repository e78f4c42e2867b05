using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Federation.Services.Pipeline.Validation;

/// <summary>Compiles the patterns of AWS's models, which are Java's: <c>\w</c>, <c>\d</c> and <c>\s</c> mean ASCII, and the whole text must match.</summary>
internal static class JavaPattern
{
    /// <summary>Far above any match of a bounded text: a busy machine must not turn a right value into a wrong one.</summary>
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(5);

    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    public static Regex Compile(string pattern) => Compiled.GetOrAdd(pattern, static pattern => Make($@"\A(?:{ToAscii(pattern)})\z"));

    private static Regex Make(string anchored)
    {
        try
        {
            // Time linear in the text, whatever the pattern.
            return new Regex(anchored, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Stalled);
        }
        catch (NotSupportedException)
        {
            // A look-around: it backtracks, within the time limit.
            return new Regex(anchored, RegexOptions.CultureInvariant, Stalled);
        }
    }

    internal static string ToAscii(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 16);
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                result.Append(Escape(pattern[++i], isInClass));
                continue;
            }

            isInClass = c == '[' || (isInClass && c != ']');
            result.Append(c);
        }

        return result.ToString();
    }

    private static string Escape(char escaped, bool isInClass)
    {
        var ascii = escaped switch
        {
            'w' => "a-zA-Z_0-9",
            'd' => "0-9",
            's' => @" \t\n\x0B\f\r",
            _ => null,
        };
        var outside = escaped switch
        {
            'W' => "[^a-zA-Z_0-9]",
            'D' => "[^0-9]",
            'S' => @"[^ \t\n\x0B\f\r]",
            _ => null,
        };
        if (outside is not null)
        {
            return isInClass ? throw new NotSupportedException($@"\{escaped} inside brackets") : outside;
        }

        return ascii is null ? $@"\{escaped}" : isInClass ? ascii : $"[{ascii}]";
    }
}
