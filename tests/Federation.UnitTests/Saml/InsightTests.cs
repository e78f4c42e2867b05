using Federation.Saml;
using Federation.Saml.Assertions;
using Federation.Saml.Compatibility;
using Federation.Saml.Insight;
using Federation.Saml.Metadata;
using static Federation.UnitTests.Saml.ResponseBuilder;

namespace Federation.UnitTests.Saml;

public sealed class InsightTests
{
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(7);

    [Fact]
    public void New_keys_join_at_once_and_old_ones_leave_after_the_overlap()
    {
        var (old, next) = (TestKeys.Key(TestKeys.Idp), TestKeys.Key(TestKeys.IdpNext));
        var first = SamlKeyRollover.Merge([], [old], Now, Overlap);
        var both = SamlKeyRollover.Merge(first.States, [old, next], Now.AddDays(1), Overlap);
        var after = SamlKeyRollover.Merge(both.States, [next], Now.AddDays(2), Overlap);
        var still = SamlKeyRollover.Merge(after.States, [next], Now.AddDays(8), Overlap);
        var over = SamlKeyRollover.Merge(still.States, [next], Now.AddDays(9), Overlap);

        both.Added.ShouldBe([next]);
        after.Keys.ShouldBe([next, old]);
        after.Withdrawn.ShouldBe([old]);
        still.Keys.ShouldBe([next, old]);
        still.Withdrawn.ShouldBeEmpty();
        over.Keys.ShouldBe([next]);
        over.Dropped.ShouldBe([old]);
    }

    [Fact]
    public void A_key_that_comes_back_is_current_again()
    {
        var (old, next) = (TestKeys.Key(TestKeys.Idp), TestKeys.Key(TestKeys.IdpNext));
        var states = SamlKeyRollover.Merge(SamlKeyRollover.Merge([], [old], Now, Overlap).States, [next], Now.AddDays(1), Overlap).States;

        var result = SamlKeyRollover.Merge(states, [old, next], Now.AddDays(2), Overlap);

        result.Added.ShouldBeEmpty();
        result.States.ShouldAllBe(state => state.WithdrawnAt == null);
        result.States.Single(state => state.Key.Thumbprint == old.Thumbprint).FirstSeen.ShouldBe(Now);
    }

    [Fact]
    public void Metadata_without_keys_takes_none_away()
    {
        var states = SamlKeyRollover.Merge([], [TestKeys.Key(TestKeys.Idp)], Now, Overlap).States;

        SamlKeyRollover.Merge(states, [], Now.AddYears(1), Overlap).States.ShouldBe(states);
    }

    [Fact]
    public void The_stable_attribute_is_proposed_and_a_transient_name_is_refused()
    {
        SamlAttribute[] attributes =
        [
            new("mail", null, null, [new("alice@example.org")]),
            new("http://schemas.microsoft.com/identity/claims/objectidentifier", null, null, [new("1")]),
            new("uid", null, null, [new("a"), new("b")]),
            new("colour", null, null, [new("blue")]),
        ];

        var candidates = SamlSubjectProposal.Propose(new SamlNameId("x", SamlNameIdFormats.Transient), attributes);

        candidates.Select(candidate => (candidate.AttributeName, candidate.Grade)).ShouldBe(
        [
            ("http://schemas.microsoft.com/identity/claims/objectidentifier", SamlSubjectKeyGrade.Stable),
            ("mail", SamlSubjectKeyGrade.Unsteady),
            (null, SamlSubjectKeyGrade.Refused),
            ("uid", SamlSubjectKeyGrade.Refused),
        ]);
        candidates[2].Reason.ShouldBe(SamlSubjectProposal.TransientAdvice);
        SamlSubjectProposal.Propose(new SamlNameId("x", SamlNameIdFormats.Persistent), attributes)[0].AttributeName.ShouldBeNull();
    }

    [Theory]
    [InlineData("http://schemas.microsoft.com/claims/groups.link", true)]
    [InlineData("http://schemas.microsoft.com/ws/2008/06/identity/claims/groups", false)]
    public void The_group_link_of_Entra_is_noticed(string name, bool found) =>
        (SamlGroupOverage.Find([new(name, null, null, [new("https://graph.windows.net/x")])]) is not null).ShouldBe(found);

    [Theory]
    [InlineData(-5, false)]
    [InlineData(61, true)]
    [InlineData(-61, true)]
    public void A_clock_that_drifts_is_told_before_it_bites(double seconds, bool worrying)
    {
        var offset = SamlClockOffset.Measure(Now.AddSeconds(seconds), Now);

        offset.ShouldBe(TimeSpan.FromSeconds(seconds));
        SamlClockOffset.IsWorrying(offset, TimeSpan.FromSeconds(180)).ShouldBe(worrying);
    }

    [Theory]
    [InlineData("https://a/acs", "http://a/acs", 4, 1, 0)]
    [InlineData("https://a/acs", "https://a/acs/", 13, 0, 1)]
    [InlineData("https://a:1/acs", "https://a:2/acs", 10, 1, 1)]
    [InlineData("aa", "aaa", 2, 0, 1)]
    public void Differing_characters_are_found(string expected, string actual, int prefix, int expectedLength, int actualLength) =>
        SamlDifference.Between(expected, actual).ShouldBe(new SamlDifference(prefix, expectedLength, actualLength));

    [Fact]
    public void Presets_say_what_they_set()
    {
        SamlCompatibilityPresets.All.Select(preset => preset.Name).ShouldBe(["Entra", "Okta", "AdFs", "Google", "Keycloak", "LemonLdapNg", "Shibboleth"]);
        foreach (var preset in SamlCompatibilityPresets.All)
        {
            preset.Says.Count.ShouldBeGreaterThan(3);
            preset.ClockSkewSeconds.ShouldBe(180);
            var says = string.Join(' ', preset.Says);
            says.Contains("not signed", StringComparison.Ordinal).ShouldBe(preset.SignRequests == false);
            says.Contains("by POST", StringComparison.Ordinal).ShouldBe(preset.AuthnRequestBinding == SamlBindings.HttpPost);
            says.Contains("A persistent NameID is asked for", StringComparison.Ordinal).ShouldBe(preset.NameIdFormat == SamlNameIdFormats.Persistent);
            says.Contains("subject's key", StringComparison.Ordinal).ShouldBeTrue();
        }

        SamlCompatibilityPresets.Find("Entra").ShouldNotBeNull().SubjectAttribute.ShouldEndWith("objectidentifier");
        SamlCompatibilityPresets.Find("entra").ShouldBeNull();
    }
}
