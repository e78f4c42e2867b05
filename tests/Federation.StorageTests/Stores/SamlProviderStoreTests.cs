using Federation.Model.Storage;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Stores;

public abstract class SamlProviderStoreTests(Backend backend)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_provider_comes_back_with_all_its_settings()
    {
        await using var store = await OpenAsync();
        var provider = Sample.Provider(Sample.A, "Corp", "example.com");
        provider = provider with { Settings = provider.Settings with { ClockSkewSeconds = 60, ShowOnSignIn = false, RequestedAuthnContext = ["urn:x"], MetadataUrl = "https://idp/x" } };
        (await store.WriteAsync(unit => unit.SamlProviders.AddAsync(provider, None))).ShouldBe(StoreOutcome.Stored);
        Json.Of(await store.ReadAsync(unit => unit.SamlProviders.FindAsync(Sample.A, "CORP", None))).ShouldBe(Json.Of(provider with { Version = 1 }));
    }

    [Fact]
    public async Task A_mail_domain_belongs_to_one_provider_and_a_refused_write_leaves_nothing()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(unit => unit.SamlProviders.AddAsync(Sample.Provider(Sample.A, "one", "example.com"), None));
        (await store.WriteAsync(unit => unit.SamlProviders.AddAsync(Sample.Provider(Sample.B, "two", "free.example", "EXAMPLE.com"), None))).ShouldBe(StoreOutcome.Conflict);
        (await store.ReadAsync(unit => unit.SamlProviders.FindAsync(Sample.B, "two", None))).ShouldBeNull();
        (await store.ReadAsync(unit => unit.SamlProviders.FindByMailDomainAsync("free.example", None))).ShouldBeNull();
        (await store.ReadAsync(unit => unit.SamlProviders.FindByMailDomainAsync("example.com", None)))!.Name.ShouldBe("one");
    }

    [Fact]
    public async Task An_update_moves_domains_or_changes_nothing()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(unit => unit.SamlProviders.AddAsync(Sample.Provider(Sample.A, "one", "a.example", "b.example"), None));
        await store.WriteAsync(unit => unit.SamlProviders.AddAsync(Sample.Provider(Sample.A, "two", "c.example"), None));
        var one = (await store.ReadAsync(unit => unit.SamlProviders.FindAsync(Sample.A, "one", None)))!;

        var taken = one with { MetadataDocument = "<new/>", Settings = one.Settings with { MailDomains = ["b.example", "c.example"] } };
        (await store.WriteAsync(unit => unit.SamlProviders.UpdateAsync(taken, None))).ShouldBe(StoreOutcome.Conflict);
        Json.Of(await store.ReadAsync(unit => unit.SamlProviders.FindAsync(Sample.A, "one", None))).ShouldBe(Json.Of(one));
        (await store.ReadAsync(unit => unit.SamlProviders.FindByMailDomainAsync("a.example", None)))!.Name.ShouldBe("one");

        var free = one with { Settings = one.Settings with { MailDomains = ["b.example", "d.example"] } };
        (await store.WriteAsync(unit => unit.SamlProviders.UpdateAsync(free, None))).ShouldBe(StoreOutcome.Stored);
        (await store.ReadAsync(unit => unit.SamlProviders.FindByMailDomainAsync("a.example", None))).ShouldBeNull();
        (await store.ReadAsync(unit => unit.SamlProviders.FindByMailDomainAsync("d.example", None)))!.Name.ShouldBe("one");
        (await store.WriteAsync(unit => unit.SamlProviders.UpdateAsync(free, None))).ShouldBe(StoreOutcome.Stale);
    }

    [Fact]
    public async Task Removing_a_provider_frees_its_domains()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(unit => unit.SamlProviders.AddAsync(Sample.Provider(Sample.A, "one", "a.example"), None));
        (await store.WriteAsync(unit => unit.SamlProviders.RemoveAsync(Sample.A, "ONE", None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.SamlProviders.AddAsync(Sample.Provider(Sample.B, "two", "a.example"), None))).ShouldBe(StoreOutcome.Stored);
    }

    [Fact]
    public async Task The_sign_in_page_lists_the_management_accounts_providers_and_those_that_say_so()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(async unit =>
        {
            var shown = Sample.Provider(Sample.B, "b-shown");
            var hidden = Sample.Provider(Sample.A, "a-hidden");
            await unit.SamlProviders.AddAsync(Sample.Provider(Sample.A, "same"), None);
            await unit.SamlProviders.AddAsync(Sample.Provider(Sample.B, "b-member"), None);
            await unit.SamlProviders.AddAsync(shown with { Settings = shown.Settings with { ShowOnSignIn = true } }, None);
            await unit.SamlProviders.AddAsync(hidden with { Settings = hidden.Settings with { ShowOnSignIn = false } }, None);
            var twin = Sample.Provider(Sample.B, "Same");
            await unit.SamlProviders.AddAsync(twin with { Settings = twin.Settings with { ShowOnSignIn = true } }, None);
        });
        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await store.ReadAsync(unit => unit.SamlProviders.ListForSignInAsync(null, after, 1, None));
            page.Items.ShouldAllBe(provider => provider.MetadataDocument.Length == 0);
            names.AddRange(page.Items.Select(provider => $"{provider.AccountId}/{provider.Name}"));
            after = page.Next;
        }
        while (after is not null);

        names.ShouldBe(["222222222222/b-shown", "111111111111/same", "222222222222/Same"]);
    }

    [Fact]
    public async Task A_list_without_metadata_reads_no_document_and_says_all_else()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(unit => unit.SamlProviders.AddAsync(Sample.Provider(Sample.A, "two"), None));
        await store.WriteAsync(unit => unit.SamlProviders.AddAsync(Sample.Provider(Sample.A, "One"), None));
        await store.WriteAsync(unit => unit.SamlProviders.AddAsync(Sample.Provider(Sample.B, "other"), None));

        var first = await store.ReadAsync(unit => unit.SamlProviders.ListWithoutMetadataAsync(Sample.A, null, 1, None));
        var second = await store.ReadAsync(unit => unit.SamlProviders.ListWithoutMetadataAsync(Sample.A, first.Next, 1, None));
        var whole = (await store.ReadAsync(unit => unit.SamlProviders.ListAsync(Sample.A, null, 10, None))).Items;

        Json.Of(first.Items.Concat(second.Items)).ShouldBe(Json.Of(whole.Select(provider => provider with { MetadataDocument = "" })));
        second.Next.ShouldBeNull();
    }

    [Fact]
    public async Task A_search_takes_its_text_literally()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(async unit =>
        {
            foreach (var name in new[] { "corp_emea", "corp-apac", "CORPXemea" })
            {
                await unit.SamlProviders.AddAsync(Sample.Provider(Sample.A, name), None);
            }
        });
        async Task<string[]> SearchAsync(string text) =>
            [.. (await store.ReadAsync(unit => unit.SamlProviders.ListForSignInAsync(text, null, 10, None))).Items.Select(provider => provider.Name)];
        (await SearchAsync("P_E")).ShouldBe(["corp_emea"]);
        (await SearchAsync("emea")).ShouldBe(["corp_emea", "CORPXemea"]);
        (await SearchAsync("%")).ShouldBeEmpty();
        (await SearchAsync("[a-z]")).ShouldBeEmpty();
        (await SearchAsync("!")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Providers_are_found_by_entity_id_to_the_letter()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(unit => unit.SamlProviders.AddAsync(Sample.Provider(Sample.A, "corp"), None));
        await store.WriteAsync(unit => unit.SamlProviders.AddAsync(Sample.Provider(Sample.B, "corp"), None));
        (await store.ReadAsync(unit => unit.SamlProviders.FindByEntityIdAsync("https://idp.example.com/corp", 20, None))).Count.ShouldBe(2);
        (await store.ReadAsync(unit => unit.SamlProviders.FindByEntityIdAsync("https://idp.example.com/corp", 1, None))).Count.ShouldBe(1);
        (await store.ReadAsync(unit => unit.SamlProviders.FindByEntityIdAsync("https://idp.example.com/CORP", 20, None))).ShouldBeEmpty();
    }

    private async Task<TestStore> OpenAsync()
    {
        var store = await TestStore.OpenAsync(backend);
        await store.WriteAsync(unit => unit.Accounts.AddAsync(Sample.Account(Sample.A, management: true), None));
        await store.SeedAccountsAsync(Sample.B);
        return store;
    }
}

public sealed class SqliteSamlProviderStoreTests() : SamlProviderStoreTests(Backend.Sqlite);

public sealed class SqlServerSamlProviderStoreTests() : SamlProviderStoreTests(Backend.SqlServer);
