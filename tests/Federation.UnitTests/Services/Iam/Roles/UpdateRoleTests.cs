using System.Buffers;
using System.Text;
using Federation.Services.Iam.Roles;
using Federation.UnitTests.Services.House;
using Federation.Wire;

namespace Federation.UnitTests.Services.Iam.Roles;

public sealed class UpdateRoleTests
{
    [Fact]
    public async Task What_is_not_given_stays_as_it_was()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.RoleAsync(house.Root, "r", StsWorld.TrustsAws(house.Management.Value), 7200);
        await UpdateAsync(house, new UpdateRoleRequest { RoleName = "R", Description = "new" });
        var role = await ReadAsync(house);
        (role.Description, role.MaxSessionDuration).ShouldBe(("new", 7200));
        await UpdateAsync(house, new UpdateRoleRequest { RoleName = "r", MaxSessionDuration = 3600 });
        role = await ReadAsync(house);
        (role.Description, role.MaxSessionDuration).ShouldBe(("new", 3600));
        await UpdateAsync(house, new UpdateRoleRequest { RoleName = "r", Description = "" });
        (await ReadAsync(house)).Description.ShouldBe("");
        (await house.RefusedAsync("UpdateRole", new UpdateRoleRequest { RoleName = "none" })).Code.ShouldBe("NoSuchEntity");
        (await house.RefusedAsync("UpdateRole", new UpdateRoleRequest { RoleName = "r", MaxSessionDuration = 3599 })).Code.ShouldBe("ValidationError");
    }

    [Fact]
    public async Task The_older_spelling_changes_the_description_and_shows_the_role()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.RoleAsync(house.Root, "r", StsWorld.TrustsAws(house.Management.Value));
        var answer = await house.DoAsync<RoleResponse>("iam", "UpdateRoleDescription", new UpdateRoleDescriptionRequest { RoleName = "r", Description = "für alle" });
        answer.Role!.Description.ShouldBe("für alle");
        answer.Role.AssumeRolePolicyDocument!.ShouldContain(house.Management.Value);
        (await ReadAsync(house)).Description.ShouldBe("für alle");
    }

    [Fact]
    public async Task A_shorter_longest_session_counts_at_the_next_request()
    {
        await using var house = await TestHouse.OpenAsync();
        var user = await house.UserAsync("ann", UserWorld.Allows("sts:AssumeRole"));
        var target = await house.RoleAsync(house.Root, "target", StsWorld.TrustsAws(user.Arn!), 43_200);
        var caller = await house.CallerOfAsync("ann");
        await house.AssumeAsync(caller, StsWorld.Assume(target.Arn!) with { DurationSeconds = 43_200 });
        await UpdateAsync(house, new UpdateRoleRequest { RoleName = "target", MaxSessionDuration = 3600 });
        (await house.RefusedAsync(caller, StsWorld.Assume(target.Arn!) with { DurationSeconds = 3601 })).Code.ShouldBe("ValidationError");
    }

    [Fact]
    public void The_answer_has_a_result_element_without_members_which_clients_look_for()
    {
        var output = new ArrayBufferWriter<byte>();
        OperationShape.Create<UpdateRoleRequest, UpdateRoleResponse>(ServiceModel.Iam, "UpdateRole").WriteResponse(output, new UpdateRoleResponse(), "id");
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldContain("<UpdateRoleResult></UpdateRoleResult>");
    }

    private static Task<UpdateRoleResponse> UpdateAsync(TestHouse house, UpdateRoleRequest request) => house.DoAsync<UpdateRoleResponse>("iam", "UpdateRole", request);

    private static async Task<RoleShape> ReadAsync(TestHouse house) => (await house.DoAsync<RoleResponse>("iam", "GetRole", new GetRoleRequest { RoleName = "r" })).Role!;
}
