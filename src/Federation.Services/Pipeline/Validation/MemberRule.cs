using System.Reflection;

namespace Federation.Services.Pipeline.Validation;

internal abstract class MemberRule<TOwner>
{
    public abstract void Check(TOwner owner, ref ValidationState state, bool isSecret);
}

/// <summary>One member: whether it must be there, and what it must keep when it is.</summary>
internal sealed class MemberRule<TOwner, TValue>(PropertyInfo property, string path, bool isRequired, bool isSecretMember, ValueRule<TValue>? rule) : MemberRule<TOwner>
{
    private readonly Func<TOwner, TValue> _get = property.GetMethod!.CreateDelegate<Func<TOwner, TValue>>();

    public override void Check(TOwner owner, ref ValidationState state, bool isSecret)
    {
        var value = _get(owner);
        if (value is null && !isRequired)
        {
            return;
        }

        state.Enter(path);
        if (value is null)
        {
            state.Add("Member must not be null", "null", ViolationReasons.Required);
        }
        else
        {
            rule?.Check(value, ref state, isSecret || isSecretMember);
        }

        state.Leave();
    }
}
