using System.Diagnostics.CodeAnalysis;

namespace Federation.Wire.SigV4;

/// <summary>The claims of a request, or why there are none.</summary>
public readonly record struct SignatureClaimsReading
{
    private SignatureClaimsReading(SignatureClaims? claims, WireError? error) => (Claims, Error) = (claims, error);

    /// <summary>The claims, when they could be read.</summary>
    public SignatureClaims? Claims { get; }

    /// <summary>Why the claims could not be read.</summary>
    public WireError? Error { get; }

    /// <summary>True when the claims could be read.</summary>
    [MemberNotNullWhen(true, nameof(Claims))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsRead => Claims is not null;

    /// <summary>True when the request bears no sign of a signature, so that an unsigned operation may take it.</summary>
    public bool IsUnsigned => ReferenceEquals(Error, SignatureErrors.MissingAuthenticationToken);

    /// <summary>Wraps claims.</summary>
    public static implicit operator SignatureClaimsReading(SignatureClaims claims) => new(claims, null);

    /// <summary>Wraps an error.</summary>
    public static implicit operator SignatureClaimsReading(WireError error) => new(null, error);
}
