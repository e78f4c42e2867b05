namespace Federation.Policy.Reading;

/// <summary>How much of the grammar is enforced.</summary>
internal enum ReadingRules
{
    /// <summary>What must be right for the document to have a meaning.</summary>
    Meaning,

    /// <summary>Also the rules by which AWS refuses to store a document of its kind.</summary>
    Complete,
}
