using Federation.Model.Outbound;
using Federation.Model.Results;

namespace Federation.Services.WebIdentity;

/// <summary>What STS says of tokens and of their issuers, in AWS's words (AWS: AssumeRoleWithWebIdentity, errors); the check that failed goes to the log.</summary>
internal static class IdpErrors
{
    private const string NoKey = "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";

    /// <summary>The issuer did not answer.</summary>
    internal static AwsError Unreachable(string detail) => StsErrors.IdpCommunicationError(NoKey) with { Detail = detail };

    /// <summary>The issuer answered, and what it said is of no use.</summary>
    internal static AwsError Unusable(string detail) => StsErrors.InvalidIdentityToken(NoKey) with { Detail = detail };

    /// <summary>A fetch that was refused.</summary>
    internal static AwsError OfFetch(string document, AwsError refusal) => refusal.Detail == OutboundRefusals.TlsFailed
        ? StsErrors.InvalidIdentityToken("OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint") with { Detail = $"{document}: {refusal.Detail}" }
        : Unreachable($"{document}: {refusal.Detail}");

    /// <summary>The text is no token that could be taken.</summary>
    internal static AwsError Malformed(string detail) =>
        StsErrors.InvalidIdentityToken("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)") with { Detail = detail };

    /// <summary>A claim that has to be there is not, or cannot be read.</summary>
    internal static AwsError Claim(string name) => StsErrors.InvalidIdentityToken($"Missing or invalid required claim: {name}") with { Detail = $"claim {name}" };
}
