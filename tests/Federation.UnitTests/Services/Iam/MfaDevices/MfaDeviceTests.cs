using System.Text;
using Federation.Services.Iam.MfaDevices;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using static Federation.UnitTests.Services.House.UserWorld;

namespace Federation.UnitTests.Services.Iam.MfaDevices;

/// <summary>Virtual MFA devices: made, enabled by two consecutive codes, listed, set anew, taken away.</summary>
public sealed class MfaDeviceTests : IAsyncLifetime
{
    private TestHouse _house = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await PasswordWorld.OpenAsync();
        await _house.SignerAsync("Ann");
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_device_comes_with_its_seed_once_as_text_and_as_picture()
    {
        var made = await _house.DoAsync<CreateVirtualMFADeviceResponse>("iam", "CreateVirtualMFADevice", new CreateVirtualMFADeviceRequest
        {
            VirtualMFADeviceName = "Phone",
            Path = "/team/",
            Tags = [new TagShape { Key = "Owner", Value = "ann" }],
        });
        var device = made.VirtualMFADevice!;
        device.SerialNumber.ShouldBe($"arn:aws:iam::{_house.Management}:mfa/team/Phone");
        Encoding.ASCII.GetString(device.Base32StringSeed!).ShouldMatch("^[A-Z2-7]{64}$");
        device.QRCodePNG!.Take(4).ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        device.Tags!.Single().Value.ShouldBe("ann");

        var listed = (await ListAsync()).Single();
        (listed.SerialNumber, listed.Base32StringSeed, listed.QRCodePNG, listed.User).ShouldBe((device.SerialNumber, null, null, null));
        (await CodeAsync("CreateVirtualMFADevice", new CreateVirtualMFADeviceRequest { VirtualMFADeviceName = "PHONE", Path = "/team/" }))
            .ShouldBe(("EntityAlreadyExists", "MFADevice entity at the same path and name already exists."));
        (await CodeAsync("CreateVirtualMFADevice", new CreateVirtualMFADeviceRequest { VirtualMFADeviceName = new string('x', 226), Path = "/team/" })).Code.ShouldBe("InvalidInput");
        var trail = string.Concat((await _house.TrailAsync(_house.Management)).Select(record => record.EventJson));
        trail.ShouldNotContain(Encoding.ASCII.GetString(device.Base32StringSeed!));
        trail.ShouldNotContain(Convert.ToBase64String(device.Base32StringSeed!));
    }

