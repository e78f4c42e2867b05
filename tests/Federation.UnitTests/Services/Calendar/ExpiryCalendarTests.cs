using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Model.Outbound;
using Federation.Services;
using Federation.Services.Calendar;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.ProviderSettings;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.UnitTests.Services.Calendar;

/// <summary>What runs out is listed, and each warning is given once.</summary>
public sealed class ExpiryCalendarTests
{
    [Fact]
    public async Task Lists_keys_and_metadata_of_the_account_with_our_own_keys_for_the_management_account()
    {
        await using var house = await OpenAsync(new FakeOutbound());
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        await ProviderAsync(house, member, 40);
        var theirs = (await ListAsync(house, member)).Where(entry => entry.DaysLeft < 1000).ToList();
        theirs.Select(entry => (entry.Kind, entry.DaysLeft)).ShouldBe([("ProviderMetadata", 20), ("ProviderCertificate", 40)]);
        (await ListAsync(house, house.Root)).Select(entry => entry.Kind).ShouldBe(["OwnSigningCertificate", "OwnEncryptionCertificate"], ignoreOrder: true);
    }

    [Fact]
    public async Task Warns_once_for_each_threshold_by_audit_event_and_webhook()
    {
        var outside = new FakeOutbound();
        await using var house = await OpenAsync(outside);
        await ProviderAsync(house, house.Root, 40);
        var warner = house.Get<ExpiryWarner>();

        // Metadata within 30 days, the key within 60.
        (await warner.RunAsync(default)).ShouldBe(2);
        (await warner.RunAsync(default)).ShouldBe(0);
        outside.Posts.Count.ShouldBe(2);
        outside.Posts.ShouldContain(post => post.Contains("\"kind\":\"ProviderMetadata\"", StringComparison.Ordinal) && post.Contains("\"withinDays\":30", StringComparison.Ordinal));
        (await house.TrailAsync(house.Management)).Count(record => record.EventName == "ExpiryWarning").ShouldBe(2);

        house.Time.Advance(TimeSpan.FromDays(7));
        (await warner.RunAsync(default)).ShouldBe(1);
        house.Time.Advance(TimeSpan.FromDays(14));
        (await warner.RunAsync(default)).ShouldBe(2);
        outside.Posts.ShouldContain(post => post.Contains("\"withinDays\":0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_webhook_that_is_down_loses_no_warning_from_the_trail()
    {
        var outside = new FakeOutbound { RefusesPosts = true };
        await using var house = await OpenAsync(outside);
        await ProviderAsync(house, house.Root, 5);
        (await house.Get<ExpiryWarner>().RunAsync(default)).ShouldBe(2);
        (await house.TrailAsync(house.Management)).Count(record => record.EventName == "ExpiryWarning").ShouldBe(2);
    }

    private static Task<TestHouse> OpenAsync(FakeOutbound outside) => TestHouse.OpenAsync(services =>
    {
        services.AddSingleton<IOutboundHttp>(outside);
        services.AddSingleton(new ServiceOptions { PublicUrl = "https://fed.example.net", AlertWebhook = new Uri("https://alerts.example.net/hook") });
    });

    private static async Task<IReadOnlyList<ExpiryEntryShape>> ListAsync(TestHouse house, Federation.Services.Pipeline.Caller caller) =>
        (await house.DoAsync<GetExpiryCalendarResponse>("federation", "GetExpiryCalendar", new GetExpiryCalendarRequest(), caller)).Entries;

    private static async Task ProviderAsync(TestHouse house, Federation.Services.Pipeline.Caller caller, int keyDays)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=short", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(ResponseBuilder.Now.AddDays(-1), ResponseBuilder.Now.AddDays(keyDays).AddHours(1));
        var end = ResponseBuilder.Now.AddDays(Math.Min(20, keyDays)).AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
        var metadata = new MetadataBuilder { EntityAttributes = $"entityID=\"{ResponseBuilder.IdpEntityId}\" validUntil=\"{end}\"", Keys = MetadataBuilder.Key(certificate) }.Xml();
        await house.DoAsync<Federation.Services.Iam.SamlProviders.CreateSAMLProviderResponse>(
            "iam", "CreateSAMLProvider", new Federation.Services.Iam.SamlProviders.CreateSAMLProviderRequest { Name = "short", SAMLMetadataDocument = metadata }, caller);
    }
}
