using System.Text;

namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>From an empty folder to signed values: the steps of the path, each played by the person whose work it is, with
/// and without the server being killed between any two of them.</summary>
public sealed class PathTests(BrowserFixture browser)
{
    [Theory]
    [InlineData(false)]
    public async Task The_data_goes_from_a_registered_organization_to_the_values_that_the_lead_signs(bool kill)
    {
        await using var app = await RunningApp.StartAsync("--empty");
        await using var walk = new PathWalk(browser, app);
        var (first, second) = (Place.All[0], Place.All[1]);
        var document = InventedInterview.Of(first.First, first.Second, 6000, $"Ask {first.Second} or write to care@brackwater.example, call 416 555 0199.");
        var subtitles = InventedInterview.Of(second.First, second.Second, 500, $"We met at {second.Name} on 4 May 2026.");
        document.Words.Should().BeGreaterThanOrEqualTo(6000);

        Func<Task>[] steps =
        [
            walk.MakeAccountsAsync,
            walk.RegisterOrganizationsAsync,
            walk.ImportFacilitatorsAsync,
            walk.OpenCohortAsync,
            walk.FillAttendanceAsync,
            walk.CertifyAsync,
            walk.OpenGroupAsync,
            () => walk.LogSessionAsync(1, "2026-09-22"),
            () => walk.LogSessionAsync(2, "2026-09-29"),
            () => walk.ScheduleInterviewAsync(first),
            () => walk.RecordConsentAsync(first),
            () => walk.UploadAsync(first, PathWalk.File("interview.docx", document.AsDocument()), document.Words),
            () => walk.DeidentifyAsync(first),
            () => walk.ReleaseTranscriptAsync(first),
            () => walk.AssignAsync(first),
            () => walk.ScheduleInterviewAsync(second),
            () => walk.RecordConsentAsync(second),
            () => walk.UploadAsync(second, PathWalk.File("interview.vtt", subtitles.AsSubtitles()), subtitles.Words),
            () => walk.DeidentifyAsync(second),
            () => walk.ReleaseTranscriptAsync(second),
            () => walk.AssignAsync(second),
            // In the first interview the coders agree on turn 2, are one step apart on 4 and two on 8, and one alone sees 6.
            () => walk.CodeAsync(Person.FirstCoder, first, (2, "1", "4"), (4, "5", "3"), (6, "9", "4"), (8, "1", "4")),
            () => walk.SubmitCodingAsync(Person.FirstCoder, first),
            () => walk.CodeAsync(Person.SecondCoder, first, (2, "1", "4"), (4, "5", "4"), (8, "1", "2")),
            () => walk.SubmitCodingAsync(Person.SecondCoder, first),
            () => walk.CodeAsync(Person.FirstCoder, second, (2, "1", "5"), (4, "5", "4")),
            () => walk.SubmitCodingAsync(Person.FirstCoder, second),
            () => walk.CodeAsync(Person.SecondCoder, second, (2, "1", "5"), (4, "5", "4")),
            () => walk.SubmitCodingAsync(Person.SecondCoder, second),
            () => walk.ReconcileAsync(first, 3),
            () => walk.ReconcileAsync(second, 0),
            () => walk.SignInterviewAsync(first),
            () => walk.SignInterviewAsync(second),
            () => walk.SignOrganizationAsync(first),
            () => walk.SignOrganizationAsync(second),
        ];
        foreach (var (at, step) in steps.Index())
        {
            if (kill && at > 0)
                await app.KillAndStartAgainAsync();
            await step();
        }

        // What both coders gave stands; what they differed on is what the first of them gave.
        var signed = await walk.Rows.ReadAsync(
            """
            select o.public_code || ' ' || s.cell || ' ' || s.value
            from evidence.cell_synthesis s join programme.organization o on o.id = s.organization_id
            where s.scope = 'ORGANIZATION' and s.status = 'RATED' order by 1
            """);
        signed.Select(r => r[0]).Should().BeEquivalentTo(["BRK AWR-F 1", "BRK CMP-O 0", "BRK COL-C 1", "FEN AWR-F 2", "FEN CMP-O 1"]);
    }
}
