using System.Net;
using Idv.Facades.Webhooks;

namespace Idv.Facades.Tests;

public sealed class WebhookTargetRulesTests
{
    [Theory]
    [InlineData("https://hooks.example.com/x", true)]
    [InlineData("http://hooks.example.com:8080/x", true)]
    [InlineData("https://HOOKS.example.com./x", true)]
    [InlineData("https://a.b.partner.net/", true)]
    [InlineData("https://partner.net/", false)]
    [InlineData("https://evilpartner.net/", false)]
    [InlineData("https://hooks.example.com.evil.net/", false)]
    [InlineData("https://user:password@hooks.example.com/", false)]
    [InlineData("ftp://hooks.example.com/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/relative", false)]
    [InlineData("", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("https://2130706433/", false)]
    [InlineData("https://0x7f.1/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://[::ffff:127.0.0.1]/", false)]
    [InlineData("https://8.8.8.8/", false)]
    public void A_url_is_a_target_only_if_its_host_was_allowed(string url, bool isAllowed)
    {
        var rules = new WebhookTargetRules(["hooks.example.com", "*.partner.net"], allowLoopback: false);

        Assert.Equal(isAllowed, rules.FindFault(url) is null);
    }

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    [InlineData("fd00::1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("::", false)]
    [InlineData("224.0.0.1", false)]
    public void A_glob_leads_to_public_addresses_only(string address, bool isAllowed) =>
        Assert.Equal(isAllowed, new WebhookTargetRules(["*.example.com"], false).Allows("a.example.com", IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    public void An_exact_name_may_lead_to_a_private_network_but_never_to_this_machine(string address, bool isAllowed) =>
        Assert.Equal(isAllowed, new WebhookTargetRules(["crm.intranet"], false).Allows("crm.intranet", IPAddress.Parse(address)));

    [Fact]
    public void A_network_allows_its_addresses_under_any_name()
    {
        var rules = new WebhookTargetRules(["10.20.0.0/16", "192.168.7.7"], false);

        Assert.Null(rules.FindFault("https://10.20.1.1/x"));
        Assert.NotNull(rules.FindFault("https://10.21.1.1/x"));
        Assert.Null(rules.FindFault("https://192.168.7.7/x"));
        Assert.True(rules.Allows("anything.example", IPAddress.Parse("10.20.1.1")));
        Assert.False(rules.Allows("anything.example", IPAddress.Parse("93.184.216.34")));
    }

    [Fact]
    public void Nothing_is_allowed_by_default_and_the_demo_allows_loopback()
    {
        Assert.NotNull(new WebhookTargetRules([], false).FindFault("https://example.com/"));
        Assert.NotNull(new WebhookTargetRules([], false).FindFault("http://localhost:9/"));
        Assert.Null(new WebhookTargetRules([], true).FindFault("http://127.0.0.1:9/"));
        Assert.Null(new WebhookTargetRules([], true).FindFault("http://localhost:9/"));
        Assert.True(new WebhookTargetRules([], true).Allows("localhost", IPAddress.IPv6Loopback));
    }

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("exa mple.com")]
    [InlineData("")]
    [InlineData("10.0.0.0/99")]
    public void An_entry_of_another_kind_is_refused(string entry) =>
        Assert.Throws<ArgumentException>(() => new WebhookTargetRules([entry], false));
}
