namespace Federation.Services.Pipeline.Validation;

internal sealed class NullableRule<T>(ValueRule<T> inner) : ValueRule<T?>
    where T : struct
{
    public override void Check(T? value, ref ValidationState state, bool isSecret) => inner.Check(value.GetValueOrDefault(), ref state, isSecret);
}
