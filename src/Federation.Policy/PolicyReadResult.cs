using System.Diagnostics.CodeAnalysis;

namespace Federation.Policy;

/// <summary>What reading a policy document gave: the document, or every problem that was found.</summary>
public sealed class PolicyReadResult
{
    internal PolicyReadResult(PolicyDocument? document, IReadOnlyList<PolicyProblem> problems)
    {
        Document = document;
        Problems = problems;
    }

    /// <summary>The document; null when there is any problem.</summary>
    public PolicyDocument? Document { get; }

    /// <summary>All problems in the order of the text; empty when the document is valid.</summary>
    public IReadOnlyList<PolicyProblem> Problems { get; }

    /// <summary>Whether the document may be stored and evaluated.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    [MemberNotNullWhen(false, nameof(MalformedPolicyDocumentMessage))]
    public bool IsValid => Document is not null;

    /// <summary>
    /// The one message to send out with AWS's error MalformedPolicyDocument, chosen by the order in which IAM looks: syntax, Sids,
    /// missing elements, resources, actions. Null when the document is valid.
    /// </summary>
    public string? MalformedPolicyDocumentMessage => Problems.Count == 0 ? null : Problems.MinBy(p => Reading.MalformedPolicyTexts.Rank(p.AwsMessage))!.AwsMessage;
}
