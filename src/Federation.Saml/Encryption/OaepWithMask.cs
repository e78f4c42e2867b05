using System.Numerics;
using System.Security.Cryptography;

namespace Federation.Saml.Encryption;

/// <summary>
/// RSA-OAEP whose mask is made with another digest than its label (XML Encryption 1.1 §5.5.2: <c>rsa-oaep-mgf1p</c> always masks with
/// SHA-1). The framework has no such padding. Used only under a verified signature, so nobody can send chosen ciphertexts here.
/// </summary>
internal static class OaepWithMask
{
    public static byte[]? Unwrap(RSA key, byte[] wrapped, HashAlgorithmName digest, HashAlgorithmName maskDigest)
    {
        var parameters = key.ExportParameters(includePrivateParameters: true);
        try
        {
            if (wrapped.Length != parameters.Modulus!.Length)
            {
                return null;
            }

            var modulus = Number(parameters.Modulus);
            var input = Number(wrapped);
            return input >= modulus ? null : Decode(Raw(parameters, modulus, input), digest, maskDigest);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
            CryptographicOperations.ZeroMemory(parameters.P);
            CryptographicOperations.ZeroMemory(parameters.Q);
            CryptographicOperations.ZeroMemory(parameters.DP);
            CryptographicOperations.ZeroMemory(parameters.DQ);
            CryptographicOperations.ZeroMemory(parameters.InverseQ);
        }
    }

    // RFC 8017 5.1.2 with Chinese remainders, blinded by a random factor so that time says nothing of the input.
    private static byte[] Raw(in RSAParameters key, BigInteger modulus, BigInteger input)
    {
        var exponent = Number(key.Exponent!);
        var (p, q) = (Number(key.P!), Number(key.Q!));
        var factor = Number(RandomNumberGenerator.GetBytes(key.Modulus!.Length - 1)) | BigInteger.One;
        var blinded = input * BigInteger.ModPow(factor, exponent, modulus) % modulus;
        var first = BigInteger.ModPow(blinded % p, Number(key.DP!), p);
        var second = BigInteger.ModPow(blinded % q, Number(key.DQ!), q);
        var difference = (((first - second) % p) + p) % p;
        var result = second + (difference * Number(key.InverseQ!) % p * q);
        var plain = result * Inverse(factor, modulus) % modulus;
        var bytes = plain.ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[key.Modulus.Length];
        bytes.CopyTo(padded, padded.Length - bytes.Length);
        return padded;
    }

    // RFC 8017 7.1.2, without leaving early.
    private static byte[]? Decode(byte[] encoded, HashAlgorithmName digest, HashAlgorithmName maskDigest)
    {
        var emptyLabel = CryptographicOperations.HashData(digest, []);
        var size = emptyLabel.Length;
        if (encoded.Length < (2 * size) + 2)
        {
            return null;
        }

        var seed = encoded.AsSpan(1, size);
        var block = encoded.AsSpan(1 + size);
        Mask(seed, block, maskDigest);
        Mask(block, seed, maskDigest);
        var good = CryptographicOperations.FixedTimeEquals(block[..size], emptyLabel) & (encoded[0] == 0);
        var start = -1;
        for (var index = size; index < block.Length; index++)
        {
            if (start < 0)
            {
                start = block[index] == 1 ? index + 1 : start;
                good &= block[index] is 0 or 1;
            }
        }

        return good & start > 0 ? block[start..].ToArray() : null;
    }

    // MGF1, RFC 8017 B.2.1
    private static void Mask(Span<byte> target, ReadOnlySpan<byte> seed, HashAlgorithmName digest)
    {
        var input = new byte[seed.Length + 4];
        seed.CopyTo(input);
        for (int offset = 0, counter = 0; offset < target.Length; counter++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(seed.Length), counter);
            foreach (var mask in CryptographicOperations.HashData(digest, input))
            {
                if (offset < target.Length)
                {
                    target[offset++] ^= mask;
                }
            }
        }
    }

    private static BigInteger Inverse(BigInteger value, BigInteger modulus)
    {
        var (previous, current, sign, coefficient) = (modulus, value, BigInteger.Zero, BigInteger.One);
        while (current > BigInteger.One)
        {
            var quotient = BigInteger.DivRem(previous, current, out var rest);
            (previous, current) = (current, rest);
            (sign, coefficient) = (coefficient, sign - (quotient * coefficient));
        }

        return ((coefficient % modulus) + modulus) % modulus;
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
