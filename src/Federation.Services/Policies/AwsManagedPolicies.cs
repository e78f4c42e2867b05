using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Policy;

namespace Federation.Services.Policies;

/// <summary>A policy under <c>arn:aws:iam::aws:policy/</c> with its only version.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Document">Its document, JSON.</param>
internal sealed record AwsManagedPolicy(ManagedPolicy Policy, string Document)
{
    private readonly ConcurrentDictionary<PolicyKind, CompiledPolicy> _compiled = new();

    /// <summary>Its only version.</summary>
    internal ManagedPolicyVersion Version { get; } = new()
    {
        AccountId = default,
        PolicyId = Policy.PolicyId,
        Number = Policy.DefaultVersion,
        Document = Document,
        CreatedAt = Policy.CreatedAt,
    };

    /// <summary>The document compiled for a use.</summary>
    internal CompiledPolicy Compiled(PolicyKind kind) => _compiled.GetOrAdd(kind, static (kind, policy) => CompiledPolicy.CompileStored(policy.Document, kind, policy.Policy.PolicyName), this);
}

/// <summary>The managed policies that every account may attach. They are part of the program, written for what this gateway serves.</summary>
internal static class AwsManagedPolicies
{
    private static readonly DateTimeOffset Since = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    /// <summary>All of them in order of their name keys.</summary>
    internal static IReadOnlyList<AwsManagedPolicy> All { get; } =
    [
        .. new[]
        {
            Make("AdministratorAccess", "/", "Everything on everything."),
            Make("PowerUserAccess", "/", "Everything but users, roles, policies, federation and the organization."),
            Make("ReadOnlyAccess", "/", "Reading of everything, and no change of anything."),
            Make("SecurityAudit", "/", "Reading of what says who may do what and who did what, without the values that people's assertions carried."),
            Make("ViewOnlyAccess", "/job-function/", "Lists of what there is, without what stands in it."),
            Make("IAMFullAccess", "/", "Everything in IAM. It can give itself and others any permission."),
            Make("IAMReadOnlyAccess", "/", "Reading of everything in IAM."),
            Make("IAMUserChangePassword", "/", "A user's own password, and nothing else."),
            Make("AWSOrganizationsFullAccess", "/", "Everything in the organization."),
            Make("AWSOrganizationsReadOnlyAccess", "/", "Reading of the organization."),
            Make("AWSCloudTrail_ReadOnlyAccess", "/", "Reading of the audit trail."),
            Make("AWSDenyAll", "/", "Nothing on anything, whatever else allows it."),
            Make("FederationAdministratorAccess", "/", "Setting up of corporate sign-in: identity providers, role mappings, recorded logins, revocation of sessions. It can give people, itself among them, every role that trusts an identity provider of the account; roles and their policies are others' work."),
            Make("FederationReadOnlyAccess", "/", "Reading of how corporate sign-in is set up and how logins went, without the values that people's assertions carried."),
            Make("FederationSupportAccess", "/", "Help with failed logins: recorded logins with their values, test logins, and an end to the sessions of a person."),
            Make("FederationUserManageOwnMFA", "/", "A user's own MFA device, named like the user: adding it, and removing it in a session with MFA."),
        }.OrderBy(policy => NameKey.Of(policy.Policy.PolicyName), StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, AwsManagedPolicy> ByArn = All.ToFrozenDictionary(policy => policy.Policy.Arn, StringComparer.Ordinal);

    /// <summary>By ARN, or null.</summary>
    internal static AwsManagedPolicy? Find(string arn) => ByArn.GetValueOrDefault(arn);

    private static AwsManagedPolicy Make(string name, string path, string description) => new(
        new ManagedPolicy
        {
            AccountId = default,
            PolicyId = IdOf(name),
            PolicyName = name,
            Path = path,
            Description = description,
            DefaultVersion = 1,
            LastVersion = 1,
            CreatedAt = Since,
            UpdatedAt = Since,
        },
        DocumentOf(name));

    /// <summary>The documents lie in the folder <c>Aws</c>, one a policy.</summary>
    private static string DocumentOf(string name)
    {
        using var stream = typeof(AwsManagedPolicies).Assembly.GetManifestResourceStream($"aws-policy-{name}")
            ?? throw new InvalidOperationException($"the program lacks the document of `{name}`");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().TrimEnd();
    }

    /// <summary>An id that is the same in every installation: it begins with A, so that no account can be read out of it.</summary>
    private static string IdOf(string name)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return string.Concat(UniqueIdPrefix.Policy, "A", string.Create(15, hash, static (text, hash) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[hash[i] & 31];
            }
        }));
    }
}
