using System.Text;
using Federation.Saml.Metadata;
using Federation.Saml.Xml;

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

    [Fact]
    public void One_entity_of_a_large_aggregate_is_found_without_a_tree_of_the_whole()
    {
        // The bounds hold for one entity: a tree of the whole would pass them ten thousand times over.
        var options = MetadataBuilder.Options with { EntityId = "https://idp07000.example", Limits = new XmlLimits { MaxNodes = 100, MaxBytes = 100_000 } };
        using var aggregate = new LongAggregate(40_000, 60_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var found = SamlMetadataSource.Read(aggregate, options, 100_000_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(30_000_000);
        aggregate.Position.ShouldBeGreaterThan(60_000_000);
        found.Result.Metadata.ShouldNotBeNull().EntityId.ShouldBe("https://idp07000.example");
        found.Document.ShouldNotBeNull().Length.ShouldBeLessThan(10_000);
        SamlMetadataSource.Read(aggregate, options, 50_000_000).Result.Succeeded.ShouldBeFalse("it is larger than allowed");
    }

    [Fact]
    public void What_is_kept_of_an_aggregate_says_what_its_groups_said()
    {
        var aggregate = Aggregate().Replace("ID=\"_group\"", "ID=\"_group\" validUntil=\"2026-12-01T00:00:00Z\" cacheDuration=\"PT3H\"", StringComparison.Ordinal)
            .Replace("entityID=\"https://b.example\"", "entityID=\"https://b.example\" validUntil=\"2027-12-01T00:00:00Z\"", StringComparison.Ordinal);
        var signed = MetadataBuilder.Sign(aggregate, TestKeys.OtherIdp);

        var kept = Pick(signed, Anchored with { EntityId = "https://b.example" }).Document.ShouldNotBeNull();
        var metadata = MetadataBuilder.Read(kept).Metadata.ShouldNotBeNull();

        metadata.EntityId.ShouldBe("https://b.example");
        metadata.ValidUntil.ShouldBe(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        metadata.CacheDuration.ShouldBe(TimeSpan.FromHours(3));
        metadata.SigningKeys.ShouldHaveSingleItem().Thumbprint.ShouldBe(TestKeys.Key(TestKeys.Idp).Thumbprint);
    }

    [Fact]
    public void An_entity_that_is_missing_or_there_twice_is_not_picked()
    {
        Problem(Pick(Aggregate(), MetadataBuilder.Options with { EntityId = "https://z.example" })).ShouldContain("no such identity provider");
        Problem(Pick(IdpMetadataTests.Group(Entity("https://a.example"), Entity("https://a.example")), MetadataBuilder.Options with { EntityId = "https://a.example" })).ShouldContain("2 times");
        Problem(Pick(Aggregate(), Anchored with { EntityId = "https://a.example" })).ShouldContain("not signed");
        Problem(Pick(Entity("https://a.example"), MetadataBuilder.Options with { EntityId = "https://b.example" })).ShouldContain("not of `https://b.example`");
    }

    private static string Problem(SamlSourceResult result)
    {
        result.Document.ShouldBeNull();
        return string.Join("; ", result.Result.Problems.Where(problem => problem.IsError).Select(problem => problem.Message));
    }

    private static SamlSourceResult Pick(string xml, SamlMetadataOptions options)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return SamlMetadataSource.Read(stream, options, 1_000_000);
    }

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
