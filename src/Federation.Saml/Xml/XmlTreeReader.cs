using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using System.Xml;
using Federation.Saml.Validation;

namespace Federation.Saml.Xml;

/// <summary>
/// The one door by which XML enters: UTF-8 only, no DTD, nothing external, bounded size, depth, nodes and attributes.
/// <see cref="XmlReader"/> parses; the tree is ours.
/// </summary>
internal static class XmlTreeReader
{
    /// <summary>Reads a whole document; null when a check failed.</summary>
    public static XmlTree? Read(ReadOnlySpan<byte> bytes, XmlLimits limits, CheckList checks) => Read(bytes, limits, checks, ConformanceLevel.Document, null);

    /// <summary>Reads one element that was cut out of a document, in the scope of its former parent; null when a check failed.</summary>
    public static XmlTree? ReadFragment(ReadOnlySpan<byte> bytes, XmlLimits limits, CheckList checks, ElementNode scope)
    {
        var tree = Read(bytes, limits, checks, ConformanceLevel.Document, ParserContext(scope));
        tree?.Root.Parent = scope;
        return tree;
    }

    private static XmlTree? Read(ReadOnlySpan<byte> bytes, XmlLimits limits, CheckList checks, ConformanceLevel level, XmlParserContext? context)
    {
        if (!checks.Check(SamlRules.Size, bytes.Length <= limits.MaxBytes, Number(limits.MaxBytes), Number(bytes.Length)) || !IsPlainUtf8(bytes, checks))
        {
            return null;
        }

        var chars = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            var length = Encoding.UTF8.GetChars(WithoutMark(bytes), chars);
            return Parse(chars, length, limits, checks, level, context);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars, clearArray: true);
        }
    }

    // SAML Bindings 3.1.1: only UTF-8 (of UTF-8 and UTF-16, which XML would allow) is what every peer sends; a second encoding is a second parser.
    private static bool IsPlainUtf8(ReadOnlySpan<byte> bytes, CheckList checks) =>
        (Utf8.IsValid(bytes) && !bytes.Contains((byte)0)) || checks.Fail(SamlRules.Encoding, "UTF-8", "another encoding or broken UTF-8");

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static XmlTree? Parse(char[] chars, int length, XmlLimits limits, CheckList checks, ConformanceLevel level, XmlParserContext? context)
    {
        using var input = new CharArrayReader(chars, length);
        using var reader = XmlReader.Create(input, Settings(length, level), context);
        var builder = new XmlTreeBuilder(limits, checks);
        try
        {
            while (reader.Read())
            {
                if (!builder.Take(reader))
                {
                    return null;
                }
            }
        }
        catch (XmlException exception)
        {
            // The reader's own text may quote the document, so only the place is told.
            var dtd = chars.AsSpan(0, length).Contains("<!DOCTYPE", StringComparison.Ordinal);
            checks.Fail(
                dtd ? SamlRules.Dtd : SamlRules.WellFormed,
                null,
                string.Create(CultureInfo.InvariantCulture, $"line {exception.LineNumber}, position {exception.LinePosition}"));
            return null;
        }

        return builder.Finish();
    }

    private static XmlReaderSettings Settings(int length, ConformanceLevel level) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = Math.Max(1, length),
        MaxCharactersFromEntities = 1,
        CheckCharacters = true,
        ConformanceLevel = level,
    };

    private static XmlParserContext ParserContext(ElementNode scope)
    {
        var names = new NameTable();
        var manager = new XmlNamespaceManager(names);
        var seen = new HashSet<string>(StringComparer.Ordinal) { "xml" };
        for (var element = scope; element is not null; element = element.Parent)
        {
            foreach (var declaration in element.Namespaces)
            {
                // The innermost declaration counts, xmlns="" among them.
                if (seen.Add(declaration.Prefix))
                {
                    manager.AddNamespace(declaration.Prefix, declaration.Uri);
                }
            }
        }

        return new XmlParserContext(names, manager, null, XmlSpace.None);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
