using System.Text;
using System.Text.Json;

using Federation.Wire;
using Federation.Wire.SigV4;

namespace Federation.UnitTests.Wire.SigV4;

/// <summary>One signed request with all that is known of its signature.</summary>
internal sealed record SignatureCase(WireRequest Request, string Secret, DateTimeOffset Now, string Service)
{
    public string? Canonical { get; init; }

    public string? StringToSign { get; init; }

    public bool TokenIsSigned { get; init; } = true;

    public PathCanonicalization Path { get; init; }

    public SignatureVerificationOptions Options => new() { Now = Now, ExpectedServices = [Service], Path = Path };

    public SignatureClaims Claims
    {
        get
        {
            var reading = SignatureClaims.Read(Request);
            Assert.True(reading.IsRead, reading.Error?.Message);
            return reading.Claims;
        }
    }

    /// <summary>Reads and verifies as a server does, with a request that may have been changed.</summary>
    public WireError? Refusal(WireRequest? changed = null, SignatureVerifier? verifier = null)
    {
        var request = changed ?? Request;
        var reading = SignatureClaims.Read(request);
        return reading.IsRead ? (verifier ?? new SignatureVerifier()).Verify(request, reading.Claims, Secret, Options).Error : reading.Error;
    }

    public string BuildCanonical()
    {
        var writer = new Utf8Writer(new byte[64]);
        Assert.True(CanonicalRequest.TryAppend(ref writer, Request, Claims, Path, TokenIsSigned));
        var text = Encoding.UTF8.GetString(writer.Written);
        writer.Dispose();
        return text;
    }

    public string BuildStringToSign()
    {
        var writer = new Utf8Writer(new byte[64]);
        CanonicalRequest.AppendStringToSign(ref writer, Claims, Encoding.UTF8.GetBytes(BuildCanonical()));
        var text = Encoding.UTF8.GetString(writer.Written);
        writer.Dispose();
        return text;
    }

    /// <summary>A case of the aws-c-auth suite: folder name and <c>header</c> or <c>query</c>.</summary>
    public static SignatureCase FromAwsCAuth(string suite, string name, string form)
    {
        Assert.SkipWhen(TestFiles.SharedSigV4 is null, TestFiles.NoSharedVectors);
        var folder = System.IO.Path.Combine(TestFiles.SharedSigV4, "aws-c-auth", suite, name);
        string Read(string file) => File.ReadAllText(System.IO.Path.Combine(folder, file)).ReplaceLineEndings("\n");
        using var context = JsonDocument.Parse(Read("context.json"));
        var root = context.RootElement;
        return new SignatureCase(
            RawRequest.Parse(Read($"{form}-signed-request.txt")),
            root.GetProperty("credentials").GetProperty("secret_access_key").GetString()!,
            root.GetProperty("timestamp").GetDateTimeOffset(),
            root.GetProperty("service").GetString()!)
        {
            Canonical = Read($"{form}-canonical-request.txt"),
            StringToSign = Read($"{form}-string-to-sign.txt"),
            TokenIsSigned = !(root.TryGetProperty("omit_session_token", out var omit) && omit.GetBoolean()),
            Path = root.GetProperty("normalize").GetBoolean() ? PathCanonicalization.Normalized : PathCanonicalization.Unnormalized,
        };
    }

    /// <summary>A case of botocore's suite, by its folder.</summary>
    public static SignatureCase FromBotocore(string name)
    {
        Assert.SkipWhen(TestFiles.SharedSigV4 is null, TestFiles.NoSharedVectors);
        var stem = System.IO.Path.Combine(TestFiles.SharedSigV4, "botocore", name, System.IO.Path.GetFileName(name));
        string Read(string extension) => File.ReadAllText(stem + extension).ReplaceLineEndings("\n");
        // The Authorization value of the .authz file is the one that counts: one .sreq file holds the value of another case.
        return new SignatureCase(
            RawRequest.Parse(Read(".sreq")).WithoutHeader("Authorization").WithHeader("Authorization", Read(".authz")),
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero),
            "service")
        {
            Canonical = name.EndsWith("with-session-token", StringComparison.Ordinal) ? null : Read(".creq"),
            StringToSign = name.EndsWith("with-session-token", StringComparison.Ordinal) ? null : Read(".sts"),
        };
    }

    /// <summary>A case of tests/data/sigv4/cases.json.</summary>
    public static SignatureCase FromOwn(string name)
    {
        var root = OwnCases.RootElement;
        var found = root.GetProperty("cases").EnumerateArray().Single(candidate => candidate.GetProperty("name").GetString() == name);
        string Text(string member) => found.GetProperty(member).GetString()!;
        return new SignatureCase(
            new WireRequest(
                Text("method"),
                Text("path"),
                Text("query"),
                found.GetProperty("headers").EnumerateArray().Select(header => new WireHeader(header[0].GetString()!, header[1].GetString()!)).ToArray(),
                Encoding.UTF8.GetBytes(Text("body"))),
            root.GetProperty("secretAccessKey").GetString()!,
            new DateTimeOffset(2026, 11, 23, 10, 15, 0, TimeSpan.Zero),
            Text("service"))
        {
            Canonical = Text("canonical"),
            StringToSign = Text("toSign"),
            TokenIsSigned = !(name is "token-not-signed" or "presigned-token-after"),
        };
    }

    public static TheoryData<string> OwnNames() => [.. OwnCases.RootElement.GetProperty("cases").EnumerateArray().Select(found => found.GetProperty("name").GetString()!)];

    /// <summary>Folder names of a published suite that hold the file, or one that leads to the skip.</summary>
    public static IEnumerable<string> SharedNames(string suite, string file)
    {
        if (TestFiles.SharedSigV4 is not { } root)
        {
            return ["not-here"];
        }

        var folder = System.IO.Path.Combine(root, suite);
        return Directory.EnumerateFiles(folder, file, SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(folder, System.IO.Path.GetDirectoryName(path)!).Replace('\\', '/')).Order(StringComparer.Ordinal);
    }

    private static readonly JsonDocument OwnCases = JsonDocument.Parse(File.ReadAllText(TestFiles.Data("sigv4", "cases.json")));
}
