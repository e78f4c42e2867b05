using System.Text;

using Federation.Wire;

namespace Federation.UnitTests.Wire.Codecs;

public sealed class QueryBindingTests
{
    private static WireError Refused(string body, string query = "")
    {
        var binding = Samples.Query.Bind(Samples.Form(body, query));
        binding.IsBound.ShouldBeFalse();
        return binding.Error!;
    }

    [Fact]
    public void Every_kind_of_member_is_bound()
    {
        var bound = Samples.Query.Bound(Samples.Form(
            "Action=DoSample&Version=2010-05-08&RoleName=a%2Bb+c%C3%A9&DurationSeconds=3600&Big=-9007199254740993&Ratio=0.25&Enabled=true&Since=2026-11-23T10%3A15%3A00Z&Seed=AQID"
            + "&Tags.member.1.Key=k&Tags.member.1.Value=v&TagKeys.member.1=x&PolicyArns.member.1.arn=arn%3Aaws&Attributes.entry.1.key=a&Attributes.entry.1.value=1"
            + "&Root.Name=r&Root.Children.member.1.Name=c"));

        bound.RoleName.ShouldBe("a+b cé");
        bound.DurationSeconds.ShouldBe(3600);
        bound.Big.ShouldBe(-9007199254740993);
        bound.Ratio.ShouldBe(0.25);
        bound.Enabled.ShouldBe(true);
        bound.Since.ShouldBe(new DateTimeOffset(2026, 11, 23, 10, 15, 0, TimeSpan.Zero));
        bound.Seed.ShouldBe([1, 2, 3]);
        bound.Tags.ShouldBe([new SampleTag { Key = "k", Value = "v" }]);
        bound.TagKeys.ShouldBe(["x"]);
        bound.PolicyArns!.Single().Arn.ShouldBe("arn:aws");
        bound.Attributes!["a"].ShouldBe("1");
        bound.Root!.Children!.Single().Name.ShouldBe("c");
    }

    [Fact]
    public void What_is_not_sent_is_null()
    {
        var bound = Samples.Query.Bound(Samples.Form("Action=DoSample"));
        bound.RoleName.ShouldBeNull();
        bound.DurationSeconds.ShouldBeNull();
        bound.Tags.ShouldBeNull();
        bound.Root.ShouldBeNull();
    }

    [Fact]
    public void An_empty_value_is_an_empty_text_and_an_empty_list()
    {
        var bound = Samples.Query.Bound(Samples.Form("RoleName=&Tags=&TagKeys="));
        bound.RoleName.ShouldBe(string.Empty);
        bound.Tags.ShouldBeEmpty();
        bound.TagKeys.ShouldBeEmpty();
    }

    [Fact]
    public void List_elements_stand_in_the_order_of_their_numbers()
    {
        var body = string.Join('&', Enumerable.Range(1, 12).Reverse().Select(i => $"TagKeys.member.{i}=k{i}"));
        Samples.Query.Bound(Samples.Form(body)).TagKeys.ShouldBe(Enumerable.Range(1, 12).Select(i => "k" + i));
    }

    [Fact]
    public void Parameters_of_url_and_form_come_together()
    {
        var bound = Samples.Query.Bound(Samples.Form("DurationSeconds=900", "RoleName=fromurl"));
        bound.RoleName.ShouldBe("fromurl");
        bound.DurationSeconds.ShouldBe(900);
    }

    [Fact]
    public void A_body_that_is_no_form_is_not_read() =>
        Samples.Query.Bound(Samples.Form("RoleName=x", contentType: "text/plain")).RoleName.ShouldBeNull();

    [Fact]
    public void Unknown_parameters_and_those_that_only_look_alike_are_passed_over()
    {
        var bound = Samples.Query.Bound(Samples.Form("rolename=x&RoleNames=y&RoleName-x=z&Tags.1.Key=k&Tags.members.1.Key=k&Unknown.member.1=q&RoleName=right"));
        bound.RoleName.ShouldBe("right");
        bound.Tags.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("RoleName=a&RoleName=b", "")]
    [InlineData("RoleName=a", "RoleName=a")]
    [InlineData("Unknown=a&%55nknown=b", "")]
    [InlineData("Tags.member.1.Key=a&Tags.member.1.Key=b", "")]
    public void A_parameter_that_comes_twice_is_refused(string body, string query) => Refused(body, query).Code.ShouldBe("InvalidQueryParameter");

