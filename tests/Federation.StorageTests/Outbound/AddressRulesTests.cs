using System.Net;
using Federation.Storage;
using Federation.Storage.Outbound;

namespace Federation.StorageTests.Outbound;

public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    [InlineData("::ffff:93.184.215.14")]
    [InlineData("64:ff9b::5db8:d70e")]
    public void Public_addresses_are_allowed(string address) => Rules().Allows("idp.example.com", IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:a00:1::")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:0:1::1")]
    public void Other_addresses_are_refused(string address) => Rules().Allows("idp.example.com", IPAddress.Parse(address)).ShouldBeFalse();

    [Fact]
    public void An_allowed_network_opens_itself_in_every_notation()
    {
        var rules = Rules("10.1.0.0/16", "::1", "fd12::/16");
        rules.Allows("x", IPAddress.Parse("10.1.2.3")).ShouldBeTrue();
        rules.Allows("x", IPAddress.Parse("::ffff:10.1.2.3")).ShouldBeTrue();
        rules.Allows("x", IPAddress.Parse("::1")).ShouldBeTrue();
        rules.Allows("x", IPAddress.Parse("fd12::1")).ShouldBeTrue();
        rules.Allows("x", IPAddress.Parse("10.2.0.1")).ShouldBeFalse();
    }

    [Fact]
    public void An_allowed_host_opens_private_addresses_for_itself_only()
    {
        var rules = Rules("idp.corp.example");
        rules.Allows("IDP.corp.example.", IPAddress.Parse("10.1.2.3")).ShouldBeTrue();
        rules.Allows("other.corp.example", IPAddress.Parse("10.1.2.3")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("fe80::a9fe:a9fe")]
    [InlineData("fd00:ec2::254")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("0.0.0.0")]
    public void No_setting_opens_link_local_and_metadata_addresses(string address) =>
        Rules("0.0.0.0/0", "::/0", "idp.example.com").Allows("idp.example.com", IPAddress.Parse(address)).ShouldBeFalse();

    [Fact]
    public void What_is_neither_network_nor_host_is_refused_at_the_start() =>
        Should.Throw<StoreInitializationException>(() => Rules("10.0.0.0/99 or so")).Message.ShouldContain("10.0.0.0/99 or so");

    private static AddressRules Rules(params string[] allowed)
    {
        var options = new OutboundOptions();
        foreach (var entry in allowed)
        {
            options.AllowedNetworks.Add(entry);
        }

        return new AddressRules(options);
    }
}
