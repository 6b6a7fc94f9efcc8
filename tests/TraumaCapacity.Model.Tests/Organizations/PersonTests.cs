using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Model.Tests.Organizations;

public sealed class PersonTests
{
    private static readonly OrganizationId Here = OrganizationId.New();
    private static readonly DateOnly Start = new(2025, 4, 1);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    public void A_name_has_text_on_one_line(string name) =>
        Person.Register(name, null).Refusal!.Field.Should().Be(nameof(Person.DisplayName));

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b")]
    [InlineData("a@@example.org")]
    [InlineData("a b@example.org")]
    [InlineData("a@example.org; b@example.org")]
    [InlineData("Name <a@example.org>")]
    public void Something_else_than_an_address_is_refused(string email) =>
        Person.Register("A", email).Refusal.Should().Be(OrganizationRefusals.EmailNotValid);

    [Fact]
    public void An_address_is_kept_in_small_letters_and_composed_form() =>
        Person.Register("A", " E\u0301lise@Example.ORG ").Value.WorkEmail.Should().Be("élise@example.org");

    [Fact]
    [Trait("Rule", "INV-01")]
    public void An_affiliation_does_not_end_before_it_starts()
    {
        var person = Person.Register("A", null).Value;

        person.Affiliate(Here, AffiliationRole.Facilitator, Start, Start.AddDays(-1)).Refusal!.Code.Should().Be("Organizations.AffiliationReversed");
        var affiliation = person.Affiliate(Here, AffiliationRole.Facilitator, Start).Value;
        person.EndAffiliation(affiliation.Id, Start.AddDays(-1)).Succeeded.Should().BeFalse();
        person.EndAffiliation(affiliation.Id, Start).Succeeded.Should().BeTrue();
        person.EndAffiliation(affiliation.Id, Start).Refusal.Should().Be(OrganizationRefusals.AffiliationEnded);
    }

    [Theory]
    [InlineData(0, 9, false)]
    [InlineData(5, 20, false)]
    [InlineData(-5, 0, false)]
    [InlineData(11, 20, true)]
    [InlineData(-9, -1, true)]
    public void The_same_role_at_the_same_place_does_not_overlap(int from, int to, bool allowed)
    {
        var person = Person.Register("A", null).Value;
        _ = person.Affiliate(Here, AffiliationRole.Facilitator, Start, Start.AddDays(10)).Value;

        person.Affiliate(Here, AffiliationRole.Facilitator, Start.AddDays(from), Start.AddDays(to)).Succeeded.Should().Be(allowed);
        person.Affiliate(Here, AffiliationRole.Supervisor, Start.AddDays(from), Start.AddDays(to)).Succeeded.Should().BeTrue("it is another role");
    }

    [Fact]
    public void An_affiliation_covers_its_first_and_its_last_day()
    {
        var person = Person.Register("A", null).Value;
        _ = person.Affiliate(Here, AffiliationRole.Facilitator, Start, Start.AddDays(10)).Value;

        new[] { -1, 0, 10, 11 }.Select(d => person.IsAffiliatedOn(Here, Start.AddDays(d))).Should().Equal(false, true, true, false);
        person.IsAffiliatedOn(OrganizationId.New(), Start).Should().BeFalse();
    }

    [Fact]
    [Trait("Rule", "INV-01")]
    public void An_organization_does_not_leave_before_it_joined()
    {
        var organization = Organization.Register(new OrganizationProfile(" lc ", "Lantern Creek", Jurisdiction.ON), Start).Value;

        organization.PublicCode.Should().Be("LC");
        organization.Leave(Start.AddDays(-1)).Refusal!.Code.Should().Be("Organizations.LeftBeforeJoining");
        organization.Leave(Start).Succeeded.Should().BeTrue();
        organization.TakesPartOn(Start.AddDays(1)).Should().BeFalse();
        organization.Leave(Start).Refusal.Should().Be(OrganizationRefusals.AlreadyLeft);
    }

