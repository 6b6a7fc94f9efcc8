using System.Globalization;

namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>From an empty folder to the funder's page: the steps of the path, each played by the person whose work it is,
/// while between any two of them the application or its database is killed.</summary>
public sealed class PathTests(BrowserFixture browser)
{
    [Fact]
    public async Task The_data_goes_from_a_registered_organization_to_what_the_funder_reads()
    {
        await using var app = await RunningApp.StartAsync("--empty");
        await using var walk = new PathWalk(browser, app);
        foreach (var (at, step) in Steps(walk).Index())
        {
            if (at > 0)
                await walk.InterruptAsync(at);
            await walk.PlayAsync(at, step);
        }

        await walk.PlayAsync(0, ("the funder reads", async () =>
        {
            var counted = await Recount.OfAsync(walk.Rows, DateOnly.Parse(PathWalk.CutOff, CultureInfo.InvariantCulture));
            TheWalkIsWhatItWasMeantToBe(counted);
            await TheFunderReadsWhatWasCountedAsync(await walk.OpenReleaseAsync(), counted, app.Address);
        }));
    }

    private static (string Name, Func<Task> Play)[] Steps(PathWalk walk)
    {
        var (first, second) = (Place.Brackwater, Place.Fennel);
        var document = InventedInterview.Of(first, 6000, $"Ask {first.Facilitators[1]} or write to care@brackwater.example, call 416 555 0199.");
        var subtitles = InventedInterview.Of(second, 500, $"We met at {second.Name} on 4 May 2026.");
        document.Words.Should().BeGreaterThanOrEqualTo(6000);
        Task EachOf(Func<Place, Task> step) => Place.Others.Aggregate(Task.CompletedTask, async (before, place) =>
        {
            await before;
            await step(place);
        });

        return
        [
            ("accounts", walk.MakeAccountsAsync),
            ("organizations", walk.RegisterOrganizationsAsync),
            ("facilitators", walk.ImportFacilitatorsAsync),
            ("cohort", walk.OpenCohortAsync),
            ("attendance", walk.FillAttendanceAsync),
            ("certificates", walk.CertifyAsync),
            ("group", () => walk.OpenGroupAsync(first, "2026-09-22", "2026-12-15", 9)),
            ("session 1", () => walk.LogSessionAsync(first, 1, "2026-09-22")),
            ("session 2", () => walk.LogSessionAsync(first, 2, "2026-09-29")),
            ("other groups", async () =>
            {
                await walk.OpenGroupAsync(second, "2026-09-21", "2026-12-15", 8);
                await walk.LogSessionAsync(second, 1, "2026-09-21");
                await walk.OpenGroupAsync(Place.Grove, "2026-09-17", "2026-10-30", 9);
                await walk.LogSessionAsync(Place.Grove, 1, "2026-09-17");
                await walk.OpenGroupAsync(Place.HollowPine, "2026-10-13", "2026-12-15", 10);
                await walk.LogSessionAsync(Place.HollowPine, 1, "2026-10-13");
            }),
            ("a group is closed", () => walk.CloseGroupAsync(Place.Grove, 7)),
            ("interview 1", () => walk.ScheduleInterviewAsync(first)),
            ("consent 1", () => walk.RecordConsentAsync(first)),
            ("upload 1", () => walk.UploadAsync(first, PathWalk.File("interview.docx", document.AsDocument()), document.Words)),
            ("de-identification 1", () => walk.DeidentifyAsync(first)),
            ("review 1", () => walk.ReleaseTranscriptAsync(first)),
            ("assignment 1", () => walk.AssignAsync(first)),
            ("interview 2", () => walk.ScheduleInterviewAsync(second)),
            ("consent 2", () => walk.RecordConsentAsync(second)),
            ("upload 2", () => walk.UploadAsync(second, PathWalk.File("interview.vtt", subtitles.AsSubtitles()), subtitles.Words)),
            ("de-identification 2", () => walk.DeidentifyAsync(second)),
            ("review 2", () => walk.ReleaseTranscriptAsync(second)),
            ("assignment 2", () => walk.AssignAsync(second)),
            ("other interviews", () => EachOf(async place =>
            {
                await walk.ScheduleInterviewAsync(place);
                await walk.RecordConsentAsync(place);
            })),
            ("other transcripts", () => EachOf(async place =>
            {
                await walk.PasteAsync(place, InventedInterview.Of(place, 160, "It was a good autumn."));
                await walk.DeidentifyAsync(place);
            })),
            ("other reviews", () => EachOf(walk.ReleaseTranscriptAsync)),
            ("other assignments", () => EachOf(walk.AssignAsync)),

            // In the first interview the coders agree on turn 2, are one step apart on 4 and two on 8, and one alone hears 6.
            ("coder 1, interview 1", () => walk.CodeAsync(Person.FirstCoder, first, [.. OfBrackwater, new(4, "CMP-O", "0"), new(6, "COL-C", "+1"), new(8, "AWR-F", "+1")])),
            ("coder 1 submits 1", () => walk.SubmitCodingAsync(Person.FirstCoder, first)),
            ("coder 2, interview 1", () => walk.CodeAsync(Person.SecondCoder, first, [.. OfBrackwater, new(4, "CMP-O", "+1"), new(8, "AWR-F", "−1")])),
            ("coder 2 submits 1", () => walk.SubmitCodingAsync(Person.SecondCoder, first)),
            ("coder 1, interview 2", () => walk.CodeAsync(Person.FirstCoder, second, OfFennel)),
            ("coder 1 submits 2", () => walk.SubmitCodingAsync(Person.FirstCoder, second)),
            ("coder 2, interview 2", () => walk.CodeAsync(Person.SecondCoder, second, OfFennel)),
            ("coder 2 submits 2, unanswered", () => walk.SubmitThoughTheAnswerIsLostAsync(Person.SecondCoder, second)),
            ("other codings", () => Task.WhenAll(new[] { Person.FirstCoder, Person.SecondCoder }.Select(coder => EachOf(place => walk.CodeAndSubmitAsync(coder, place, OfOthers[place]))))),
            ("reconciliation 1", () => walk.ReconcileAsync(first, 3)),
            ("reconciliation 2", () => walk.ReconcileAsync(second, 0)),
            ("other reconciliations", () => EachOf(place => walk.ReconcileAsync(place, 0))),
            ("signature of interview 1", () => walk.SignInterviewAsync(first)),
            ("signature of interview 2", () => walk.SignInterviewAsync(second)),
            ("other interviews' signatures", () => EachOf(walk.SignInterviewAsync)),
            ("signature of organization 1", () => walk.SignOrganizationAsync(first)),
            ("signature of organization 2", () => walk.SignOrganizationAsync(second)),
            ("other organizations' signatures", () => EachOf(walk.SignOrganizationAsync)),
            ("release prepared", walk.PrepareReleaseAsync),
            ("release approved", walk.ApproveReleaseAsync),
            ("release published", walk.PublishReleaseAsync),
        ];
    }

