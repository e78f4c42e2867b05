using Federation.Model.Identifiers;
using Federation.Policy;

namespace Federation.Services.Iam.Simulation;

/// <summary>Who is taken for the caller of a simulation.</summary>
/// <param name="Principal">As the evaluator knows it.</param>
/// <param name="CanBeNamed">Whether a resource policy can name it as it is: a user of its own can, a group or role needs a CallerArn.</param>
/// <param name="Fill">Sets the condition keys that the principal itself gives.</param>
internal sealed record SimulatedPrincipal(RequestPrincipal Principal, bool CanBeNamed, Action<RequestContext> Fill)
{
    /// <summary>The session of a role that is asked for without one.</summary>
    private const string SessionName = "simulation";

    /// <summary>Some principal of an account, of which nothing is known.</summary>
    internal static SimulatedPrincipal Nobody(AccountId account) => new(RequestPrincipal.User(Arns.User(account, "/", SessionName), account.Value), false, _ => { });

    /// <summary>A user that a request names; null where it names none.</summary>
    internal static SimulatedPrincipal? OfCaller(string arn) => Arns.TryParseIam(arn, "user", out var account, out _, out var name)
        ? new(RequestPrincipal.User(arn, account.Value), true, keys => FillUser(keys, arn, account, name, null))
        : null;

    /// <summary>A user, group or role of the account.</summary>
    internal static SimulatedPrincipal Of(PolicySource source) => source.Type switch
    {
        PolicySources.User => new(RequestPrincipal.User(source.Arn, source.AccountId.Value, source.UniqueId), true, keys =>
        {
            FillUser(keys, source.Arn, source.AccountId, source.Name, source.UniqueId);
            FillTags(keys, source);
        }),
        PolicySources.Role => new(
            RequestPrincipal.AssumedRole(Arns.AssumedRole(source.AccountId, source.Name, SessionName), source.Arn, source.AccountId.Value, source.UniqueId), false, keys =>
            {
                FillAny(keys, source.Arn, source.AccountId, "AssumedRole");
                FillTags(keys, source);
            }),
        _ => Nobody(source.AccountId),
    };

    private static void FillUser(RequestContext keys, string arn, AccountId account, string name, string? uniqueId)
    {
        FillAny(keys, arn, account, "User");
        keys.Set(ContextKeys.UserName, name);
        if (uniqueId is not null)
        {
            keys.Set(ContextKeys.UserId, uniqueId);
        }
    }

    private static void FillAny(RequestContext keys, string arn, AccountId account, string type)
    {
        keys.Set(ContextKeys.PrincipalArn, arn);
        keys.Set(ContextKeys.PrincipalAccount, account.Value);
        keys.Set(ContextKeys.PrincipalType, type);
    }

    private static void FillTags(RequestContext keys, PolicySource source)
    {
        foreach (var tag in source.Tags)
        {
            keys.Set($"aws:PrincipalTag/{tag.Key}", tag.Value);
        }
    }
}
