using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Interviews;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Application.Tests.Interviews;

public class DeidentificationServiceTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private const string Talk =
        "Anna: 🙂 Whom can I write to?\r\nOcéane: Write to oceane@example.org or call 416-555-0142, ask for Oceane.\r\n"
        + "Anna: Since when?\r\nOcéane: Since May 3, 2024. He broke the door that night.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "PRV-18")]
    public async Task The_scanner_proposes_and_tags_are_the_same_for_the_same_original()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.UploadedAsync(Talk);

        var screen = (await room.Deidentification.OpenAsync(room.Custodian, id, Token))!;

        screen.Finds.Select(f => (f.Original, f.Kind)).Should().Contain([
            ("oceane@example.org", IdentifierKind.Email), ("416-555-0142", IdentifierKind.Phone), ("Oceane", IdentifierKind.Name), ("May 3, 2024", IdentifierKind.Date)]);
        screen.Speakers.Should().BeEquivalentTo([new { Label = "Anna", Role = SpeakerRole.Interviewer }, new { Label = "Océane", Role = SpeakerRole.Interviewee }]);
        await room.ReplaceAllAsync(id);
        var draft = (await room.Deidentification.PrepareAsync(room.Custodian, id, Token)).Value;
        draft.StillFound.Should().BeEmpty();
        var text = (await room.Deidentification.ReadDraftAsync(room.Second, id, Token))!;
        text.Turns.Select(t => t.Words).Should().Equal(
            "🙂 Whom can I write to?", "Write to [EMAIL-1] or call [PHONE-1], ask for [NAME-1].", "Since when?", "Since [DATE-1]. He broke the door that night.");
        text.Turns.Select(t => t.Label).Distinct().Should().Equal("Interviewer", "Interviewee");
    }

    [Fact]
    [Trait("Rule", "PRV-18")]
    public async Task Only_a_second_custodian_releases_and_only_when_nothing_is_left()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.UploadedAsync(Talk);
        async Task<string?> Submitted() => (await room.Deidentification.SubmitAsync(room.Custodian, id, Token)).Refusal?.Code;
        async Task<string?> Released(Actor by) => (await room.Deidentification.ReleaseAsync(by, id, Token)).Refusal?.Code;

        (await Submitted()).Should().Be("Interviews.DraftMissing");
        await room.Deidentification.PrepareAsync(room.Custodian, id, Token);
        (await Submitted()).Should().Be("Interviews.FindsOpen");
        await room.ReplaceAllAsync(id);
        (await Submitted()).Should().Be("Interviews.DraftOutOfDate");
        await room.Deidentification.PrepareAsync(room.Custodian, id, Token);
        (await Submitted()).Should().BeNull();
        (await Released(room.Custodian)).Should().Be("Interviews.ReviewerIsDeidentifier");
        await FluentActions.Awaiting(() => Released(room.Lead)).Should().ThrowAsync<OutsideOwnAreaException>();

        (await room.Deidentification.SendBackAsync(room.Second, id, "The door is the town's.", Token)).Succeeded.Should().BeTrue();
        (await room.Interviews.FindAsync(room.Custodian, id, Token))!.Transcript!.ReviewNote.Should().Be("The door is the town's.");
        (await Released(room.Second)).Should().Be("Interviews.WrongState");
        (await Submitted()).Should().BeNull();
        (await room.Interviews.FindAsync(room.Second, id, Token))!.MayReview.Should().BeTrue();
        (await room.Interviews.FindAsync(room.Custodian, id, Token))!.MayReview.Should().BeFalse();
        (await Released(room.Second)).Should().BeNull();
        (await room.Interviews.FindAsync(room.Second, id, Token))!.State.Should().Be(InterviewState.Released);
    }

    [Fact]
    [Trait("Rule", "PRV-18")]
    public async Task A_name_recorded_after_the_upload_holds_the_text_back()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var name = "Quintilla" + TestDatabase.UniqueText("x");
        var id = await room.UploadedAsync($"I: Who?\nP1: {name} did.");
        await room.Deidentification.PrepareAsync(room.Custodian, id, Token);
        (await room.Deidentification.SubmitAsync(room.Custodian, id, Token)).Succeeded.Should().BeTrue();

        await test.AFacilitatorAsync(room.Organization.Id, name);

        (await room.Deidentification.ReleaseAsync(room.Second, id, Token)).Refusal!.Should().BeEquivalentTo(new { Code = "Interviews.ScannerStillFinds" });
    }

    [Fact]
    public async Task Who_a_label_stands_for_is_not_changed_over_another_custodians_answer()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.UploadedAsync("Interviewer: How was it?\n\nParticipant: It was good.\n");
        var seen = (await room.Deidentification.OpenAsync(room.Custodian, id, Token))!;
        var label = seen.Speakers[0].Label;
        (await room.Deidentification.AssignSpeakerAsync(room.Second, id, label, SpeakerRole.Interviewer, "Host", seen.Version, Token)).Succeeded.Should().BeTrue();

        var stale = await room.Deidentification.AssignSpeakerAsync(room.Custodian, id, label, SpeakerRole.Interviewee, "Guest", seen.Version, Token);

        stale.Refusal.Should().Be(InterviewsRefusals.ChangedByAnother);
        (await room.Deidentification.OpenAsync(room.Custodian, id, Token))!.Speakers.Single(s => s.Label == label).ShownLabel.Should().Be("Host");
    }

    [Fact]
    public async Task A_dismissed_find_stands_with_its_reason_and_does_not_hold_the_text_back()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.UploadedAsync("I: So?\nP1: The public line is 416-555-0199, it is on the poster.");
        var find = (await room.Deidentification.OpenAsync(room.Custodian, id, Token))!.Finds.Single();

        (await room.Deidentification.DismissAsync(room.Custodian, id, find.Id, find.Version, "Public line", Token)).Succeeded.Should().BeTrue();
        (await room.Deidentification.ReopenAsync(room.Second, id, find.Id, find.Version, Token)).Refusal!.Code.Should().Be("Interviews.ChangedByAnother");

        var draft = (await room.Deidentification.PrepareAsync(room.Custodian, id, Token)).Value;
        draft.Should().BeEquivalentTo(new { OpenFinds = 0, Replaced = 0 });
        draft.StillFound.Should().BeEmpty();
        draft.Dismissed.Should().ContainSingle().Which.Reason.Should().Be("Public line");
        (await room.Deidentification.SubmitAsync(room.Custodian, id, Token)).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task A_custodian_marks_what_was_not_found_by_its_exact_place()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.UploadedAsync("I: 🙂🙂 So?\nP1: We drove to Lac-aux-Loons 👩‍👧 twice.");
        var raw = (await room.Deidentification.ReadRawAsync(room.Custodian, id, Token))!;
        var turn = raw.Turns[1];
        var at = turn.Start + new CodePointText(turn.Words).ToCodePoint(turn.Words.IndexOf("Lac", StringComparison.Ordinal));

        var marked = (await room.Deidentification.MarkAsync(room.Custodian, id, new TextSpan(at, at + 13), IdentifierKind.Place, Token)).Value;

        marked.Finds.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Original = "Lac-aux-Loons", Source = FindingSource.Custodian, Suggestion = "[PLACE-1]", Status = FindingStatus.Open, Turn = 2 });
        (await room.Deidentification.MarkAsync(room.Custodian, id, new TextSpan(at + 2, at + 5), IdentifierKind.Place, Token)).Refusal!.Code.Should().Be("Interviews.MarkOverlaps");
    }

    [Fact]
    [Trait("Rule", "INV-21")]
    public async Task A_released_text_changes_by_no_statement_and_flagged_words_are_asked_for()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.UploadedAsync(Talk);
        await room.ReplaceAllAsync(id);
        await room.Deidentification.PrepareAsync(room.Custodian, id, Token);
        var draft = (await room.Deidentification.ReadDraftAsync(room.Custodian, id, Token))!;
        var words = "He broke the door that night.";
        var turn = draft.Turns[3];
        var at = turn.Start + new CodePointText(turn.Words).ToCodePoint(turn.Words.IndexOf(words, StringComparison.Ordinal));
        var flagged = (await room.Deidentification.FlagAsync(room.Custodian, id, new TextSpan(at, at + words.Length), ContentFlagKind.ViolenceDescribed, Token)).Value;
        (await room.Deidentification.SubmitAsync(room.Custodian, id, Token)).Succeeded.Should().BeTrue();
        (await room.Deidentification.ReleaseAsync(room.Second, id, Token)).Succeeded.Should().BeTrue();
        await room.AssignAsync(id, [room.Evaluator.UserId]);

        var text = (await room.Transcripts.ReleasedAsync(room.Evaluator, id, Token))!;
        text.Turns.SelectMany(t => t.Pieces).Should().OnlyContain(p => p.Words == null || !p.Words.Contains("broke", StringComparison.Ordinal));
        text.Turns[3].Pieces.Should().ContainSingle(p => p.Flag == flagged.Flags[0].Id);
        (await room.Transcripts.RevealAsync(room.Evaluator, id, flagged.Flags[0].Id, Token)).Should().Be(words);
        (await room.Transcripts.RevealAsync(room.Interviewer, id, flagged.Flags[0].Id, Token)).Should().BeNull("the interview is not assigned to them");

        foreach (var change in new[] { "text = text || 'x'", "length_code_points = 1", "text_sha256 = repeat('0', 64)" })
        {
            (await FluentActions.Awaiting(() => test.ExecuteAsync($"update evidence.transcript_version set {change} where interview_id = $1", id.Value))
                .Should().ThrowAsync<Npgsql.PostgresException>()).Which.SqlState.Should().Be("TC021");
        }
    }

    [Fact]
    [Trait("Rule", "PRV-18")]
    public async Task The_database_holds_no_released_text_without_a_second_person()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.ReleasedAsync("I: So?\nP1: It is calmer.");

        await FluentActions.Awaiting(() => test.ExecuteAsync("update evidence.transcript_version set reviewed_by = deidentified_by where interview_id = $1", id.Value))
            .Should().ThrowAsync<Npgsql.PostgresException>();
    }

    [Fact]
    [Trait("Rule", "PRV-18")]
    public async Task Before_release_no_coder_and_no_lead_reaches_the_text()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.UploadedAsync("I: So?\nP1: It is calmer.");
        await room.Deidentification.PrepareAsync(room.Custodian, id, Token);

        (await room.Transcripts.ReleasedAsync(room.Lead, id, Token)).Should().BeNull();
        (await test.RunAsAsync("tc_evidence_lead", $"select count(*) from evidence.transcript_version where interview_id = '{id}'", room.Lead)).Should().Be(0L);
    }

    [Fact]
    [Trait("Rule", "PRV-17")]
    public async Task Every_read_of_a_text_is_recorded_and_no_words_are_in_the_record()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.ReleasedAsync(Talk);
        await room.Deidentification.ReadRawAsync(room.Second, id, Token);
        await room.Transcripts.ReleasedAsync(room.Lead, id, Token);

        var reads = $"select count(*) from audit.audit_event where action = 'READ' and user_id = '{{0}}' and entity = '{{1}}'";
        (await test.RunAsOwnerAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, reads, room.Second.UserId, "raw_transcript"))).Should().Be(1L);
        (await test.RunAsOwnerAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, reads, room.Lead.UserId, "transcript_version"))).Should().Be(1L);
        (await test.RunAsOwnerAsync(
            $"select count(*) from audit.audit_event where user_id = '{room.Custodian.UserId}' and coalesce(before::text, '') || coalesce(after::text, '') ~* 'océane|oceane@|555-0142|broke the door'"))
            .Should().Be(0L);
    }

    [Theory]
    [InlineData("empty.txt", "")]
    [InlineData("renamed.docx", "Interviewer: So?")]
    [InlineData("nocues.vtt", "WEBVTT\n")]
    public async Task A_bad_file_stores_nothing(string name, string content)
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = (await room.ScheduledAsync()).Id;
        await using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));

        (await room.Transcripts.PreviewAsync(room.Custodian, id, name, stream, Token)).Succeeded.Should().BeFalse();

        (await room.Interviews.FindAsync(room.Custodian, id, Token))!.Should().BeEquivalentTo(new { State = InterviewState.Scheduled, HasRawTranscript = false });
    }

    [Fact]
    [Trait("Rule", "INV-34")]
    public async Task Without_consent_no_transcript_is_taken()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = (await room.ScheduledAsync(consented: false)).Id;

        (await room.Transcripts.PreviewPastedAsync(room.Custodian, id, Talk, Token)).Refusal!.Code.Should().Be("Interviews.ConsentMissing");
    }

    [Fact]
    public async Task A_transcript_of_six_thousand_words_is_released_with_its_turns()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = (await room.ScheduledAsync()).Id;
        var lines = Enumerable.Range(0, 120)
            .Select(i => $"{(i % 2 == 0 ? "Anna" : "Océane")}: {string.Join(' ', Enumerable.Repeat("calm", 49))} {(i % 2 == 0 ? "so?" : "yes.")}").ToArray();
        await using var file = new MemoryStream(TranscriptFileTests.Word(lines));
        var preview = (await room.Transcripts.PreviewAsync(room.Custodian, id, "talk.docx", file, Token)).Value;
        preview.Words.Should().Be(6000);
        preview.Speakers.Select(s => (s.Label, s.Role, s.Turns)).Should().Equal(("Anna", SpeakerRole.Interviewer, 60), ("Océane", SpeakerRole.Interviewee, 60));

        (await room.Transcripts.StoreAsync(
            room.Custodian, id, preview, new Dictionary<string, SpeakerRole>(StringComparer.Ordinal) { ["Anna"] = SpeakerRole.Interviewee, ["Océane"] = SpeakerRole.Interviewer }, Token))
            .Succeeded.Should().BeTrue();
        await room.ReplaceAllAsync(id);
        await room.Deidentification.PrepareAsync(room.Custodian, id, Token);

        var details = (await room.Interviews.FindAsync(room.Custodian, id, Token))!;
        details.Transcript.Should().BeEquivalentTo(new { Words = 6000, Turns = 120, State = TranscriptState.Draft });
        (await room.Deidentification.ReadDraftAsync(room.Custodian, id, Token))!.Turns[0].Role.Should().Be(SpeakerRole.Interviewee, "the roles were corrected");
    }
}
