using System.Text;
using Federation.Saml.Metadata;

namespace Federation.UnitTests.Saml;

public sealed class AggregateTests
{
    private static readonly SamlMetadataOptions Anchored = MetadataBuilder.Options with { TrustAnchors = [TestKeys.Key(TestKeys.OtherIdp)] };

    [Fact]
    public void Streams_the_providers_of_nested_groups_under_one_signature()
    {
        var signed = MetadataBuilder.Sign(Aggregate(), TestKeys.OtherIdp);

        var result = Read(signed, Anchored);

        result.Problems.ShouldBeEmpty();
        result.Succeeded.ShouldBeTrue();
        result.Providers.Select(provider => provider.EntityId).ShouldBe(["https://a.example", "https://b.example"]);
    }

    [Fact]
    public void Picks_one_provider() =>
        Read(Aggregate(), MetadataBuilder.Options with { EntityId = "https://b.example" }).Providers.ShouldHaveSingleItem().EntityId.ShouldBe("https://b.example");

    [Fact]
    public void Stops_an_aggregate_that_was_changed_unsigned_or_signed_by_another()
    {
        var signed = MetadataBuilder.Sign(Aggregate(), TestKeys.OtherIdp);

        Refused(Aggregate());
        Refused(MetadataBuilder.Sign(Aggregate(), TestKeys.Idp));
        Refused(signed.Replace("https://b.example", "https://c.example", StringComparison.Ordinal));
        Refused(signed.Replace("</EntitiesDescriptor>", "", StringComparison.Ordinal));
        Refused(signed.Replace(" <?keep this?>", "", StringComparison.Ordinal));
        Refused("<!DOCTYPE a>" + signed);
    }

    [Fact]
    public void Leaves_out_a_broken_entity_and_says_so()
    {
        var result = Read(IdpMetadataTests.Group(Entity("https://a.example"), Entity("https://b.example").Replace("SingleSignOnService", "X", StringComparison.Ordinal)), MetadataBuilder.Options);

        result.Providers.ShouldHaveSingleItem().EntityId.ShouldBe("https://a.example");
        result.Problems.ShouldContain(problem => problem.Message.StartsWith("`https://b.example`", StringComparison.Ordinal));
    }

    [Fact]
    public void The_group_that_ran_out_takes_its_entities_along() =>
        Read(Aggregate().Replace("ID=\"_group\"", "ID=\"_group\" validUntil=\"2026-01-01T00:00:00Z\"", StringComparison.Ordinal), MetadataBuilder.Options).Providers.ShouldBeEmpty();

    private static void Refused(string xml)
    {
        var result = Read(xml, Anchored);
        result.Succeeded.ShouldBeFalse();
        result.Providers.ShouldBeEmpty();
    }

    private static SamlAggregateResult Read(string xml, SamlMetadataOptions options)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return SamlMetadataAggregate.Read(stream, options);
    }

    private static string Aggregate() => IdpMetadataTests.Group(
        "<Extensions><x xmlns=\"urn:x\" b=\"2\" a=\"1\">&#13;&lt;</x></Extensions> <?keep this?>",
        Entity("https://a.example"),
        "<EntitiesDescriptor xmlns:q=\"urn:q\" q:z=\"1\">" + Entity("https://b.example") + "<!-- gone --></EntitiesDescriptor>",
        Entity("https://sp.example").Replace("IDPSSODescriptor", "SPSSODescriptor", StringComparison.Ordinal));

    private static string Entity(string id) => new MetadataBuilder { EntityAttributes = $"entityID=\"{id}\"" }.Xml();
}