    [Theory]
    [InlineData("%")]
    [InlineData("%4")]
    [InlineData("%zz")]
    [InlineData("%ff")]
    [InlineData("a%c3%28")]
    public void Broken_escapes_are_refused(string broken)
    {
        Refused("RoleName=" + broken).Code.ShouldBe("InvalidParameterValue");
        Refused(broken.Replace("%ff", "%f", StringComparison.Ordinal).Replace("%c3%28", "%", StringComparison.Ordinal) + "=x").Code.ShouldBe("InvalidQueryParameter");
    }

    [Fact]
    public void Type_errors_are_reported_together()
    {
        var error = Refused("DurationSeconds=1h&Enabled=yes&Since=yesterday&Seed=%21%21");
        error.Status.ShouldBe(400);
        error.Code.ShouldBe("InvalidParameterValue");
        error.Message.ShouldBe(
            "Invalid value '1h' for parameter 'DurationSeconds': must be an integer; Invalid value 'yes' for parameter 'Enabled': must be true or false; "
            + "Invalid value for parameter 'Seed': must be base64; Invalid value 'yesterday' for parameter 'Since': must be a timestamp in ISO 8601 format");
    }

    [Theory]
    [InlineData("DurationSeconds=2147483648")]
    [InlineData("DurationSeconds=1.5")]
    [InlineData("DurationSeconds=")]
    [InlineData("DurationSeconds=+900 ")]
    [InlineData("Ratio=NaN")]
    [InlineData("Ratio=1e999")]
    public void Numbers_are_read_strictly(string body) => Refused(body).Code.ShouldBe("InvalidParameterValue");

    [Theory]
    [InlineData("Tags=x")]
    [InlineData("Tags=&Tags.member.1.Key=k")]
    [InlineData("RoleName.x=1")]
    [InlineData("RoleName=a&RoleName.x=1")]
    [InlineData("TagKeys.member.0=x")]
    [InlineData("TagKeys.member.01=x")]
    [InlineData("TagKeys.member.a=x")]
    [InlineData("TagKeys.member.-1=x")]
    [InlineData("TagKeys.member.99999999999=x")]
    [InlineData("Attributes.entry.1.key=a")]
    [InlineData("Attributes.entry.1.key=a&Attributes.entry.1.value=1&Attributes.entry.2.key=a&Attributes.entry.2.value=2")]
    public void Values_of_another_shape_are_refused(string body) => Refused(body).Code.ShouldBe("InvalidParameterValue");

    [Fact]
    public void Depth_is_bounded()
    {
        static string Nested(int levels) => "Root." + string.Concat(Enumerable.Repeat("Children.member.1.", levels)) + "Name=x";
        Samples.Query.Bound(Samples.Form(Nested(10))).Root.ShouldNotBeNull();
        Refused(Nested(20)).Message.ShouldContain("structures inside each other");
        Refused(Nested(5000)).Message.ShouldContain("structures inside each other");
    }

    [Fact]
    public void The_number_of_parameters_is_bounded() => Refused(new string('&', 10_000)).Code.ShouldBe("InvalidQueryParameter");

    [Fact]
    public void The_number_of_elements_is_bounded() =>
        Refused(string.Join('&', Enumerable.Range(1, 5000).Select(i => $"TagKeys.member.{i}="))).Code.ShouldBe("InvalidParameterValue");

    [Fact]
    public void Long_values_are_bound_whole()
    {
        var value = new string('A', 100_000) + "%2B" + new string('B', 5);
        Samples.Query.Bound(Samples.Form("RoleName=" + value)).RoleName.ShouldBe(Uri.UnescapeDataString(value));
    }

    [Fact]
    public void Random_input_never_throws()
    {
        var random = new Random(20261123);
        var alphabet = "RoleName=&.memberTags.Key%2Ff+entry1é\0;"u8.ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var body = new byte[random.Next(0, 60)];
            for (var at = 0; at < body.Length; at++)
            {
                body[at] = random.Next(20) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            }

            var prefix = random.Next(3) switch { 0 => "Tags.member."u8.ToArray(), 1 => "Attributes.entry."u8.ToArray(), _ => [] };
            var binding = Samples.Query.Bind(new WireRequest("POST", "/", string.Empty, default, prefix.Concat(body).ToArray()));
            (binding.IsBound ^ binding.Error is not null).ShouldBeTrue(Encoding.Latin1.GetString(body));
        }
    }
}
