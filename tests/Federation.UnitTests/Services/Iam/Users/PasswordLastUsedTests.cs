using System.Reflection;
using Federation.Model.Passwords;
using Federation.Model.Storage;
using Federation.Services.Iam.Groups;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.Storage.Sql;
using Federation.UnitTests.Services.House;
using Microsoft.Extensions.DependencyInjection;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Iam.Users;

/// <summary>When passwords were last used stands in every list of users, and a page of them costs one statement.</summary>
public sealed class PasswordLastUsedTests
{
    [Fact]
    public async Task Lists_of_users_show_it_and_ask_once_for_a_page()
    {
        var calls = new List<string>();
        await using var house = await TestHouse.OpenAsync(services => services.AddSingleton<IDatabase>(provider => new ListeningDatabase(provider.GetRequiredService<Database>(), calls)));
        await house.DoAsync<GroupResponse>("iam", "CreateGroup", new CreateGroupRequest { GroupName = "team" });
        foreach (var name in new[] { "ann", "bob", "carol" })
        {
            await house.UserAsync(name);
            await house.DoAsync<Nothing>("iam", "AddUserToGroup", new AddUserToGroupRequest { GroupName = "team", UserName = name });
        }

        var at = house.Time.GetUtcNow();
        await using (var store = await house.Database.BeginWriteAsync(default))
        {
            foreach (var (name, use) in new[] { ("ann", at), ("bob", (DateTimeOffset?)null) })
            {
                var user = (await store.Users.FindByNameAsync(house.Management, name, default))!;
                var profile = new LoginProfile { AccountId = house.Management, UserId = user.UserId, PasswordHash = "$none", CreatedAt = at, ChangedAt = at, LastUsedAt = use };
                (await store.LoginProfiles.AddAsync(profile, default)).ShouldBe(StoreOutcome.Stored);
            }

            await store.CommitAsync(default);
        }

        (string?, DateTimeOffset?)[] expected = [("ann", at), ("bob", null), ("carol", null)];
        calls.Clear();
        (await house.DoAsync<ListUsersResponse>("iam", "ListUsers", new ListUsersRequest())).Users.Select(user => (user.UserName, user.PasswordLastUsed)).ShouldBe(expected);
        (await house.DoAsync<GetGroupResponse>("iam", "GetGroup", new GetGroupRequest { GroupName = "team" })).Users.Select(user => (user.UserName, user.PasswordLastUsed)).ShouldBe(expected);
        calls.ShouldBe([nameof(ILoginProfileStore.LastUsesAsync), nameof(ILoginProfileStore.LastUsesAsync)]);
    }

    /// <summary>The real database; it notes what is asked of login profiles.</summary>
    private sealed class ListeningDatabase(IDatabase database, IList<string> calls) : IDatabase
    {
        public async Task<IUnitOfWork> BeginReadAsync(CancellationToken cancellationToken) => Over(await database.BeginReadAsync(cancellationToken));

        public async Task<IUnitOfWork> BeginWriteAsync(CancellationToken cancellationToken) => Over(await database.BeginWriteAsync(cancellationToken));

        private IUnitOfWork Over(IUnitOfWork unit) => Listener<IUnitOfWork>.Over(
            unit, (method, result) => method.Name == "get_LoginProfiles" ? Listener<ILoginProfileStore>.Over((ILoginProfileStore)result!, (called, outcome) =>
            {
                calls.Add(called.Name);
                return outcome;
            }) : result);
    }
}

/// <summary>Passes everything on, and shows each call with its result, which it may replace.</summary>
public class Listener<T> : DispatchProxy
    where T : class
{
    private T? _target;
    private Func<MethodInfo, object?, object?>? _heard;

    internal static T Over(T target, Func<MethodInfo, object?, object?> heard)
    {
        var proxy = Create<T, Listener<T>>();
        ((Listener<T>)(object)proxy)._target = target;
        ((Listener<T>)(object)proxy)._heard = heard;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _heard!(targetMethod!, targetMethod!.Invoke(_target, args));
}
