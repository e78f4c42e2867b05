using Federation.Services.Iam.Aliases;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Iam.Aliases;

/// <summary>An account has one alias, no two accounts the same.</summary>
public sealed class AccountAliasTests : IAsyncLifetime
{
    private TestHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await TestHouse.OpenAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task An_account_has_the_alias_it_was_given_last()
    {
        (await AliasesAsync(_house.Root)).ShouldBeEmpty();
        await CreateAsync("first-corp");
        await CreateAsync("second-corp");
        (await AliasesAsync(_house.Root)).ShouldBe(["second-corp"]);
        await using var store = await _house.Database.BeginReadAsync(TestContext.Current.CancellationToken);
        (await store.AccountAliases.FindAsync("first-corp", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task An_alias_belongs_to_one_account_only()
    {
        var other = SamlWorld.RootOf(await _house.AccountAsync("other"));
        await CreateAsync("corp");
        var error = (await _house.CallAsync("iam", "CreateAccountAlias", new CreateAccountAliasRequest { AccountAlias = "corp" }, other)).Error!;
        error.Code.ShouldBe("EntityAlreadyExists");
        error.HttpStatus.ShouldBe(409);
        (await AliasesAsync(other)).ShouldBeEmpty();
        (await _house.CallAsync("iam", "CreateAccountAlias", new CreateAccountAliasRequest { AccountAlias = "corp" })).Error!.Code.ShouldBe("EntityAlreadyExists");
        (await AliasesAsync(_house.Root)).ShouldBe(["corp"]);

        // Nor can another account take it away.
        (await _house.CallAsync("iam", "DeleteAccountAlias", new DeleteAccountAliasRequest { AccountAlias = "corp" }, other)).Error!.Code.ShouldBe("NoSuchEntity");
        (await AliasesAsync(_house.Root)).ShouldBe(["corp"]);
    }

    [Fact]
    public async Task A_deleted_alias_is_gone_and_free()
    {
        await CreateAsync("corp");
        await _house.DoAsync<Nothing>("iam", "DeleteAccountAlias", new DeleteAccountAliasRequest { AccountAlias = "corp" });
        (await AliasesAsync(_house.Root)).ShouldBeEmpty();
        var error = (await _house.CallAsync("iam", "DeleteAccountAlias", new DeleteAccountAliasRequest { AccountAlias = "corp" })).Error!;
        error.Code.ShouldBe("NoSuchEntity");
        error.Message.ShouldBe("The account alias with name corp cannot be found.");
        await _house.DoAsync<Nothing>("iam", "CreateAccountAlias", new CreateAccountAliasRequest { AccountAlias = "corp" }, SamlWorld.RootOf(await _house.AccountAsync("other")));
    }

    [Theory]
    [InlineData("-corp")]
    [InlineData("co--rp")]
    [InlineData("Corp")]
    [InlineData("co")]
    public async Task An_alias_of_another_form_is_refused(string alias) =>
        (await _house.CallAsync("iam", "CreateAccountAlias", new CreateAccountAliasRequest { AccountAlias = alias })).Error!.Code.ShouldBe("ValidationError");

    private Task CreateAsync(string alias) => _house.DoAsync<Nothing>("iam", "CreateAccountAlias", new CreateAccountAliasRequest { AccountAlias = alias });

    private async Task<IReadOnlyList<string>> AliasesAsync(Caller caller) =>
        (await _house.DoAsync<ListAccountAliasesResponse>("iam", "ListAccountAliases", new ListAccountAliasesRequest(), caller)).AccountAliases;
}
