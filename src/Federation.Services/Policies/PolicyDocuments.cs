using Federation.Model.Results;
using Federation.Policy;

namespace Federation.Services.Policies;

/// <summary>Checks documents before they are stored.</summary>
internal static class PolicyDocuments
{
    /// <summary>MalformedPolicyDocument in AWS's words, or null for a valid identity policy.</summary>
    internal static AwsError? CheckIdentity(string document) => Check(document, PolicyKind.Identity);

    /// <summary>MalformedPolicyDocument in AWS's words, or null for a valid document of the kind.</summary>
    internal static AwsError? Check(string document, PolicyKind kind)
    {
        var read = PolicyDocument.Read(document, kind);
        return read.IsValid ? null : Malformed(read);
    }

    internal static AwsError Malformed(PolicyReadResult read) =>
        IamErrors.MalformedPolicyDocument(read.MalformedPolicyDocumentMessage ?? "Syntax errors in policy.") with { Detail = string.Join("; ", read.Problems.Select(problem => problem.ToString())) };
}
