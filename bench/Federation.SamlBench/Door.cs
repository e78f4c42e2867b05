using Federation.Saml.Metadata;
using Federation.Saml.Protocol;
using Federation.Saml.Validation;

namespace Federation.SamlBench;

/// <summary>The whole validation as the browser's door does it, with a replay record that always says "first".</summary>
internal sealed class Door
{
    private readonly SamlValidationContext _context;

    public Door(SampleInput input)
    {
        var issued = UnverifiedResponse.Read(input.Response, out _)?.IssueInstant ?? throw new InvalidDataException("response.b64 cannot be read");
        var now = issued.AddSeconds(1);
        var metadata = SamlMetadataReader.Read(input.Metadata, new SamlMetadataOptions { Now = now });
        _context = new SamlValidationContext
        {
            Provider = metadata.Metadata ?? throw new InvalidDataException("idp-metadata.xml: " + string.Join("; ", metadata.Problems.Select(problem => problem.Message))),
            ExpectedRequest = SamlExpectedRequest.Unsolicited,
            Destinations = [SampleInput.Acs],
            Recipients = [SampleInput.Acs],
            Audiences = [SampleInput.EntityId],
            Now = now,
        };
    }

    /// <summary>Null when the response is accepted; else the rule that refused.</summary>
    public string? Validate(string response)
    {
        var result = SamlResponseValidator.Validate(response, _context);
        return result.Succeeded ? (IsFirstUse(result.Assertion.Id, result.Assertion.AcceptableUntil) ? null : "replay") : result.FirstFailure?.Rule.Id ?? "unknown";
    }

    private bool IsFirstUse(string assertionId, DateTimeOffset until) => assertionId.Length > 0 && until > _context.Now;
}
