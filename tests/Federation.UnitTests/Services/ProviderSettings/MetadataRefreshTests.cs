using System.Security.Cryptography.X509Certificates;
using Federation.Model.Outbound;
using Federation.Services.ProviderSettings;
using Federation.Services.SignIn;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.UnitTests.Services.ProviderSettings;

/// <summary>Metadata by URL: what a fetch may change, what it may not, and what is in force when it fails.</summary>
public sealed class MetadataRefreshTests
{
    private const string Url = "https://idp.example.org/metadata";

    [Fact]
    public async Task A_rolled_key_joins_at_once_and_the_old_one_leaves_after_the_overlap()
    {
        var outside = new FakeOutbound { Document = Document(TestKeys.IdpNext) };
        await using var house = await OpenAsync(outside);
        var provider = await ByUrlAsync(house);
        await house.Get<SamlMetadataRefresher>().RefreshDueAsync(10, default);

        var state = (await house.GetAsync(provider)).Metadata!;
        state.LastGoodAt.ShouldBe(house.Time.GetUtcNow());
        state.Keys.Count.ShouldBe(2);
        state.Changes.Select(change => change.What).ShouldContain(what => what!.Contains("joined", StringComparison.Ordinal));
        (await SignInAsync(house, provider, TestKeys.IdpNext)).ShouldBeOfType<SignInOutcome.Accepted>();
        (await SignInAsync(house, provider, TestKeys.Idp)).ShouldBeOfType<SignInOutcome.Accepted>();

        house.Time.Advance(MetadataOverlap + TimeSpan.FromSeconds(1));
        IdpInitiatedTests.Reason(await SignInAsync(house, provider, TestKeys.Idp)).ShouldBe(SignInRefusal.Rejected);
    }

    [Fact]
    public async Task An_upload_by_hand_knows_no_overlap()
    {
        var outside = new FakeOutbound { Document = Document(TestKeys.IdpNext) };
        await using var house = await OpenAsync(outside);
        var provider = await ByUrlAsync(house);
        await house.Get<SamlMetadataRefresher>().RefreshDueAsync(10, default);
        await house.DoAsync<Federation.Services.Iam.SamlProviders.UpdateSAMLProviderResponse>(
            "iam", "UpdateSAMLProvider", new Federation.Services.Iam.SamlProviders.UpdateSAMLProviderRequest { SAMLProviderArn = provider, SAMLMetadataDocument = Document(TestKeys.OtherIdp) });
        IdpInitiatedTests.Reason(await SignInAsync(house, provider, TestKeys.Idp)).ShouldBe(SignInRefusal.Rejected);
        (await SignInAsync(house, provider, TestKeys.OtherIdp)).ShouldBeOfType<SignInOutcome.Accepted>();
    }

