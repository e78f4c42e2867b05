using System.Text;
using Federation.Policy.Reading;

namespace Federation.Policy;

/// <summary>A policy document that was read without a problem. Immutable.</summary>
public sealed class PolicyDocument
{
    /// <summary>The longest document that is read, in characters. AWS's own quotas are smaller and are the caller's to check.</summary>
    public const int MaxLength = 131_072;

    private readonly byte[] _utf8;

    internal PolicyDocument(byte[] utf8, string source, PolicyKind kind)
    {
        _utf8 = utf8;
        Source = source;
        Kind = kind;
    }

    /// <summary>The text that was read.</summary>
    public string Source { get; }

    /// <summary>The kind it was read as.</summary>
    public PolicyKind Kind { get; }

    /// <summary>The language version; <see cref="PolicyVersion.V20081017"/> when the document names none.</summary>
    public PolicyVersion Version { get; internal init; }

    /// <summary>Whether the document has a Version element.</summary>
    public bool HasVersion { get; internal init; }

    /// <summary>The Id element, if there is one.</summary>
    public string? Id { get; internal init; }

    /// <summary>The statements in the order of the text.</summary>
    public required IReadOnlyList<PolicyStatement> Statements { get; init; }

    /// <summary>All entries of Principal and NotPrincipal elements, in the order of the text.</summary>
    public IEnumerable<PrincipalEntry> PrincipalEntries => Statements.SelectMany(s => s.Principals ?? []);

    /// <summary>Characters that are not JSON white space outside strings: what IAM's size quotas count.</summary>
    public int LengthWithoutWhiteSpace => JsonWhiteSpace.CountOthers(Source);

    /// <summary>Reads a document and finds every problem.</summary>
    /// <param name="json">The text.</param>
    /// <param name="kind">Where the policy is or will be attached; decides the grammar.</param>
    public static PolicyReadResult Read(string json, PolicyKind kind) => DocumentReader.Read(json, kind, ReadingRules.Complete);

    /// <summary>
    /// Reads a document for evaluation only: what is needed to know its meaning, without the rules by which AWS refuses to store
    /// a document of this kind (a resource in a trust policy, an Allow in a resource control policy, names without prefix).
    /// Use <see cref="Read"/> for everything that is stored.
    /// </summary>
    public static PolicyReadResult ReadForEvaluation(string json, PolicyKind kind) => DocumentReader.Read(json, kind, ReadingRules.Meaning);

    /// <summary>
    /// Gives the text with principals replaced, and nothing else changed: AWS keeps unique ids in the place of the ARNs of users
    /// and roles, and shows ARNs for them.
    /// </summary>
    /// <param name="replacement">The text to put in the place of an entry, or null to leave it.</param>
    public string RewritePrincipals(Func<PrincipalEntry, string?> replacement)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        var result = new StringBuilder(Source.Length);
        var copied = 0;
        foreach (var entry in PrincipalEntries)
        {
            if (replacement(entry) is not { } text || string.Equals(text, entry.Text, StringComparison.Ordinal))
            {
                continue;
            }

            result.Append(Encoding.UTF8.GetString(_utf8, copied, entry.ByteStart - copied));
            result.Append('"').Append(System.Text.Json.JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).Append('"');
            copied = entry.ByteStart + entry.ByteLength;
        }

        return result.Append(Encoding.UTF8.GetString(_utf8, copied, _utf8.Length - copied)).ToString();
    }
}
