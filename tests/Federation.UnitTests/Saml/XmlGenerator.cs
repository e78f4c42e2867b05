using System.Text;

namespace Federation.UnitTests.Saml;

/// <summary>Writes random well-formed documents that hold everything a canonicalizer may stumble over; the same seed gives the same document.</summary>
internal sealed class XmlGenerator(int seed)
{
    private static readonly string[] Prefixes = ["", "a", "b", "ns0", "saml", "é"];
    private static readonly string[] Uris = ["urn:1", "urn:2", "urn:Z", "urn:%C3%A9", "http://example.org/"];
    private static readonly string[] Names = ["x", "y", "Value", "_z", "é-1.0"];
    private static readonly string[] Texts = ["plain", "&amp;&lt;&gt;&quot;&apos;", "a\tb\nc", "&#13;&#10;&#9;", "é \U0001F600 \u2028", "]]&gt;", "  ", "\r\n", "<![CDATA[<&>\"]]>", "<!-- c -->", "<!---->", "<?pi?>", "<?pi some data ?>", "&#x41;&#65;", "a<!-- b -->c"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    /// <summary>A document whose root is <c>Root</c> in <c>urn:root</c> with ID <c>_root</c>; the mark is where a signature may go.</summary>
    public static string Document(int seed, string mark = "") => new XmlGenerator(seed).Write(mark);

    private string Write(string mark)
    {
        var scope = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = "", ["r"] = "urn:root" };
        _text.Append("<r:Root xmlns:r=\"urn:root\" ID=\"_root\"");
        Declare(scope);
        Attributes(scope);
        _text.Append('>').Append(mark);
        Content(scope, 0);
        return _text.Append("</r:Root>").ToString();
    }

    private void Element(Dictionary<string, string> outer, int depth)
    {
        var scope = new Dictionary<string, string>(outer, StringComparer.Ordinal);
        var start = _text.Length;
        Declare(scope);
        var declarations = _text.ToString(start, _text.Length - start);
        _text.Length = start;
        var bound = scope.Keys.ToArray();
        var prefix = bound[_random.Next(bound.Length)];
        var name = (prefix.Length == 0 ? "" : prefix + ":") + Names[_random.Next(Names.Length)];
        _text.Append('<').Append(name).Append(declarations);
        Attributes(scope);
        if (_random.Next(5) == 0)
        {
            _text.Append("/>");
            return;
        }

        _text.Append('>');
        Content(scope, depth + 1);
        _text.Append("</").Append(name).Append('>');
    }

    private void Content(Dictionary<string, string> scope, int depth)
    {
        for (var count = _random.Next(depth == 0 ? 3 : 0, 5); count > 0; count--)
        {
            if (depth < 6 && _random.Next(2) == 0)
            {
                Element(scope, depth);
            }
            else
            {
                _text.Append(Texts[_random.Next(Texts.Length)]);
            }
        }
    }

    private void Declare(Dictionary<string, string> scope)
    {
        foreach (var prefix in Prefixes)
        {
            if (_random.Next(4) != 0)
            {
                continue;
            }

            var uri = prefix.Length == 0 && _random.Next(3) == 0 ? "" : Uris[_random.Next(Uris.Length)];
            scope[prefix] = uri;
            _text.Append(prefix.Length == 0 ? " xmlns=\"" : $" xmlns:{prefix}=\"").Append(uri).Append('"');
        }
    }

    private void Attributes(Dictionary<string, string> scope)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var count = _random.Next(4); count > 0; count--)
        {
            var prefixes = scope.Where(pair => pair.Key.Length > 0 && pair.Value.Length > 0).ToArray();
            var qualified = prefixes.Length > 0 && _random.Next(2) == 0;
            var (prefix, uri) = qualified ? prefixes[_random.Next(prefixes.Length)] : new("", "");
            var local = Names[_random.Next(Names.Length)];
            if (used.Add(uri + "|" + local))
            {
                var value = Texts[_random.Next(6)];
                _text.Append(' ').Append(qualified ? prefix + ":" : "").Append(local).Append("='").Append(value.Replace("&apos;", "\"", StringComparison.Ordinal)).Append('\'');
            }
        }

        if (_random.Next(8) == 0)
        {
            _text.Append(" xml:lang=\"de\"");
        }
    }
}
