using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Runtime.Serialization;
using System.Text;

using Federation.Wire;

namespace Federation.UnitTests.Wire.Codecs;

internal sealed record SampleTag
{
    public string? Key { get; init; }

    public string? Value { get; init; }
}

internal sealed record SamplePolicy
{
    [DataMember(Name = "arn")]
    public string? Arn { get; init; }
}

internal sealed record SampleNode
{
    public string? Name { get; init; }

    public IReadOnlyList<SampleNode>? Children { get; init; }
}

internal sealed record SampleRequest
{
    public string? RoleName { get; init; }

    public int? DurationSeconds { get; init; }

    public long? Big { get; init; }

    public double? Ratio { get; init; }

    public bool? Enabled { get; init; }

    public DateTimeOffset? Since { get; init; }

    public byte[]? Seed { get; init; }

    public IReadOnlyList<SampleTag>? Tags { get; init; }

    public IReadOnlyList<string>? TagKeys { get; init; }

    public IReadOnlyList<SamplePolicy>? PolicyArns { get; init; }

    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    public SampleNode? Root { get; init; }
}

internal sealed record SampleResponse
{
    public string? Name { get; init; }

    public int Count { get; init; }

    public bool? IsTruncated { get; init; }

    public double? Ratio { get; init; }

    public DateTimeOffset? CreateDate { get; init; }

    [DataType("PolicyDocument")]
    public string? Document { get; init; }

    public byte[]? Seed { get; init; }

    public IReadOnlyList<SampleTag>? Tags { get; init; }

    public IReadOnlyDictionary<string, int>? Summary { get; init; }

    public SampleNode? Root { get; init; }
}

internal sealed record EmptyResponse;

internal static class Samples
{
    public static readonly OperationShape Query = OperationShape.Create<SampleRequest, SampleResponse>(ServiceModel.Iam, "DoSample");

    public static readonly OperationShape Json = OperationShape.Create<SampleRequest, SampleResponse>(ServiceModel.Organizations, "DoSample");

    public static WireRequest Form(string body, string query = "", string? contentType = "application/x-www-form-urlencoded; charset=utf-8") =>
        new("POST", "/", query, contentType is null ? default : new WireHeader[] { new("Content-Type", contentType) }, Encoding.UTF8.GetBytes(body));

    public static WireRequest JsonBody(string body) => JsonBody(Encoding.UTF8.GetBytes(body));

    public static WireRequest JsonBody(byte[] body) => new("POST", "/", string.Empty, new WireHeader[] { new("Content-Type", "application/x-amz-json-1.1") }, body);

    public static SampleRequest Bound(this OperationShape shape, WireRequest request)
    {
        var binding = shape.Bind(request);
        binding.Error?.Message.ShouldBeNull();
        return binding.Value.ShouldBeOfType<SampleRequest>();
    }

    public static string Written(this OperationShape shape, object response)
    {
        var output = new ArrayBufferWriter<byte>();
        shape.WriteResponse(output, response, "11111111-2222-3333-4444-555555555555");
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
