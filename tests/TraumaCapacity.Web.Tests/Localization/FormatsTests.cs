using TraumaCapacity.Web.Components.Shared;

namespace TraumaCapacity.Web.Tests.Localization;

/// <summary>Numbers, dates and spaces as English and French Canada write them.</summary>
public sealed class FormatsTests
{
    private static readonly DateOnly FirstOfMay = new(2026, 5, 1);

    [Fact]
    public void English_dates_name_the_day_first()
    {
        using var _ = Texts.In("en-CA");
        Formats.Date(FirstOfMay).Should().Be("1 May 2026");
        Formats.LongDate(FirstOfMay).Should().Be("Friday 1 May 2026");
        Formats.Time(new TimeOnly(14, 5)).Should().Be("14:05");
    }

    [Fact]
    public void French_writes_the_first_of_a_month_as_an_ordinal_and_hours_with_an_h()
    {
        using var _ = Texts.In("fr-CA");
        Formats.Date(FirstOfMay).Should().Be("1er mai 2026");
        Formats.LongDate(FirstOfMay.AddDays(1)).Should().Be("samedi 2 mai 2026");
        Formats.Time(new TimeOnly(14, 5)).Should().Be("14 h 05");
    }

    [Theory]
    [InlineData("en-CA", "6,200", "−2", "+1", "80%")]
    [InlineData("fr-CA", "6\u00a0200", "−2", "+1", "80\u00a0%")]
    public void Numbers_follow_the_language_and_a_minus_is_a_minus(string language, string thousands, string minus, string plus, string percent)
    {
        using var _ = Texts.In(language);
        Formats.Number(6200).Should().Be(thousands);
        Formats.Signed(-2).Should().Be(minus);
        Formats.Signed(1).Should().Be(plus);
        Formats.Signed(0).Should().Be("0");
        Formats.Percent(.8).Should().Be(percent);
    }

    [Fact]
    public void A_fiscal_year_names_both_of_its_years()
    {
        Formats.FiscalYear(2025).Should().Be("2025–26");
        Formats.FiscalYear(2099).Should().Be("2099–00");
    }

    [Theory]
    [InlineData("« Masquer l’écran » : partout", "«\u00a0Masquer l’écran\u00a0»\u00a0: partout")]
    [InlineData("80 % de 3 $", "80\u00a0% de 3\u00a0$")]
    [InlineData("Rien à changer", "Rien à changer")]
    [InlineData(":", ":")]
    [InlineData("", "")]
    public void French_lines_do_not_break_inside_guillemets_or_before_a_colon(string written, string set) =>
        FrenchTypography.Set(written).Should().Be(set);

    [Fact]
    public void The_readers_clock_shows_the_readers_day()
    {
        var clock = new ReaderClock(TimeProvider.System);
        var moment = new DateTimeOffset(2026, 4, 15, 3, 30, 8, TimeSpan.Zero);
        using var _ = Texts.In("en-CA");

        clock.Moment(moment).Should().Be("14 April 2026, 23:30", "it is Eastern time until the browser says otherwise");
        clock.Use("America/Vancouver");
        clock.Moment(moment).Should().Be("14 April 2026, 20:30");
        clock.Use("Not/AZone");
        clock.TimeWithSeconds(moment).Should().Be("20:30:08");
    }
}