    [Fact]
    public async Task Two_consecutive_codes_enable_it()
    {
        var device = await _house.UnassignedDeviceAsync();
        var good = device.Enable("ann", _house);
        foreach (var bad in new[]
        {
            good with { AuthenticationCode1 = good.AuthenticationCode2, AuthenticationCode2 = good.AuthenticationCode1 },
            good with { AuthenticationCode1 = device.Code(_house, -2) },
            good with { AuthenticationCode2 = device.Code(_house, 1) },
        })
        {
            (await CodeAsync("EnableMFADevice", bad)).ShouldBe(("InvalidAuthenticationCode", "Authentication code for device is not valid."));
        }

        await _house.DoAsync<Nothing>("iam", "EnableMFADevice", good);
        (await CodeAsync("EnableMFADevice", good)).ShouldBe(("EntityAlreadyExists", "MFA Device is already in use."));
        var shown = (await _house.DoAsync<ListMFADevicesResponse>("iam", "ListMFADevices", new ListMFADevicesRequest { UserName = "ann" })).MfaDevices.Single();
        (shown.UserName, shown.SerialNumber, shown.EnableDate).ShouldBe(("Ann", device.SerialNumber, _house.Time.GetUtcNow()));
        var got = await _house.DoAsync<GetMFADeviceResponse>("iam", "GetMFADevice", new GetMFADeviceRequest { UserName = "ann", SerialNumber = device.SerialNumber });
        got.EnableDate.ShouldBe(_house.Time.GetUtcNow());
        (await ListAsync("Assigned")).Single().User!.UserName.ShouldBe("Ann");
        (await ListAsync("Unassigned")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clock_within_the_hour_is_learnt_and_one_beyond_is_not()
    {
        var device = await _house.UnassignedDeviceAsync();
        var late = _house.Time.GetUtcNow().AddSeconds(-122 * 30);
        (await CodeAsync("EnableMFADevice", device.Enable("ann", _house) with { AuthenticationCode1 = device.CodeAt(late.AddSeconds(-30)), AuthenticationCode2 = device.CodeAt(late) })).Code.ShouldBe("InvalidAuthenticationCode");
        var off = _house.Time.GetUtcNow().AddSeconds(-100 * 30);
        await _house.DoAsync<Nothing>("iam", "EnableMFADevice", device.Enable("ann", _house) with { AuthenticationCode1 = device.CodeAt(off.AddSeconds(-30)), AuthenticationCode2 = device.CodeAt(off) });
    }

    [Fact]
    public async Task The_pair_that_enabled_a_device_does_not_set_it_anew()
    {
        var device = await _house.UnassignedDeviceAsync();
        var good = device.Enable("ann", _house);
        await _house.DoAsync<Nothing>("iam", "EnableMFADevice", good);
        var resync = new ResyncMFADeviceRequest
        {
            UserName = "ann",
            SerialNumber = device.SerialNumber,
            AuthenticationCode1 = good.AuthenticationCode1,
            AuthenticationCode2 = good.AuthenticationCode2,
        };
        (await CodeAsync("ResyncMFADevice", resync)).Code.ShouldBe("InvalidAuthenticationCode");
        await _house.DoAsync<Nothing>("iam", "ResyncMFADevice", resync with { AuthenticationCode1 = device.Code(_house, 5), AuthenticationCode2 = device.Code(_house, 6) });
        (await CodeAsync("ResyncMFADevice", resync with { SerialNumber = device.SerialNumber + "x" })).ShouldBe(("NoSuchEntity", "MFA Device invalid for user."));
    }

    [Fact]
    public async Task A_device_that_is_somebodys_is_taken_away_before_it_is_removed()
    {
        var device = await _house.DeviceAsync("ann");
        await _house.SignerAsync("bob");
        var delete = new DeleteVirtualMFADeviceRequest { SerialNumber = device.SerialNumber };
        (await CodeAsync("DeleteVirtualMFADevice", delete)).ShouldBe(("DeleteConflict", "MFA VirtualDevice is in use. Must deactivate first."));
        (await CodeAsync("DeactivateMFADevice", new DeactivateMFADeviceRequest { UserName = "bob", SerialNumber = device.SerialNumber })).Code.ShouldBe("NoSuchEntity");
        await _house.DoAsync<Nothing>("iam", "DeactivateMFADevice", new DeactivateMFADeviceRequest { UserName = "ann", SerialNumber = device.SerialNumber });
        await _house.DoAsync<Nothing>("iam", "DeleteVirtualMFADevice", delete);
        (await CodeAsync("DeleteVirtualMFADevice", delete)).ShouldBe(("NoSuchEntity", $"VirtualMFADevice with serial number {device.SerialNumber} doesn't exist."));
        (await CodeAsync("EnableMFADevice", device.Enable("ann", _house))).Code.ShouldBe("NoSuchEntity");
    }

    [Fact]
    public async Task A_user_has_eight_devices_at_most()
    {
        for (var i = 0; i < MfaRules.MostPerOwner; i++)
        {
            await _house.DeviceAsync("ann", $"phone-{i}");
        }

        var ninth = await _house.UnassignedDeviceAsync("phone-9");
        (await CodeAsync("EnableMFADevice", ninth.Enable("ann", _house))).ShouldBe(("LimitExceeded", "Cannot exceed quota for MFADevicesPerUser: 8"));
        var first = await _house.DoAsync<ListMFADevicesResponse>("iam", "ListMFADevices", new ListMFADevicesRequest { UserName = "ann", MaxItems = 5 });
        var rest = await _house.DoAsync<ListMFADevicesResponse>("iam", "ListMFADevices", new ListMFADevicesRequest { UserName = "ann", MaxItems = 5, Marker = first.Marker });
        (first.MfaDevices.Count, first.IsTruncated, rest.MfaDevices.Count, rest.IsTruncated).ShouldBe((5, true, 3, false));
    }

    [Fact]
    public async Task Root_has_a_device_of_its_own()
    {
        var device = await _house.DeviceAsync(_house.Management.Value, "root-account-mfa-device");
        device.SerialNumber.ShouldBe($"arn:aws:iam::{_house.Management}:mfa/root-account-mfa-device");
        (await _house.DoAsync<ListMFADevicesResponse>("iam", "ListMFADevices", new ListMFADevicesRequest())).MfaDevices.Single().SerialNumber.ShouldBe(device.SerialNumber);
        var owner = (await ListAsync("Assigned")).Single().User!;
        (owner.Arn, owner.UserId, owner.UserName).ShouldBe(($"arn:aws:iam::{_house.Management}:root", _house.Management.Value, null));

        // A user of that very name is somebody else.
        var namesake = await _house.SignerAsync(_house.Management.Value, Allows("iam:*"));
        (await CodeAsync("DeactivateMFADevice", new DeactivateMFADeviceRequest { SerialNumber = device.SerialNumber }, namesake)).Code.ShouldBe("NoSuchEntity");
    }

    [Fact]
    public async Task Tags_are_added_shown_removed_and_decide()
    {
        var device = await _house.UnassignedDeviceAsync();
        var serial = device.SerialNumber;
        await _house.DoAsync<Nothing>("iam", "TagMFADevice", new TagMFADeviceRequest { SerialNumber = serial, Tags = [new TagShape { Key = "b", Value = "1" }, new TagShape { Key = "Team", Value = "x" }] });
        (await TagsAsync(serial)).ShouldBe(["Team=x", "b=1"]);
        var bob = await _house.SignerAsync("bob", Allows("iam:DeleteVirtualMFADevice", "*", ",\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/team\":\"x\"}}"));
        await _house.DoAsync<Nothing>("iam", "UntagMFADevice", new UntagMFADeviceRequest { SerialNumber = serial, TagKeys = ["B"] });
        (await TagsAsync(serial)).ShouldBe(["Team=x"]);
        await _house.DoAsync<Nothing>("iam", "DeleteVirtualMFADevice", new DeleteVirtualMFADeviceRequest { SerialNumber = serial }, bob);
        foreach (var (operation, request) in new (string, object)[]
        {
            ("TagMFADevice", new TagMFADeviceRequest { SerialNumber = serial, Tags = [] }),
            ("UntagMFADevice", new UntagMFADeviceRequest { SerialNumber = serial, TagKeys = [] }),
            ("ListMFADeviceTags", new ListMFADeviceTagsRequest { SerialNumber = serial }),
        })
        {
            (await CodeAsync(operation, request)).Code.ShouldBe("NoSuchEntity");
        }

        (await CodeAsync("DeleteVirtualMFADevice", new DeleteVirtualMFADeviceRequest { SerialNumber = serial }, bob)).Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_users_own_device_is_reached_by_the_policy_that_AWS_documents()
    {
        var own = await _house.SignerAsync("own", $$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":["iam:CreateVirtualMFADevice","iam:DeleteVirtualMFADevice"],"Resource":"arn:aws:iam::*:mfa/${aws:username}"},
              {"Effect":"Allow","Action":["iam:EnableMFADevice","iam:ListMFADevices"],"Resource":"arn:aws:iam::*:user/${aws:username}"}]}
            """);
        (await CodeAsync("CreateVirtualMFADevice", new CreateVirtualMFADeviceRequest { VirtualMFADeviceName = "ann" }, own)).Code.ShouldBe("AccessDenied");
        var device = await _house.UnassignedDeviceAsync("own", own);
        (await CodeAsync("EnableMFADevice", device.Enable("ann", _house), own)).Code.ShouldBe("AccessDenied");
        await _house.DoAsync<Nothing>("iam", "EnableMFADevice", device.Enable("own", _house), own);
        (await _house.DoAsync<ListMFADevicesResponse>("iam", "ListMFADevices", new ListMFADevicesRequest(), own)).MfaDevices.ShouldHaveSingleItem();
    }

    private async Task<IReadOnlyList<VirtualMfaDeviceShape>> ListAsync(string? status = null) =>
        (await _house.DoAsync<ListVirtualMFADevicesResponse>("iam", "ListVirtualMFADevices", new ListVirtualMFADevicesRequest { AssignmentStatus = status })).VirtualMfaDevices;

    private async Task<IEnumerable<string>> TagsAsync(string serial) =>
        (await _house.DoAsync<ListMFADeviceTagsResponse>("iam", "ListMFADeviceTags", new ListMFADeviceTagsRequest { SerialNumber = serial })).Tags.Select(tag => $"{tag.Key}={tag.Value}");

    private async Task<(string? Code, string? Message)> CodeAsync(string operation, object request, Caller? caller = null)
    {
        var result = await _house.CallAsync("iam", operation, request, caller);
        return (result.Error?.Code, result.Error?.Message);
    }
}
