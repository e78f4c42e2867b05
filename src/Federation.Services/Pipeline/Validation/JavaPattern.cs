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

    public static Regex Compile(string pattern) => Compiled.GetOrAdd(pattern, static pattern => Make($@"\A(?:{ToAscii(pattern)})\z", IsLinear(pattern)));

    private static Regex Make(string anchored, bool isLinear)
    {
        if (isLinear)
        {
            return new Regex(anchored, RegexOptions.CultureInvariant, Stalled);
        }

        try
        {
            // Time linear in the text, whatever the pattern; several times slower than the other engine where that is linear too.
            return new Regex(anchored, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Stalled);
        }
        catch (NotSupportedException)
        {
            // A look-around: it backtracks, within the time limit.
            return new Regex(anchored, RegexOptions.CultureInvariant, Stalled);
        }
    }

    /// <summary>True for a sequence without groups and alternatives and with one repetition at most: there is nothing to try twice.</summary>
    internal static bool IsLinear(string pattern)
    {
        var repetitions = 0;
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\': i++; break;
                case '[': isInClass = true; break;
                case ']': isInClass = false; break;
                case '(' or '|' when !isInClass: return false;
                case '*' or '+' or '{' or '?' when !isInClass: repetitions++; break;
                default: break;
            }
        }

        return repetitions <= 1;
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
