using FsCheck.Fluent;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Model.Tests.Interviews;

[Trait("Rule", "PRV-18")]
public class IdentityScannerTests
{
    private static readonly IdentityScanner Scanner = new(
    [
        new(IdentifierKind.Name, "Amélie Bellerive-Fortin"),
        new(IdentifierKind.Name, "Will Okafor"),
        new(IdentifierKind.Organization, "Lantern Creek Family Place"),
        new(IdentifierKind.Organization, "Maison L'Œillet"),
        new(IdentifierKind.Place, "Rivière-aux-Rats"),
    ]);

    private static string Marked(IdentityScanner scanner, string words)
    {
        var text = CodePointText.Normalize(words).Value;
        return string.Join('|', scanner.Scan(text).Select(find => $"{find.Kind}:{text.Slice(find.Span)}"));
    }

    [Theory]
    [InlineData("Write to ana.roy+x@exemple.ca, please.", "Email:ana.roy+x@exemple.ca")]
    [InlineData("It is ana at gmail dot com", "Email:ana at gmail dot com")]
    [InlineData("Call 613-555-0142 or (418) 555 0199.", "Phone:613-555-0142|Phone:(418) 555 0199")]
    [InlineData("+1 (613) 555-0142; 6135550142; 1-800-555-0100", "Phone:+1 (613) 555-0142|Phone:6135550142|Phone:1-800-555-0100")]
    [InlineData("My number is 555-0142", "Phone:555-0142")]
    [InlineData("+33 1 42 68 53 00", "Phone:+33 1 42 68 53 00")]
    [InlineData("We live at k1a 0b1 or K1A0B1 or G1R\u00A04P5.", "PostalCode:k1a 0b1|PostalCode:K1A0B1|PostalCode:G1R\u00A04P5")]
    [InlineData("Card 1234-567-890-AB and TREM 8001 0112.", "HealthNumber:1234-567-890-AB|HealthNumber:TREM 8001 0112")]
    [InlineData("Mine is 123 456 789 or 123456789", "HealthNumber:123 456 789|HealthNumber:123456789")]
    [InlineData("On March 15, 2019 and May 3rd", "Date:March 15, 2019|Date:May 3rd")]
    [InlineData("the 15th of march, the second of June", "Date:15th of march|Date:second of June")]
    [InlineData("June the first, June twenty-first", "Date:June the first|Date:June twenty-first")]
    [InlineData("le 3 février 2020, le 1er mai, le premier août", "Date:3 février 2020|Date:1er mai|Date:premier août")]
    [InlineData("le 12 déc. 2018", "Date:12 déc. 2018")]
    [InlineData("2019-03-15, 15/03/2019 et 3.5.19", "Date:2019-03-15|Date:15/03/2019|Date:3.5.19")]
    [InlineData("Amélie came. AMELIE left. amelie's", "Name:Amélie|Name:AMELIE|Name:amelie")]
    [InlineData("d’Amélie, Bellerive Fortin, Amélie Bellerive-Fortin", "Name:Amélie|Name:Bellerive Fortin|Name:Amélie Bellerive-Fortin")]
    [InlineData("Will said that she will; okafor", "Name:Will|Name:okafor")]
    [InlineData("at lantern creek\nfamily place and the maison l'oeillet", "Organization:lantern creek\nfamily place|Organization:maison l'oeillet")]
    [InlineData("à Riviere aux rats", "Place:Riviere aux rats")]
    public void What_identifies_is_found(string words, string expected) => Marked(Scanner, words).Should().Be(expected);

    [Theory]
    [InlineData("In March 2019 we began; in May we stopped.")]
    [InlineData("en mars 2019, puis en mai")]
    [InlineData("We may 10 times a day march on")]
    [InlineData("Between 2015 and 2020, 27 people in 14 organizations, 3.5 hours, 2,5 heures")]
    [InlineData("At 10:30 the 12 of us met at noon")]
    [InlineData("The Lantern family had a creek")]
    [InlineData("Amélioration, williams, camelia")]
    [InlineData("[NAME-1] said that [ORG-2] and [PLACE] helped")]
    [InlineData("Ratings from -2 to +2; 100 000 people; $1,250.00")]
    public void What_does_not_identify_is_left(string words) => Marked(Scanner, words).Should().BeEmpty();

    [Fact]
    [Trait("Rule", "INV-09")]
    [Trait("Rule", "PRV-25")]
    public void A_short_note_is_scanned_without_names()
    {
        Marked(IdentityScanner.WithoutNames, "Two left early; call 613 555 0142").Should().Be("Phone:613 555 0142");
        Marked(IdentityScanner.WithoutNames, "Amélie left early").Should().BeEmpty();
    }

    [Fact]
    [Trait("Rule", "INV-20")]
    public void Finds_are_exact_wherever_they_stand_and_whatever_stands_around_them()
    {
        string[] around = ["🙂 ", "e\u0301te\u0301 ", "\r\n", "one. ", "« ", " », ", "👩‍👧 ", "— "];
        string[] finds = ["613-555-0142", "ana@exemple.ca", "K1A 0B1", "Amélie Bellerive-Fortin", "le 3 mars", "AME\u0301LIE"];
        var texts = from before in Properties.TextOf(around, 10)
                    from find in Gen.Elements(finds)
                    from after in Properties.TextOf(around, 10)
                    select (before, find, after);
        Properties.Holds(texts, given =>
        {
            var text = CodePointText.Normalize(given.before + given.find + " " + given.after).Value;
            var before = CodePointText.Normalize(given.before).Value.Length;
            var expected = CodePointText.Normalize(given.find).Value.Text.Replace("le 3", "3", StringComparison.Ordinal);

            var found = Scanner.Scan(text).Should().ContainSingle().Subject;

            text.Slice(found.Span).Should().Be(expected);
            found.Span.Start.Should().BeGreaterThanOrEqualTo(before);
        });
    }

    [Fact]
    public void Finds_never_overlap_and_come_in_order()
    {
        var texts = Properties.TextOf(["Amélie ", "Will ", "Okafor", "3 mai ", "2019", "-", "613", "555", "0142", " ", "@", "a.ca", "K1A", "0B1", "\n", "🙂"]);
        Properties.Holds(texts, raw =>
        {
            var at = 0;
            foreach (var find in Scanner.Scan(CodePointText.Normalize(raw).Value))
            {
                find.Span.Start.Should().BeGreaterThanOrEqualTo(at);
                find.Span.Length.Should().BePositive();
                at = find.Span.End;
            }
        }, 1000);
    }

    [Fact]
    public void A_hostile_text_takes_time_in_proportion_to_its_length()
    {
        var text = new CodePointText(string.Concat(Enumerable.Repeat("a.a.a-1 2 3 ", 40_000)) + "@" + new string('.', 100_000));

        Scanner.Scan(text).Should().NotBeNull();
    }
}