    [Theory]
    [InlineData("")]
    [InlineData("É1")]
    [InlineData("A B")]
    [InlineData("=1+1")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTU")]
    public void A_code_is_short_and_plain(string code) =>
        Organization.Register(new OrganizationProfile(code, "Name", Jurisdiction.QC), Start).Refusal!.Field
            .Should().Be(nameof(OrganizationProfile.PublicCode));

    [Fact]
    public void An_organization_that_left_takes_part_again_without_a_gap()
    {
        var organization = Organization.Register(new OrganizationProfile("LC", "Lantern Creek", Jurisdiction.ON), Start).Value;

        organization.TakeLeavingBack().Refusal.Should().Be(OrganizationRefusals.HasNotLeft);
        _ = organization.Leave(Start.AddDays(5)).Value;
        organization.TakeLeavingBack().Succeeded.Should().BeTrue();
        organization.TakesPartOn(Start.AddDays(6)).Should().BeTrue();
    }

    [Fact]
    public void A_programme_counts_once_whatever_the_order()
    {
        var organization = Organization.Register(
            new OrganizationProfile("LC", "Lantern Creek", Jurisdiction.ON) { ProgramStreams = [ProgramStream.Other, ProgramStream.Capc, ProgramStream.Other] }, Start).Value;

        organization.ProgramStreams.Should().Equal(ProgramStream.Capc, ProgramStream.Other);
    }

    [Fact]
    public void A_site_has_a_name_of_its_own_and_lies_somewhere()
    {
        var organization = Organization.Register(new OrganizationProfile("LC", "Lantern Creek", Jurisdiction.ON), Start).Value;
        var site = organization.AddSite(" Main Street ", [OrganizationSetting.Rural, OrganizationSetting.Urban, OrganizationSetting.Rural]).Value;

        site.Name.Should().Be("Main Street");
        site.Settings.Should().Equal(OrganizationSetting.Urban, OrganizationSetting.Rural);
        organization.AddSite("main street", [OrganizationSetting.Urban]).Refusal.Should().Be(OrganizationRefusals.SiteTwice);
        organization.AddSite("", [OrganizationSetting.Urban]).Refusal!.Code.Should().Be("Organizations.SiteNameNotValid");
        organization.AddSite("North", []).Refusal.Should().Be(OrganizationRefusals.SiteWithoutSetting);
        organization.ReviseSite(site.Id, "MAIN STREET", [OrganizationSetting.Remote]).Succeeded.Should().BeTrue("its own name is not another's");
        organization.RemoveSite(site.Id).Succeeded.Should().BeTrue();
        organization.RemoveSite(site.Id).Refusal.Should().Be(OrganizationRefusals.SiteNotFound);
    }

    [Fact]
    [Trait("Rule", "INV-01")]
    public void An_affiliation_is_corrected_within_the_same_rules_and_opened_again()
    {
        var person = Person.Register("A", null).Value;
        var first = person.Affiliate(Here, AffiliationRole.Facilitator, Start, Start.AddDays(10)).Value;
        var second = person.Affiliate(Here, AffiliationRole.Facilitator, Start.AddDays(20)).Value;

        person.CorrectAffiliation(first.Id, AffiliationRole.Facilitator, Start, Start.AddDays(-1)).Refusal!.Code.Should().Be("Organizations.AffiliationReversed");
        person.CorrectAffiliation(first.Id, AffiliationRole.Facilitator, Start, Start.AddDays(20)).Refusal.Should().Be(OrganizationRefusals.AlreadyAffiliated);
        person.CorrectAffiliation(first.Id, AffiliationRole.Supervisor, Start, null).Succeeded.Should().BeTrue("it is another role");
        first.EndsOn.Should().BeNull();
        person.CorrectAffiliation(second.Id, AffiliationRole.Facilitator, Start.AddDays(-3), null).Succeeded.Should().BeTrue("it does not stand in its own way");
        person.CorrectAffiliation(AffiliationId.New(), AffiliationRole.Facilitator, Start, null).Refusal.Should().Be(OrganizationRefusals.AffiliationNotFound);
    }

    [Fact]
    public void Nothing_new_begins_for_who_no_longer_takes_part_or_became_another_record()
    {
        var kept = Person.Register("A", null).Value;
        var merged = Person.Register("A", null).Value;
        _ = kept.SetActive(false).Value;

        kept.Affiliate(Here, AffiliationRole.Facilitator, Start).Refusal.Should().Be(OrganizationRefusals.PersonNotActive);
        var merge = PersonMerge.Of(kept, merged).Value;
        merged.Affiliate(Here, AffiliationRole.Facilitator, Start).Refusal.Should().Be(OrganizationRefusals.PersonMerged);
        merged.SetActive(true).Refusal.Should().Be(OrganizationRefusals.PersonMerged);
        PersonMerge.Of(kept, merged).Refusal.Should().Be(OrganizationRefusals.PersonMerged);
        PersonMerge.Of(kept, kept).Refusal.Should().Be(OrganizationRefusals.MergeWithItself);
        merge.Undo(kept, merged, DateTimeOffset.UnixEpoch, null).Succeeded.Should().BeTrue();
        merged.IsActive.Should().BeTrue();
        merge.Undo(kept, merged, DateTimeOffset.UnixEpoch, null).Refusal.Should().Be(OrganizationRefusals.MergeUndone);
    }
}