    [Fact]
    public async Task The_last_good_copy_stays_while_the_host_is_down_and_the_next_try_comes_later_each_time()
    {
        var outside = new FakeOutbound();
        await using var house = await OpenAsync(outside);
        var provider = await ByUrlAsync(house);
        var refresher = house.Get<SamlMetadataRefresher>();
        await refresher.RefreshDueAsync(10, default);
        var state = (await house.GetAsync(provider)).Metadata!;
        state.LastProblem.ShouldBe("no connection");
        state.NextRefreshAt.ShouldBe(house.Time.GetUtcNow().AddMinutes(1));
        (await SignInAsync(house, provider, TestKeys.Idp)).ShouldBeOfType<SignInOutcome.Accepted>();

        house.Time.Advance(TimeSpan.FromMinutes(1));
        await refresher.RefreshDueAsync(10, default);
        (await house.GetAsync(provider)).Metadata!.NextRefreshAt.ShouldBe(house.Time.GetUtcNow().AddMinutes(2));
        (await refresher.RefreshDueAsync(10, default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_fetch_never_changes_the_entity_id()
    {
        var outside = new FakeOutbound { Document = new MetadataBuilder { EntityAttributes = "entityID=\"https://evil.example.org/metadata\"", Keys = MetadataBuilder.Key(TestKeys.OtherIdp) }.Xml() };
        await using var house = await OpenAsync(outside);
        var provider = await ByUrlAsync(house);
        await house.Get<SamlMetadataRefresher>().RefreshDueAsync(10, default);
        var settings = await house.GetAsync(provider);
        settings.EntityId.ShouldBe(ResponseBuilder.IdpEntityId);
        settings.Metadata!.LastProblem!.ShouldContain("evil.example.org");
        IdpInitiatedTests.Reason(await SignInAsync(house, provider, TestKeys.OtherIdp)).ShouldBe(SignInRefusal.Rejected);
    }

    [Fact]
    public async Task With_a_trust_anchor_only_what_it_signed_counts_and_plain_http_is_allowed()
    {
        var outside = new FakeOutbound { Document = Document(TestKeys.IdpNext) };
        await using var house = await OpenAsync(outside);
        var provider = await house.ProviderAsync(house.Root, "corp");
        await house.SetAsync(provider, settings => settings with { MetadataUrl = "http://idp.example.org/metadata", MetadataTrustAnchor = TestKeys.OtherIdp.ExportCertificatePem() });
        var refresher = house.Get<SamlMetadataRefresher>();
        await refresher.RefreshDueAsync(10, default);
        outside.Last!.AllowHttp.ShouldBeTrue();
        (await house.GetAsync(provider)).Metadata!.LastProblem!.ShouldContain("not signed");

        outside.Document = MetadataBuilder.Sign(Document(TestKeys.IdpNext), TestKeys.Idp);
        house.Time.Advance(TimeSpan.FromMinutes(2));
        await refresher.RefreshDueAsync(10, default);
        (await house.GetAsync(provider)).Metadata!.LastProblem.ShouldNotBeNull();

        outside.Document = MetadataBuilder.Sign(Document(TestKeys.IdpNext), TestKeys.OtherIdp);
        house.Time.Advance(TimeSpan.FromMinutes(5));
        await refresher.RefreshDueAsync(10, default);
        (await house.GetAsync(provider)).Metadata!.LastProblem.ShouldBeNull();
        (await SignInAsync(house, provider, TestKeys.IdpNext)).ShouldBeOfType<SignInOutcome.Accepted>();
    }

    [Fact]
    public async Task An_unknown_key_makes_the_metadata_be_fetched_once_in_five_minutes()
    {
        var outside = new FakeOutbound { Document = Document(TestKeys.Idp) };
        await using var house = await OpenAsync(outside);
        var provider = await ByUrlAsync(house);
        await house.Get<SamlMetadataRefresher>().RefreshDueAsync(10, default);
        var before = outside.Calls;
        outside.Document = Document(TestKeys.IdpNext);
        (await SignInAsync(house, provider, TestKeys.IdpNext)).ShouldBeOfType<SignInOutcome.Accepted>();
        outside.Calls.ShouldBe(before + 1);

        IdpInitiatedTests.Reason(await SignInAsync(house, provider, TestKeys.OtherIdp)).ShouldBe(SignInRefusal.Rejected);
        outside.Calls.ShouldBe(before + 1);
        house.Time.Advance(SamlMetadataRefresher.UnknownKeyWindow);
        IdpInitiatedTests.Reason(await SignInAsync(house, provider, TestKeys.OtherIdp)).ShouldBe(SignInRefusal.Rejected);
        outside.Calls.ShouldBe(before + 2);
    }

    [Fact]
    public async Task An_unchanged_document_is_not_fetched_twice()
    {
        var outside = new FakeOutbound { Document = Document(TestKeys.Idp), ETag = "\"one\"" };
        await using var house = await OpenAsync(outside);
        var provider = await ByUrlAsync(house);
        var refresher = house.Get<SamlMetadataRefresher>();
        await refresher.RefreshDueAsync(10, default);
        house.Time.Advance(TimeSpan.FromHours(7));
        await refresher.RefreshDueAsync(10, default);
        outside.Last!.ETag.ShouldBe("\"one\"");
        (await house.GetAsync(provider)).Metadata!.LastGoodAt.ShouldBe(house.Time.GetUtcNow());
    }

    [Fact]
    public async Task Of_a_federations_aggregate_the_one_entity_is_kept_with_what_its_group_says()
    {
        var outside = new FakeOutbound
        {
            Document = MetadataBuilder.Sign(
                IdpMetadataTests.Group(Document(TestKeys.IdpNext), Document(TestKeys.Idp).Replace(ResponseBuilder.IdpEntityId, "https://another.example", StringComparison.Ordinal))
                    .Replace("ID=\"_group\"", "ID=\"_group\" validUntil=\"2026-11-26T00:00:00Z\"", StringComparison.Ordinal),
                TestKeys.OtherIdp),
        };
        await using var house = await OpenAsync(outside);
        var provider = await house.ProviderAsync(house.Root, "corp");
        await house.SetAsync(provider, settings => settings with { MetadataUrl = Url, MetadataTrustAnchor = TestKeys.OtherIdp.ExportCertificatePem() });
        await house.Get<SamlMetadataRefresher>().RefreshDueAsync(10, default);

        outside.Last!.MaxBytes.ShouldBe(256_000_000);
        var state = (await house.GetAsync(provider)).Metadata!;
        state.LastProblem.ShouldBeNull();
        state.ValidUntil.ShouldBe(new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero));
        (await house.DoAsync<Federation.Services.Iam.SamlProviders.GetSAMLProviderResponse>("iam", "GetSAMLProvider", new Federation.Services.Iam.SamlProviders.GetSAMLProviderRequest { SAMLProviderArn = provider }))
            .SAMLMetadataDocument!.ShouldNotContain("another.example");
        (await SignInAsync(house, provider, TestKeys.IdpNext)).ShouldBeOfType<SignInOutcome.Accepted>();

        house.Time.Advance(TimeSpan.FromDays(4));
        (await house.Get<SignInStarter>().StartAsync(provider, null, System.Net.IPAddress.Loopback, default)).Succeeded.ShouldBeFalse("the group ran out");
    }

    private static TimeSpan MetadataOverlap => TimeSpan.FromHours(24);

    private static Task<TestHouse> OpenAsync(FakeOutbound outside) => TestHouse.OpenAsync(services => services.AddSingleton<IOutboundHttp>(outside));

    private static async Task<string> ByUrlAsync(TestHouse house)
    {
        var provider = await house.ProviderAsync(house.Root, "corp");
        await house.SetAsync(provider, settings => settings with { MetadataUrl = Url });
        return provider;
    }

    private static string Document(params X509Certificate2[] keys) => new MetadataBuilder { Keys = string.Concat(keys.Select(key => MetadataBuilder.Key(key))) }.Xml();

    /// <summary>The builder's instants stand still: what a test's clock has moved by is moved here as well.</summary>
    private static Task<SignInOutcome> SignInAsync(TestHouse house, string provider, X509Certificate2 key)
    {
        var moved = (house.Time.GetUtcNow() - ResponseBuilder.Now).TotalSeconds;
        return new Visitor(house).SignInAsync(provider, response => Moved(response, moved) with { SignAssertion = new Signing { Certificate = key } });
    }

    private static ResponseBuilder Moved(ResponseBuilder response, double seconds)
    {
        string Move(string xml) => new[] { -60.0, -30, -5, 300, 3600 }.Aggregate(xml, (text, offset) => text.Replace($"\"{ResponseBuilder.At(offset)}\"", $"\"{ResponseBuilder.At(offset + seconds)}\"", StringComparison.Ordinal));
        return response with
        {
            ResponseAttributes = Move(response.ResponseAttributes),
            AssertionAttributes = Move(response.AssertionAttributes),
            Confirmation = Move(response.Confirmation),
            Conditions = Move(response.Conditions),
            AuthnStatement = Move(response.AuthnStatement),
        };
    }
}
