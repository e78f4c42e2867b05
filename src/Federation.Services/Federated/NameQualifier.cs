using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Federation.Model.Identifiers;

namespace Federation.Services.Federated;

/// <summary>AWS: AssumeRoleWithSAML, NameQualifier: BASE64(SHA1(issuer + account + "/" + provider name)).</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "AWS defines the value so; it is a name, not a proof")]
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "AWS defines the value so; it is a name, not a proof")]
internal static class NameQualifier
{
    internal static string Of(string issuer, AccountId account, string providerName) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes($"{issuer}{account}/{providerName}")));
}
