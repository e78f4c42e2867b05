using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.SamlProviders;

/// <summary>Finds a SAML provider, changes its tags and writes it.</summary>
internal static class SamlProviderTags
{
    internal static async Task<Result<Nothing>> ChangeAsync(
        IUnitOfWork store, OperationContext context, string arn, Func<IReadOnlyList<Tag>, Result<IReadOnlyList<Tag>>> change, CancellationToken cancellationToken)
    {
        var found = await SamlProviderRules.FindAsync(store.SamlProviders, context, arn, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var tags = change(found.Value.Tags);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        if (await store.SamlProviders.UpdateAsync(found.Value with { Tags = tags.Value }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::SAMLProvider", found.Value.Arn));
        return Nothing.Value;
    }
}
