using Federation.Model.Identifiers;
using Federation.Model.Roles;
using Federation.Policy;

namespace Federation.Services.Pipeline;

/// <summary>Which evaluation a demand goes through.</summary>
public enum DemandKind
{
    /// <summary>Nothing was declared: always refused.</summary>
    Undeclared = 0,

    /// <summary>The caller's policies (and every limit on them) must allow.</summary>
    Identity = 1,

    /// <summary>The role's trust policy decides, together with the caller's policies where AWS asks for both.</summary>
    Trust = 2,

    /// <summary>No permission is needed; the reason says why.</summary>
    None = 3,
}

/// <summary>One permission that a call needs.</summary>
public sealed record Demand
{
    private Demand(DemandKind kind) => Kind = kind;

    /// <summary>Which evaluation it goes through.</summary>
    public DemandKind Kind { get; }

    /// <summary>Such as <c>iam:CreateRole</c>.</summary>
    public string Action { get; private init; } = string.Empty;

    /// <summary>ARN, or <c>*</c> for actions without resource types.</summary>
    public string Resource { get; private init; } = "*";

    /// <summary>
    /// How a denial's text names the resource: as the call named it, so that it tells nobody what is there and under which path (AWS: <c>user NAME</c>, <c>access key ID</c>).
    /// Null: the resource itself, which the caller can know. Policies are asked about <see cref="Resource"/> all the same.
    /// </summary>
    public string? Shown { get; init; }

    /// <summary>Account that owns the resource.</summary>
    public AccountId ResourceAccount { get; private init; }

    /// <summary>
    /// The caller's own policies decide though the resource is another account's: what the gateway lets the management account do to every account, and handing out roles that
    /// another account entrusts to a provider. Without it no caller reaches into another account that has no policy to let it in.
    /// </summary>
    public bool IsForCallerToDecide { get; init; }

    /// <summary>The role whose trust policy decides.</summary>
    public Role? Role { get; private init; }

    /// <summary>Condition keys of this demand, beyond those of the caller and the request.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Context { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A policy that counts as one more of the caller's identity policies: what the account itself gives every user. Denials and limits hold against it.</summary>
    public CompiledPolicy? AccountGrant { get; init; }

    /// <summary>Why no permission is needed.</summary>
    public string? Reason { get; private init; }

    /// <summary>The caller's policies must allow the action on the resource.</summary>
    public static Demand Identity(string action, string resource, AccountId resourceAccount) =>
        new(DemandKind.Identity) { Action = action, Resource = resource, ResourceAccount = resourceAccount };

    /// <summary>The trust policy of the role decides.</summary>
    public static Demand Trust(string action, Role role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return new(DemandKind.Trust) { Action = action, Resource = role.Arn, ResourceAccount = role.AccountId, Role = role };
    }

    /// <summary>No permission is needed.</summary>
    public static Demand None(string reason) => new(DemandKind.None) { Reason = reason };
}
