using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Model.Tests.Identity;

public sealed class OneTimeLinkTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_link_works_once()
    {
        var (link, _) = OneTimeLink.Make(LinkPurpose.CreateAdministrator, null, Now);

        link.Use(Now).Succeeded.Should().BeTrue();
        link.Use(Now).Refusal.Should().Be(IdentityRefusals.LinkNotValid);
    }

    [Theory]
    [InlineData(LinkPurpose.CreateAdministrator)]
    [InlineData(LinkPurpose.SetPassword)]
    public void A_link_works_until_its_time_is_over(LinkPurpose purpose)
    {
        var end = Now + OneTimeLink.Life(purpose);

        Make(purpose).Use(end.AddTicks(-1)).Succeeded.Should().BeTrue();
        Make(purpose).Use(end).Refusal.Should().Be(IdentityRefusals.LinkNotValid);
    }

    [Fact]
    public void A_withdrawn_link_does_not_work()
    {
        var link = Make(LinkPurpose.SetPassword);

        link.Withdraw(Now);

        link.Use(Now).Succeeded.Should().BeFalse();
    }

    [Fact]
    public void The_token_itself_is_not_kept()
    {
        var (link, token) = OneTimeLink.Make(LinkPurpose.CreateAdministrator, null, Now);

        token.Should().HaveLength(64);
        link.TokenHash.Should().Be(OneTimeLink.Hash(token)).And.NotContain(token);
    }

    [Fact]
    public void A_link_sets_one_account_s_password_or_makes_an_account()
    {
        FluentActions.Invoking(() => OneTimeLink.Make(LinkPurpose.SetPassword, null, Now)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => OneTimeLink.Make(LinkPurpose.CreateAdministrator, UserId.New(), Now)).Should().Throw<ArgumentException>();
    }

    private static OneTimeLink Make(LinkPurpose purpose) =>
        OneTimeLink.Make(purpose, purpose == LinkPurpose.SetPassword ? UserId.New() : null, Now).Link;
}
