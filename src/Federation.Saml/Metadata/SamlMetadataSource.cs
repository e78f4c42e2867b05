using System.Text;
using System.Xml;
using Federation.Saml.Xml;

namespace Federation.Saml.Metadata;

/// <summary>One provider's metadata and the document that says it.</summary>
/// <param name="Result">The provider, or every problem.</param>
/// <param name="Document">The document as it is kept: the whole that came, or the one entity of an aggregate; null where nothing can be used.</param>
public sealed record SamlSourceResult(SamlMetadataResult Result, string? Document);

/// <summary>
/// Reads one provider out of what a URL gave: an EntityDescriptor, or an aggregate of any size, of which no more than one entity is in memory at a time.
/// </summary>
public static class SamlMetadataSource
{
    /// <summary>Reads the provider.</summary>
    /// <param name="document">Seekable, UTF-8; read from its begin.</param>
    /// <param name="options">The entity to pick, trust anchors, instant, and the bounds of one entity.</param>
    /// <param name="maxCharacters">Largest document, in characters.</param>
    public static SamlSourceResult Read(Stream document, SamlMetadataOptions options, long maxCharacters)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        if (options.EntityId is not null && IsAggregate(document, maxCharacters))
        {
            return Pick(document, options, maxCharacters);
        }

        document.Position = 0;
        using var bytes = new MemoryStream();
        var isWhole = CopyAtMost(document, bytes, options.Limits.MaxBytes + 1L);
        var span = bytes.GetBuffer().AsSpan(0, checked((int)bytes.Length));
        var result = SamlMetadataReader.Read(span, options);
        return new SamlSourceResult(result, result.Succeeded && isWhole ? Encoding.UTF8.GetString(span).TrimStart('\uFEFF') : null);
    }

    private static SamlSourceResult Pick(Stream document, SamlMetadataOptions options, long maxCharacters)
    {
        document.Position = 0;
        var read = SamlMetadataAggregate.Read(document, options, maxCharacters);
        if (read is { Succeeded: true, Document: { } text, Providers: [var provider] })
        {
            return new SamlSourceResult(new SamlMetadataResult(provider, read.Problems), text);
        }

        var problems = new MetadataProblems();
        foreach (var problem in read.Problems)
        {
            problems.Error(problem.Message);
        }

        if (!problems.HasErrors)
        {
            problems.Error("no such identity provider is in the document");
        }

        return new SamlSourceResult(problems.Refuse(), null);
    }

    private static bool IsAggregate(Stream document, long maxCharacters)
    {
        document.Position = 0;
        try
        {
            using var reader = MetadataStream.Open(document, maxCharacters);
            return reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "EntitiesDescriptor" && reader.NamespaceURI == XmlNames.Metadata;
        }
        catch (Exception exception) when (exception is XmlException or DecoderFallbackException)
        {
            // The ordinary reader says what is wrong with it.
            return false;
        }
    }

    private static bool CopyAtMost(Stream from, MemoryStream to, long most)
    {
        var chunk = new byte[16 * 1024];
        int read;
        while (to.Length < most && (read = from.Read(chunk)) > 0)
        {
            to.Write(chunk, 0, read);
        }

        return to.Length < most;
    }
}
