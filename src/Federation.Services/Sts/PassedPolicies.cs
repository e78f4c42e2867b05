using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Policy;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Sts;

/// <summary>Session policies that come with a call: a document and ARNs of managed policies, of the session's account or the gateway's own.</summary>
internal static class PassedPolicies
{
    /// <summary>Null where the document is a policy and every ARN names one. To be asked for allowed callers only: it says which policies an account has.</summary>
    internal static async Task<AwsError?> CheckAsync(
        AccountId account, string? document, IReadOnlyList<PolicyDescriptorShape>? arns, OperationContext context, CancellationToken cancellationToken)
    {
        if (document is not null && PolicyDocuments.Check(document, PolicyKind.Session) is { } malformed)
        {
            return StsErrors.MalformedPolicyDocument(malformed.Message) with { Detail = malformed.Detail };
        }

        foreach (var arn in arns ?? [])
        {
            if (!Arn.TryParse(arn.Arn!, out _))
            {
                return CommonErrors.Validation("Invalid ARN:  Could not be parsed!");
            }

            if (await ManagedPolicyLookup.CheckAttachableAsync(account, arn.Arn!, await context.ReadAsync(cancellationToken), cancellationToken) is { } unknown)
            {
                return CommonErrors.Validation(unknown.Message) with { Detail = unknown.Detail };
            }
        }

        return null;
    }

    /// <summary>The documents for the session's claims.</summary>
    internal static IReadOnlyList<string> Documents(string? document) => document is null ? [] : [document];

    /// <summary>The ARNs for the session's claims.</summary>
    internal static IReadOnlyList<string> Arns(IReadOnlyList<PolicyDescriptorShape>? arns) => arns is null ? [] : [.. arns.Select(arn => arn.Arn!)];
}
