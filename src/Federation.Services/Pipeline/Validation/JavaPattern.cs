using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Federation.Services.Pipeline.Validation;

/// <summary>Compiles the patterns of AWS's models, which are Java's: <c>\w</c>, <c>\d</c> and <c>\s</c> mean ASCII, and the whole text must match.</summary>
internal static class JavaPattern
{
    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    public static Regex Compile(string pattern) => Compiled.GetOrAdd(pattern, static pattern => Make($@"\A(?:{ToAscii(pattern)})\z"));

    private static Regex Make(string anchored)
    {
        var timeout = TimeSpan.FromMilliseconds(100);
        try
        {
            // Time linear in the text, whatever the pattern.
            return new Regex(anchored, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, timeout);
        }
        catch (NotSupportedException)
        {
            // A look-around: it backtracks, within the time limit.
            return new Regex(anchored, RegexOptions.CultureInvariant, timeout);
        }
    }

    // Java's range of all characters beyond U+FFFF; here a text is made of UTF-16 units, halves of pairs among them.
    private const string JavaBeyondBasicPlane = @"\uD800\uDC00-\uDBFF\uDFFF";

    internal static string ToAscii(string pattern)
    {
        pattern = pattern.Replace(JavaBeyondBasicPlane, @"\uD800-\uDFFF", StringComparison.Ordinal);
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
            'W' => @"\0-/:-@\[-^`{-\uFFFF",
            'd' => "0-9",
            'D' => @"\0-/:-\uFFFF",
            's' => @"\t-\r ",
            'S' => @"\0-\x08\x0E-\x1F!-\uFFFF",
            _ => null,
        };
        return ascii is null ? $@"\{escaped}" : isInClass ? ascii : $"[{ascii}]";
    }
}