    private static Heard[] OfBrackwater { get; } = [new(2, "AWR-F", "+1"), new(2, "CMP-F", "+1"), new(2, "SAF-F", "+1"), new(2, "SAF-O", "−1")];

    private static Heard[] OfFennel { get; } =
    [
        new(2, "AWR-F", "+2"), new(2, "CMP-F", "+1"), new(2, "SAF-F", "+1"), new(4, "CMP-O", "+1"), new(4, "COL-O", "+1"), new(4, "SAF-O", "−1"),
    ];

    private static Dictionary<Place, Heard[]> OfOthers { get; } = new()
    {
        [Place.Grove] = [new(2, "AWR-F", "−1"), new(2, "CMP-F", "+1"), new(2, "SAF-F", "+1"), new(4, "CMP-O", "+1"), new(4, "COL-O", "+1"), new(4, "SAF-O", "−2")],
        [Place.HollowPine] = [new(2, "AWR-F", "0"), new(2, "CMP-F", "+2"), new(2, "SAF-F", "+1"), new(4, "CMP-O", "+1"), new(4, "COL-O", "+1"), new(4, "SAF-O", "−1")],
        [Place.Juniper] = [new(2, "AWR-F", "+2"), new(2, "CMP-F", "+1"), new(2, "SAF-F", "+1"), new(4, "CMP-O", "+2"), new(4, "COL-O", "0"), new(4, "SAF-O", "−1")],

        // Better in one turn and worse in another; and an organization's competency that nobody could rate.
        [Place.Kestrel] = [new(2, "AWR-F", "+1"), new(2, "SAF-O", "−2"), new(4, "AWR-F", "−1"), new(4, "CMP-O", "?"), new(4, "COL-O", "+1")],
    };

