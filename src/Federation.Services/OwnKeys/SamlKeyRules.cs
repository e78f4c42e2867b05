using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.ProviderSettings;

namespace Federation.Services.OwnKeys;

/// <summary>What the operations on the gateway's own SAML keys share. The keys are the whole installation's: only the management account sees and moves them.</summary>
internal static class SamlKeyRules
{
    internal const string Signing = "Signing";

    internal const string Encryption = "Encryption";

    internal static KeyPurpose PurposeOf(string use) => use == Signing ? KeyPurpose.SamlSigning : KeyPurpose.SamlEncryption;

    internal static AwsError Invalid(string problem) => new("InvalidSamlKeyException", 400, problem);

    internal static async Task<AwsError?> CheckAccountAsync(IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        await ProviderSettingsAccess.IsManagementAsync(store, context, cancellationToken)
            ? null
            : CommonErrors.AccessDenied("The gateway's own SAML keys are seen and changed in the management account only");
}
