using Federation.Services.Iam.InstanceProfiles;
using Federation.Services.Iam.OtherCredentials;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.Iam;

/// <summary>What there is none of here is listed as none, since tools look before they remove users and roles.</summary>
public sealed class EmptyListTests
{
    [Fact]
    public async Task The_lists_of_a_user_are_empty_and_of_nobody_they_are_not_there()
    {
        await using var house = await TestHouse.OpenAsync();
        await house.UserAsync("ann");
        var keys = await house.DoAsync<ListSSHPublicKeysResponse>("iam", "ListSSHPublicKeys", new ListSSHPublicKeysRequest { UserName = "ann" });
        (keys.SSHPublicKeys.Count, keys.IsTruncated).ShouldBe((0, false));
        (await house.DoAsync<ListSigningCertificatesResponse>("iam", "ListSigningCertificates", new ListSigningCertificatesRequest { UserName = "ann" })).Certificates.ShouldBeEmpty();
        var credentials = new ListServiceSpecificCredentialsRequest { UserName = "ann", ServiceName = "codecommit.amazonaws.com" };
        (await house.DoAsync<ListServiceSpecificCredentialsResponse>("iam", "ListServiceSpecificCredentials", credentials)).ServiceSpecificCredentials.ShouldBeEmpty();
        await house.DoAsync<ListServiceSpecificCredentialsResponse>("iam", "ListServiceSpecificCredentials", new ListServiceSpecificCredentialsRequest { AllUsers = true });
        (await house.RefusedAsync("ListServiceSpecificCredentials", credentials with { AllUsers = true })).Code.ShouldBe("ValidationError");

        (await house.RefusedAsync("ListSSHPublicKeys", new ListSSHPublicKeysRequest { UserName = "bob" })).Message.ShouldBe("The user with name bob cannot be found.");
        (await house.RefusedAsync("ListSigningCertificates", new ListSigningCertificatesRequest { UserName = "bob" })).Code.ShouldBe("NoSuchEntity");
        (await house.RefusedAsync("ListServiceSpecificCredentials", credentials with { UserName = "bob" })).Code.ShouldBe("NoSuchEntity");
    }

    [Fact]
    public async Task Profiles_and_certificates_are_none()
    {
        await using var house = await TestHouse.OpenAsync();
        (await house.DoAsync<ListInstanceProfilesResponse>("iam", "ListInstanceProfiles", new ListInstanceProfilesRequest())).IsTruncated.ShouldBe(false);
        (await house.DoAsync<ListServerCertificatesResponse>("iam", "ListServerCertificates", new ListServerCertificatesRequest())).ServerCertificateMetadataList.ShouldBeEmpty();
        (await house.DoAsync<ListInstanceProfilesForRoleResponse>("iam", "ListInstanceProfilesForRole", new ListInstanceProfilesForRoleRequest { RoleName = "FederationAdministrator" }))
            .InstanceProfiles.ShouldBeEmpty();
        (await house.RefusedAsync("ListInstanceProfilesForRole", new ListInstanceProfilesForRoleRequest { RoleName = "none" })).Message.ShouldBe("The role with name none cannot be found.");
    }
}
