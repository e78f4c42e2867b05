using System.Globalization;
using System.Text;

namespace Federation.Services.Traces;

/// <summary>A recorded login as text for the people who run the IdP: every check and what came, no subject and no attribute value.</summary>
public sealed class LoginTraceBundle(ServiceOptions options)
{
    /// <summary>Writes it.</summary>
    public string Write(LoginTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var text = new StringBuilder();
        void Line(string name, string? value) => text.Append(CultureInfo.InvariantCulture, $"{name}: {value ?? "-"}\n");
        Line("Login trace", trace.TraceId);
        Line("Time", trace.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Line("Outcome", trace.Refusal is null ? trace.Outcome : $"{trace.Outcome} ({trace.Refusal})");
        Line("Our entity id", options.EntityId);
        Line("Our assertion consumer service", options.AssertionConsumerUrls[0]);
        Line("Issuer of the response", trace.Issuer);
        Line("Response", trace.ResponseId);
        Line("In response to", trace.InResponseTo);
        Line("Clock offset", trace.ClockOffsetSeconds is { } offset ? offset.ToString("0.0 's'", CultureInfo.InvariantCulture) : null);
        Line("Signed", trace.SignedElement);
        Line("Signature algorithm", trace.SignatureAlgorithm);
        Line("Signing key (SHA-256)", trace.SigningKey);
        Line("Encrypted", trace.WasEncrypted ? "yes" : "no");
        Line("NameID format", trace.NameIdFormat);
        Line("Attributes that came", trace.Identity is { } identity ? string.Join(", ", identity.Attributes.Select(pair => $"{pair.Key} ({pair.Value.Count.ToString(CultureInfo.InvariantCulture)})")) : null);
        text.Append('\n');
        foreach (var check in trace.Checks)
        {
            text.Append(check.Passed ? "pass  " : "FAIL  ").Append(check.Rule);
            if (!check.Passed)
            {
                text.Append(CultureInfo.InvariantCulture, $"  expected {check.Expected ?? "-"}, came {check.Actual ?? "-"}");
            }

            text.Append('\n');
        }

        foreach (var note in trace.Notes)
        {
            text.Append("note  ").Append(note).Append('\n');
        }

        return text.ToString();
    }
}
