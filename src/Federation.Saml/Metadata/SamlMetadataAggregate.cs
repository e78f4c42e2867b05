using System.Text;
using System.Xml;

namespace Federation.Saml.Metadata;

/// <summary>What reading an aggregate gave. Providers are handed out only when the whole document was read and its signature, where one is demanded, verified.</summary>
/// <param name="Succeeded">Whether the document as a whole can be trusted.</param>
/// <param name="Providers">The identity providers, or the one that was asked for.</param>
/// <param name="Problems">Every problem; those of single entities leave the entity out.</param>
public sealed record SamlAggregateResult(bool Succeeded, IReadOnlyList<SamlIdpMetadata> Providers, IReadOnlyList<SamlMetadataProblem> Problems)
{
    /// <summary>The one entity that was asked for, as a document of its own; null where all were, or it is not there.</summary>
    public string? Document { get; init; }
}

/// <summary>
/// Reads federation aggregates (EntitiesDescriptor) of any size in one pass: one entity is in memory at a time, and the digest of the
/// signature runs along (SAML Metadata 2.3.1).
/// </summary>
public static class SamlMetadataAggregate
{
    /// <summary>Reads an aggregate.</summary>
    /// <param name="document">The document, UTF-8; read to its end.</param>
    /// <param name="options">Trust anchors, the one entity to pick or null for all, and the bounds of each entity.</param>
    /// <param name="maxCharacters">Largest document, in characters; 500 million by default.</param>
    public static SamlAggregateResult Read(Stream document, SamlMetadataOptions options, long maxCharacters = 500_000_000)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        var problems = new MetadataProblems();
        try
        {
            using var reader = MetadataStream.Open(document, maxCharacters);
            using var pass = new AggregatePass(reader, options, problems);
            return pass.Run();
        }
        catch (XmlException exception)
        {
            problems.Error($"the document is not well-formed, has a document type declaration or is too large: line {exception.LineNumber}, position {exception.LinePosition}");
        }
        catch (DecoderFallbackException)
        {
            problems.Error("the document is not UTF-8");
        }

        return new SamlAggregateResult(false, [], problems.All);
    }
}