    // Each rule of disclosure decides about a cell of its own, most of them by one interviewee or one organization.
    private static void TheWalkIsWhatItWasMeantToBe(Recount counted)
    {
        counted.Matrix.Where(c => c.Value.IsShown).Select(c => c.Key).Should().Equal("AWR-F", "CMP-F", "CMP-O");
        counted.Matrix["AWR-F"].Should().BeEquivalentTo(new { Points = new[] { 0, 1, 2, 1, 2 }, Mixed = 1, NotSigned = 1 });
        counted.Matrix["CMP-F"].Should().BeEquivalentTo(new { Points = new[] { 0, 0, 0, 4, 1 }, NotDiscussed = 1, NotSigned = 1 });
        counted.Matrix["CMP-O"].Should().BeEquivalentTo(new { Points = new[] { 0, 0, 1, 3, 1 }, Insufficient = 1, NotSigned = 1 });
        counted.Matrix["CMP-O"].Interviewees.Should().HaveCount(8, "just enough");
        counted.Matrix["COL-O"].Should().BeEquivalentTo(new { Rated = 5 }).And.Match<NationalCell>(c => c.Interviewees.Count == 7, "one too few");
        counted.Matrix["SAF-F"].Points.Should().Equal([0, 0, 0, 5, 0], "all at one point, with enough people");
        counted.Matrix["SAF-O"].Points.Should().Equal([2, 4, 0, 0, 0], "all for the worse, with enough people");
        counted.Headline.Should().Equal(new Dictionary<string, string>
        {
            ["Organizations"] = "7",
            ["Provinces and territories"] = "2",
            ["Facilitators certified"] = "10",
            ["Groups held"] = "4",
            ["Sessions held"] = "5",
            ["Interviewees"] = "10",
        });
    }

    private static async Task TheFunderReadsWhatWasCountedAsync(FunderPage release, Recount counted, string address)
    {
        // The page: counts, the drawn matrix in marks and words, and each chart's table.
        foreach (var (label, count, about) in await release.CardsAsync())
        {
            count.Should().Be(counted.Headline[label]);
            about.Should().Be(label switch
            {
                "Groups held" => $"sessions held: {counted.Headline["Sessions held"]}",
                "Organizations" => "delivering the intervention",
                "Provinces and territories" => "of 13",
                _ => "rounded to the nearest 5",
            });
        }

        var drawn = await release.MatrixAsync();
        drawn.Should().HaveCount(12);
        foreach (var cell in drawn)
            TheCellIsDrawnAsCounted(cell, counted.Matrix[cell.Code]);
        (await release.FindingAsync()).Should().Be(
            "In 2 of the 3 cells that can be shown, most rated organizations changed for the better, and in none did most change for the worse. "
            + "The largest share is in Competency × Facilitator (5 of 5).");
        (await release.TablesAsync()).Should().BeEquivalentTo(counted.Numbers.Where(n => n.Table != "Counts"));
        (await release.Page.Locator(".rel").InnerTextAsync()).Should().NotContain("%", "no percentage has a denominator of twenty (PRV-05)");

        // The files: the same, and nothing else.
        var csv = FunderPage.ReadCsv(await release.DownloadAsync("csv"));
        csv.Skip(1).Where(n => n.Table != "About this release").Should().BeEquivalentTo(counted.Numbers);
        csv.Should().Contain(n => n.Row == "Cut-off" && n.Value == PathWalk.CutOff);
        var workbook = FunderPage.ReadWorkbook(await release.DownloadAsync("xlsx"));
        workbook.Where(n => n.Table != "About this release").Should().BeEquivalentTo(counted.Numbers.Select(n => n with { Table = n.Table[..Math.Min(31, n.Table.Length)] }));

        // In French the same numbers.
        await release.ReadInAsync("fr", address);
        var french = FunderPage.ReadCsv(await release.DownloadAsync("csv")).Skip(1).Where(n => n.Table != "À propos de cette publication");
        Numbers(french).Should().BeEquivalentTo(Numbers(counted.Numbers));
    }

    private static IEnumerable<string> Numbers(IEnumerable<Printed> printed) => printed.Select(p => p.Value).Where(v => v.Length > 0 && char.IsDigit(v[^1]));

    private static void TheCellIsDrawnAsCounted(DrawnCell drawn, NationalCell cell)
    {
        if (!cell.IsShown)
        {
            drawn.Should().BeEquivalentTo(new { Marks = Array.Empty<string>(), Words = "Not shown" });
            return;
        }

        string[] classes = ["v-n2", "v-n1", "v-0", "v-p1", "v-p2"];
        drawn.Marks.Should().Equal(
        [
            .. classes.SelectMany((name, point) => Enumerable.Repeat(name, cell.Points[point])), .. Enumerable.Repeat("v-ie", cell.Insufficient),
            .. Enumerable.Repeat("v-nd", cell.NotDiscussed), .. Enumerable.Repeat("v-wait", cell.NotSigned),
        ]);
        var words = new List<string> { $"rated {Digits(cell.Rated)} of 7" };
        foreach (var (count, name) in new[] { (cell.Better, "better"), (cell.Points[2], "no change"), (cell.Worse, "worse"), (cell.Mixed, "mixed"), (cell.Insufficient, "insufficient evidence"), (cell.NotSigned, "not evaluated yet") })
        {
            if (count > 0)
                words.Add($"{Digits(count)} {name}");
        }

        drawn.Words.Should().Be(string.Join(" · ", words));
        drawn.Below.Should().Be($"commonest confidence: {cell.Confidence}");
    }

    private static string Digits(int count) => count.ToString(CultureInfo.InvariantCulture);
}
