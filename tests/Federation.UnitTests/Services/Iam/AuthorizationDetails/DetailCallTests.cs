using System.Reflection;
using Federation.Model.Groups;
using Federation.Model.ManagedPolicies;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Iam.AuthorizationDetails;
using Federation.Storage.Sql;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.Iam.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.UnitTests.Services.Iam.AuthorizationDetails;

/// <summary>What a page of an account's details asks the store for: the same however many entities stand on it.</summary>
public sealed class DetailCallTests
{
    private static readonly Type[] Stores = [typeof(IUserStore), typeof(IGroupStore), typeof(IRoleStore), typeof(IInlinePolicyStore), typeof(IPolicyAttachmentStore), typeof(IManagedPolicyStore)];

    [Fact]
    public async Task A_page_asks_once_for_what_hangs_on_all_entities_of_a_kind()
    {
        var calls = new List<string>();
        await using var house = await TestHouse.OpenAsync(services => services.AddSingleton<IDatabase>(provider => new ListeningDatabase(provider.GetRequiredService<Database>(), calls)));
        foreach (var name in new[] { "ann", "bob", "carol" })
        {
            var policy = await PrincipalWorld.PolicyAsync(house, $"{name}-policy", PrincipalWorld.Allow("sqs:*"));
            var user = await PrincipalWorld.StoredUserAsync(house, name);
            var group = await PrincipalWorld.GroupAsync(house, $"{name}-group", user);
            await house.InlineAsync(user.UserId, $"{name}-inline", PrincipalWorld.Allow("s3:*"));
            await house.AttachAsync(user.UserId, policy);
            await house.AttachAsync(group.GroupId, policy);
        }

        calls.Clear();
        var details = await house.DoAsync<GetAccountAuthorizationDetailsResponse>("iam", "GetAccountAuthorizationDetails", new GetAccountAuthorizationDetailsRequest());
        foreach (var name in new[] { "ann", "bob", "carol" })
        {
            var user = details.UserDetailList.Single(user => user.UserName == name);
            user.GroupList.ShouldBe([$"{name}-group"]);
            user.UserPolicyList!.ShouldHaveSingleItem().PolicyName.ShouldBe($"{name}-inline");
            user.AttachedManagedPolicies!.ShouldHaveSingleItem().PolicyName.ShouldBe($"{name}-policy");
            details.GroupDetailList.Single(group => group.GroupName == $"{name}-group").AttachedManagedPolicies!.ShouldHaveSingleItem().PolicyName.ShouldBe($"{name}-policy");
        }

        calls.ShouldBe(
        [
            "IUserStore.ListAsync", "IGroupStore.ListOfUsersAsync", "IInlinePolicyStore.ListOfOwnersAsync", "IPolicyAttachmentStore.ListOfOwnersAsync",
            "IGroupStore.ListAsync", "IInlinePolicyStore.ListOfOwnersAsync", "IPolicyAttachmentStore.ListOfOwnersAsync",
            "IRoleStore.ListAsync", "IInlinePolicyStore.ListOfOwnersAsync", "IPolicyAttachmentStore.ListOfOwnersAsync",
            "IManagedPolicyStore.ListAsync", "IManagedPolicyStore.ListVersionsOfAsync", "IPolicyAttachmentStore.CountBuiltInAsync",
        ]);
    }

    /// <summary>The real database; it notes what is asked of the stores of principals and policies.</summary>
    private sealed class ListeningDatabase(IDatabase database, IList<string> calls) : IDatabase
    {
        public async Task<IUnitOfWork> BeginReadAsync(CancellationToken cancellationToken) => Over(await database.BeginReadAsync(cancellationToken));

        public async Task<IUnitOfWork> BeginWriteAsync(CancellationToken cancellationToken) => Over(await database.BeginWriteAsync(cancellationToken));

        private IUnitOfWork Over(IUnitOfWork unit) =>
            Listener<IUnitOfWork>.Over(unit, (method, result) => Stores.Contains(method.ReturnType) ? Over(method.ReturnType, result!) : result);

        private object Over(Type store, object target)
        {
            Func<MethodInfo, object?, object?> heard = (called, outcome) =>
            {
                calls.Add($"{store.Name}.{called.Name}");
                return outcome;
            };
            return typeof(Listener<>).MakeGenericType(store).GetMethod("Over", BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, [target, heard])!;
        }
    }
}
