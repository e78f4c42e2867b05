using System.Diagnostics.CodeAnalysis;

namespace Federation.Wire.SigV4;

/// <summary>Whether a signature is right. The default value says that it is not.</summary>
public readonly record struct SignatureVerdict
{
    private readonly bool _isValid;
    private readonly WireError? _error;

    private SignatureVerdict(bool isValid, WireError? error) => (_isValid, _error) = (isValid, error);

    /// <summary>The signature is right.</summary>
    public static SignatureVerdict Valid { get; } = new(true, null);

    /// <summary>True when the signature is right.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => _isValid;

    /// <summary>Why the request is refused, in AWS's words; null when the signature is right.</summary>
    public WireError? Error => _isValid ? null : _error ?? SignatureErrors.Mismatch;

    /// <summary>Refuses with an error.</summary>
    public static SignatureVerdict Refused(WireError error) => new(false, error);
}
