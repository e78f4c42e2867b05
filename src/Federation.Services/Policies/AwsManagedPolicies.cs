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
            Make("AdministratorAccess", "/", "Everything on everything.", WellKnownPolicies.Administrator),
        }.OrderBy(policy => NameKey.Of(policy.Policy.PolicyName), StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, AwsManagedPolicy> ByArn = All.ToFrozenDictionary(policy => policy.Policy.Arn, StringComparer.Ordinal);

    /// <summary>By ARN, or null.</summary>
    internal static AwsManagedPolicy? Find(string arn) => ByArn.GetValueOrDefault(arn);

    private static AwsManagedPolicy Make(string name, string path, string description, string document) => new(
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
        document);

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
