using System.Text;

using Federation.Wire;

namespace Federation.UnitTests.Wire.Codecs;

public sealed class JsonBindingTests
{
    [Fact]
    public void Every_kind_of_member_is_bound()
    {
        var bound = Samples.Json.Bound(Samples.JsonBody("""
            {"RoleName":"a\u00e9\n","DurationSeconds":3600,"Big":-9007199254740993,"Ratio":0.25,"Enabled":false,"Since":1763892900.5,"Seed":"AQID",
             "Tags":[{"Key":"k","Value":"v"}],"TagKeys":["x","y"],"PolicyArns":[{"arn":"arn:aws"}],"Attributes":{"a":"1"},"Root":{"Name":"r","Children":[{"Name":"c"}]},
             "Unknown":{"deep":[1,2,{"x":null}]}}
            """));

        bound.RoleName.ShouldBe("aé\n");
        bound.DurationSeconds.ShouldBe(3600);
        bound.Big.ShouldBe(-9007199254740993);
        bound.Ratio.ShouldBe(0.25);
        bound.Enabled.ShouldBe(false);
        bound.Since.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1763892900500));
        bound.Seed.ShouldBe([1, 2, 3]);
        bound.Tags.ShouldBe([new SampleTag { Key = "k", Value = "v" }]);
        bound.TagKeys.ShouldBe(["x", "y"]);
        bound.PolicyArns!.Single().Arn.ShouldBe("arn:aws");
        bound.Attributes!["a"].ShouldBe("1");
        bound.Root!.Children!.Single().Name.ShouldBe("c");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"RoleName":null,"Tags":null,"DurationSeconds":null}""")]
    public void Absent_and_null_members_are_null(string body)
    {
        var bound = Samples.Json.Bound(Samples.JsonBody(body));
        bound.RoleName.ShouldBeNull();
        bound.Tags.ShouldBeNull();
        bound.DurationSeconds.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"RoleName":1}""", "NUMBER_VALUE cannot be converted to String")]
    [InlineData("""{"RoleName":true}""", "TRUE_VALUE cannot be converted to String")]
    [InlineData("""{"RoleName":{}}""", "Start of structure or map found where not expected.")]
    [InlineData("""{"RoleName":[]}""", "Start of list found where not expected")]
    [InlineData("""{"DurationSeconds":"900"}""", "STRING_VALUE cannot be converted to Integer")]
    [InlineData("""{"DurationSeconds":1.5}""", "NUMBER_VALUE cannot be converted to Integer")]
    [InlineData("""{"DurationSeconds":2147483648}""", "NUMBER_VALUE cannot be converted to Integer")]
    [InlineData("""{"Enabled":"true"}""", "STRING_VALUE cannot be converted to Boolean")]
    [InlineData("""{"Since":"yesterday"}""", "STRING_VALUE cannot be converted to Timestamp")]
    [InlineData("""{"Since":1e300}""", "NUMBER_VALUE cannot be converted to Timestamp")]
    [InlineData("""{"Since":-1}""", "NUMBER_VALUE cannot be converted to Timestamp")]
    [InlineData("""{"Seed":"!!"}""", "STRING_VALUE cannot be converted to Blob")]
    [InlineData("""{"Tags":{}}""", "Start of structure or map found where not expected.")]
    [InlineData("""{"Tags":"x"}""", "Expected list or null")]
    [InlineData("""{"Tags":[null]}""", "null found where not expected")]
    [InlineData("""{"Attributes":[]}""", "Start of list found where not expected")]
    [InlineData("""{"Attributes":{"a":"1","a":"2"}}""", "too many or repeated keys in a map")]
    [InlineData("""{"Root":[]}""", "Start of list found where not expected")]
    [InlineData("""{"RoleName":"a","RoleName":"b"}""", "Duplicate member found in payload")]
    [InlineData("[]", "Start of list found where not expected")]
    [InlineData("1", "Unexpected value type in payload")]
    [InlineData("{", "The payload is not valid JSON")]
    [InlineData("{}{}", "The payload is not valid JSON")]
    [InlineData("{\"RoleName\":\"a\",}", "The payload is not valid JSON")]
    [InlineData("/**/{}", "The payload is not valid JSON")]
    [InlineData("""{"RoleName":"\ud800"}""", "A text in the payload is not valid Unicode")]
    public void What_does_not_fit_the_shape_is_a_serialization_exception(string body, string message) =>
        Samples.Json.Bind(Samples.JsonBody(body)).Error.ShouldBe(new WireError("SerializationException", 400, message));

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused() =>
        Samples.Json.Bind(Samples.JsonBody([.. "{\"RoleName\":\""u8, 0xff, .. "\"}"u8])).Error!.Message.ShouldBe("The payload is not UTF-8");

    [Fact]
    public void Depth_is_bounded()
    {
        static string Nested(int levels) =>
            "{\"Root\":" + string.Concat(Enumerable.Repeat("{\"Children\":[", levels)) + string.Concat(Enumerable.Repeat("]}", levels)) + "}";
        Samples.Json.Bound(Samples.JsonBody(Nested(10))).Root.ShouldNotBeNull();
        Samples.Json.Bind(Samples.JsonBody(Nested(20))).Error!.Code.ShouldBe("SerializationException");
        Samples.Json.Bind(Samples.JsonBody(Nested(5000))).Error!.Code.ShouldBe("SerializationException");
    }

    [Fact]
    public void The_number_of_elements_is_bounded() =>
        Samples.Json.Bind(Samples.JsonBody("{\"TagKeys\":[" + string.Join(',', Enumerable.Repeat("\"\"", 5000)) + "]}")).Error!.Code.ShouldBe("SerializationException");

    [Fact]
    public void Random_changes_never_throw()
    {
        var random = new Random(20261123);
        var whole = """{"RoleName":"a\u00e9","DurationSeconds":3600,"Tags":[{"Key":"k","Value":null}],"Attributes":{"a":"1"},"Root":{"Children":[{}]},"Since":1.5,"Seed":"AQID"}"""u8.ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var body = whole.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                body[random.Next(body.Length)] = random.Next(2) == 0 ? whole[random.Next(whole.Length)] : (byte)random.Next(256);
            }

            var binding = Samples.Json.Bind(Samples.JsonBody(body[..random.Next(1, body.Length + 1)]));
            (binding.IsBound ^ binding.Error is not null).ShouldBeTrue(Encoding.Latin1.GetString(body));
        }
    }
}
