using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;

namespace Federation.Services.Policies;

/// <summary>Finds managed policies for boundaries, attachments and session policies.</summary>
internal static class ManagedPolicyLookup
{
    /// <summary>Null where the ARN names a policy that may be used in the account.</summary>
    internal static Task<AwsError?> CheckAttachableAsync(AccountId account, string policyArn, IUnitOfWork store, CancellationToken cancellationToken) =>
        Task.FromResult<AwsError?>(IamErrors.NoSuchEntity("Policy ARN does not exist or is not attachable.") with { Detail = $"{policyArn} in {account}" });
}
