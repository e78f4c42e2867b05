using System.Text;

using CsCheck;

using Federation.Wire;
using Federation.Wire.SigV4;

namespace Federation.UnitTests.Wire.SigV4;

/// <summary>What the signer signs verifies, and no byte of it can be changed.</summary>
public sealed class SigningPropertyTests
{
    private const string KeyId = "AKIAQNZGKIQY56JQ7WML";
    private const string Secret = "a-secret-of-forty-characters-for-a-test0";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly SignatureVerifier Verifier = new(new SigningKeyCache());

    private static readonly Gen<string> Word = Gen.Char['0', 'z'].Array[0, 8].Select(chars => new string(chars));
    private static readonly Gen<string> AnyText = Pick("", " ", "a b", "%", "%2F", "+", "é", "你好", "🔑", "a/b", "x=y&z", "~", "*", "\"q\"").Array[0, 3].Select(string.Concat);

    private static readonly Gen<WireRequest> Requests =
        from method in Pick("GET", "POST", "PUT", "DELETE")
        from path in Gen.Select(AnyText, Word).Array[0, 3]
        from query in Gen.Select(AnyText, AnyText).Array[0, 5]
        from headers in Gen.Select(Pick("My-Header", "x-amz-target", "Content-Type", "x-multi", "X-Multi"), AnyText).Array[0, 4]
        from body in Gen.Byte.Array[0, 200]
        select new WireRequest(
            method,
            "/" + string.Join('/', path.Select(part => Uri.EscapeDataString(part.Item1) + Uri.EscapeDataString(part.Item2))),
            string.Join('&', query.Select(pair => Uri.EscapeDataString("p" + pair.Item1) + "=" + Uri.EscapeDataString(pair.Item2))),
            (WireHeader[])[new WireHeader("Host", "fed.example.net"), .. headers.Select(pair => new WireHeader(pair.Item1, pair.Item2))],
            body);

    private static readonly Gen<(WireRequest Signed, bool IsPresigned)> SignedRequests =
        from request in Requests
        from isPresigned in Gen.Bool
        from token in Pick<string?>(null, "token/+=")
        let signer = new RequestSigner(new SigningCredentials(KeyId, Secret, token), "us-east-1", "sts")
        select (isPresigned ? signer.Presign(request, Now, TimeSpan.FromSeconds(60)) : signer.Sign(request, Now), isPresigned);

    private static WireError? Refusal(WireRequest request)
    {
        var reading = SignatureClaims.Read(request);
        // The key id of the header form is not signed: another id means another secret.
        return reading.IsRead
            ? Verifier.Verify(request, reading.Claims, reading.Claims.AccessKeyId == KeyId ? Secret : "of another key", new SignatureVerificationOptions { Now = Now, ExpectedServices = ["sts"] }).Error
            : reading.Error;
    }

    [Fact]
    public void What_is_signed_verifies() => SignedRequests.Sample(signed => Refusal(signed.Signed).ShouldBeNull(), iter: 3_000);

    [Fact]
    public void No_byte_of_the_body_can_be_changed() => Gen.Select(SignedRequests, Gen.Int[0, 1_000], Gen.Byte[1, 255]).Sample(
        (signed, at, flip) =>
        {
            var body = signed.Signed.Body.ToArray();
            if (body.Length == 0)
            {
                body = [flip];
            }
            else
            {
                body[at % body.Length] ^= flip;
            }

            Refusal(signed.Signed.With(body: body)).ShouldNotBeNull();
        },
        iter: 2_000);

    [Fact]
    public void No_character_of_the_query_can_be_changed() => Gen.Select(SignedRequests, Gen.Int[0, 10_000]).Sample(
        (signed, at) =>
        {
            var query = signed.Signed.Query;
            if (query.Length > 0)
            {
                Refusal(signed.Signed.With(query: Change(query, at % query.Length))).ShouldNotBeNull();
            }
        },
        iter: 3_000);

    [Fact]
    public void No_character_of_the_path_can_be_changed() => Gen.Select(SignedRequests, Gen.Int[0, 10_000]).Sample(
        (signed, at) => Refusal(signed.Signed.With(path: Change(signed.Signed.Path, at % signed.Signed.Path.Length))).ShouldNotBeNull(),
        iter: 2_000);

    [Fact]
    public void No_character_of_a_signed_header_can_be_changed() => Gen.Select(SignedRequests, Gen.Int[0, 10_000], Gen.Int[0, 10_000]).Sample(
        (signed, which, at) =>
        {
            var headers = signed.Signed.Headers.ToArray();
            ref var header = ref headers[which % headers.Length];
            if (header.Value.Length > 0 && !char.IsWhiteSpace(header.Value[at % header.Value.Length]))
            {
                header = header with { Value = Change(header.Value, at % header.Value.Length) };
                Refusal(signed.Signed.With(headers: headers)).ShouldNotBeNull($"{header.Name}: {header.Value}");
            }
        },
        iter: 3_000);

    [Fact]
    public void Random_authorization_headers_never_throw() => Gen.Select(SignedRequests, Gen.Int[0, 10_000], Gen.Char).Sample(
        (signed, at, character) =>
        {
            var changed = signed.IsPresigned
                ? signed.Signed.With(query: Replace(signed.Signed.Query, at, character))
                : signed.Signed.ReplaceHeader("Authorization", value => Replace(value, at, character));
            _ = Refusal(changed);
        },
        iter: 5_000);

    [Fact]
    public void The_longest_request_is_verified_whole()
    {
        var query = string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"p{i}={i}%20"));
        WireHeader[] headers = [new("Host", "h"), new("Long", new string('v', 10_000))];
        var request = new WireRequest("POST", "/" + new string('a', 5_000), query, headers, Encoding.UTF8.GetBytes(new string('b', 200_000)));
        var signed = new RequestSigner(new SigningCredentials(KeyId, Secret), "us-east-1", "sts").Sign(request, Now);
        Refusal(signed).ShouldBeNull();
        Refusal(signed.ReplaceHeader("Long", value => value[..^1] + "w")).ShouldNotBeNull();
    }

    private static Gen<T> Pick<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    // To a letter that is not the same in the other case, so that no equivalent spelling comes about.
    private static string Change(string text, int at) => Replace(text, at, text[at] is 'q' or 'Q' ? 'z' : 'q');

    private static string Replace(string text, int at, char character) =>
        text.Length == 0 ? text : string.Concat(text.AsSpan(0, at % text.Length), [character], text.AsSpan((at % text.Length) + 1));
}
