namespace Federation.Services.Pipeline.Validation;

/// <summary>The length of a blob in bytes.</summary>
internal sealed class BlobRule(int? minimum, int? maximum) : ValueRule<byte[]>
{
    public override void Check(byte[] value, ref ValidationState state, bool isSecret) => LengthRule.Check(value.Length, minimum, maximum, string.Empty, ref state);
}
