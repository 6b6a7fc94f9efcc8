using System.Text.Json;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Tests.Coding;

public sealed class CodingServiceTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private static readonly RatingChoice Clear = new(2, RatingBasis.ConcreteExample);

    private readonly CodingService service = new(test.Database, test.Clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_queue_says_what_each_interview_takes()
    {
        var interview = await ReleasedInterview.MakeAsync(test);
        await ApplyAsync(interview, interview.Coders[0], interview.FirstAnswer, "CMP-F", null);
        await ApplyAsync(interview, interview.Coders[0], interview.SecondAnswer, "SAF-O", Clear);
        await service.KeepPlaceAsync(interview.Coders[0], interview.Id, 2, Cancel);

        var row = (await service.QueueAsync(interview.Coders[0], Cancel)).Should().ContainSingle().Subject;

        row.Should().BeEquivalentTo(new
        {
            Interview = interview.Id,
            FlaggedPassages = 1,
            Excerpts = 2,
            ToRate = 1,
            TurnsRead = 1,
            Turns = 2,
            Progress = CodingProgress.Started,
        });
    }

    [Fact]
    public async Task Opening_gives_the_words_but_not_those_of_a_flagged_passage_and_is_recorded()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);

        var opened = await service.OpenAsync(interview.Coders[0], interview.Id, Cancel);

        JsonSerializer.Serialize(opened).Should().NotContain("broke the door");
        var answer = opened!.Turns[1];
        answer.Passages.Select(p => p.Text is null).Should().Equal(false, true, false);
        answer.Passages[0].Start.Should().Be(answer.Start);
        answer.Passages.Zip(answer.Passages.Skip(1)).Should().OnlyContain(p => p.First.End == p.Second.Start);
        answer.Passages[^1].End.Should().Be(answer.End);
        opened.Codes.Should().HaveCountGreaterThan(40);
        (await AuditedAsync("READ", interview.Version.Id.ToString(), interview.Coders[0])).Should().Be(1);
    }

    [Fact]
    public async Task A_flagged_passage_is_shown_when_asked_for_recorded_and_counted_for_the_coder_alone()
    {
        var interview = await ReleasedInterview.MakeAsync(test);
        var flag = interview.Version.Flags[0].Id;

        (await service.RevealPassageAsync(interview.Coders[0], interview.Id, flag, Cancel))!.Text.Should().Be(ReleasedInterview.HiddenWords);

        (await AuditedAsync("REVEAL", flag.ToString(), interview.Coders[0])).Should().Be(1);
        (await service.ExposureAsync(interview.Coders[0], Cancel)).Should().Be((1, 1));
        (await service.ExposureAsync(interview.Coders[1], Cancel)).Should().Be((0, 0));
        (await test.RunAsAsync("tc_evidence_coder", "select count(*) from evidence.coder_exposure_day", interview.Coders[1])).Should().Be(0L);
        var others = () => test.RunAsAsync("tc_evidence_lead", "select count(*) from evidence.coder_exposure_day");
        (await others.Should().ThrowAsync<Npgsql.PostgresException>()).Which.SqlState.Should().Be("42501");
        (await test.RunAsOwnerAsync("select count(*) from audit.audit_event where entity = 'coder_exposure_day'")).Should().Be(0L);
    }

    [Fact]
    public async Task A_gesture_is_stored_and_returns_the_one_excerpt_that_changed()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);

        var changed = (await ApplyAsync(interview, interview.Coders[0], interview.FirstAnswer, "CMP-F", Clear)).Value;

        var opened = await service.OpenAsync(interview.Coders[0], interview.Id, Cancel);
        opened!.Excerpts.Should().ContainSingle().Which.Should().BeEquivalentTo(changed.Excerpt);
        opened.Revision.Should().Be(changed.Revision);
        opened.Undo.Should().Be(changed.Undo).And.NotBeNull();
    }

    [Fact]
    public async Task What_arrives_twice_is_done_once()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        var coder = interview.Coders[0];
        var request = await RequestAsync(interview, coder, interview.FirstAnswer, "CMP-F", Clear);

        var first = await service.ApplyAsync(coder, request, Cancel);
        var again = await service.ApplyAsync(coder, request, Cancel);
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => service.ApplyAsync(coder, request, Cancel)));

        again.Value.Should().BeEquivalentTo(first.Value);
        atOnce.Should().OnlyContain(a => a.Succeeded && a.Value.Revision == 1);
        (await service.OpenAsync(coder, interview.Id, Cancel))!.Excerpts.Should().ContainSingle();
    }

    [Fact]
    public async Task The_same_gesture_sent_several_times_at_one_moment_is_done_once()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        var coder = interview.Coders[0];
        var request = await RequestAsync(interview, coder, interview.FirstAnswer, "CMP-F", Clear);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => service.ApplyAsync(coder, request, Cancel)));

        answers.Should().OnlyContain(a => a.Succeeded && a.Value.Revision == 1);
        (await service.OpenAsync(coder, interview.Id, Cancel))!.Excerpts.Should().ContainSingle();
    }

    [Fact]
    public async Task A_change_made_on_an_older_screen_is_refused()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        var coder = interview.Coders[0];
        var stale = await RequestAsync(interview, coder, interview.SecondAnswer, "SAF-O", Clear);
        await ApplyAsync(interview, coder, interview.FirstAnswer, "CMP-F", Clear);

        (await service.ApplyAsync(coder, stale, Cancel)).Refusal.Should().Be(CodingRefusals.ChangedByAnother);
        (await service.OpenAsync(coder, interview.Id, Cancel))!.Excerpts.Should().ContainSingle();
    }

    [Fact]
    public async Task Two_windows_that_change_at_one_moment_do_not_both_win()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        var coder = interview.Coders[0];
        var one = await RequestAsync(interview, coder, interview.FirstAnswer, "CMP-F", Clear);
        var other = await RequestAsync(interview, coder, interview.SecondAnswer, "SAF-O", Clear);

        var answers = await Task.WhenAll(service.ApplyAsync(coder, one, Cancel), service.ApplyAsync(coder, other, Cancel));

        answers.Count(a => a.Succeeded).Should().Be(1);
        answers.Single(a => !a.Succeeded).Refusal.Should().Be(CodingRefusals.ChangedByAnother);
    }

    [Fact]
    public async Task Remembering_the_place_makes_nothing_stale()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        var coder = interview.Coders[0];
        var request = await RequestAsync(interview, coder, interview.FirstAnswer, "CMP-F", Clear);

        await service.KeepPlaceAsync(coder, interview.Id, 4, Cancel);
        await service.KeepPlaceAsync(coder, interview.Id, 3, Cancel);

        (await service.ApplyAsync(coder, request, Cancel)).Succeeded.Should().BeTrue();
        var opened = await service.OpenAsync(coder, interview.Id, Cancel);
        (opened!.LastTurn, opened.FurthestTurn).Should().Be((3, 4));
    }

    [Fact]
    public async Task Everything_can_be_taken_back_and_done_again_in_another_session()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        var coder = interview.Coders[0];
        await ApplyAsync(interview, coder, interview.FirstAnswer, "CMP-F", Clear);
        await ApplyAsync(interview, coder, interview.FirstAnswer, "SAF-F", new RatingChoice(1, RatingBasis.GeneralStatement));
        var before = (await service.OpenAsync(coder, interview.Id, Cancel))!;

        var opened = before;
        while (opened.Undo is { } step)
        {
            var undone = await service.UndoAsync(coder, new CodingChangeRequest(interview.Id, step, opened.Revision), Cancel);
            undone.Succeeded.Should().BeTrue();
            opened = (await service.OpenAsync(coder, interview.Id, Cancel))!;
            undone.Value.Undo.Should().Be(opened.Undo);
            undone.Value.Redo.Should().Be(opened.Redo);
        }

        opened.Excerpts.Should().BeEmpty();
        while (opened.Redo is { } step)
        {
            (await service.RedoAsync(coder, new CodingChangeRequest(interview.Id, step, opened.Revision), Cancel)).Succeeded.Should().BeTrue();
            opened = (await service.OpenAsync(coder, interview.Id, Cancel))!;
        }

        opened.Excerpts.Should().BeEquivalentTo(before.Excerpts);
    }

    [Fact]
    public async Task Taking_the_same_step_back_twice_takes_back_one()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        var coder = interview.Coders[0];
        await ApplyAsync(interview, coder, interview.FirstAnswer, "CMP-F", Clear);
        var second = (await ApplyAsync(interview, coder, interview.SecondAnswer, "SAF-O", Clear)).Value;
        var undo = new CodingChangeRequest(interview.Id, second.Undo!.Value, second.Revision);

        var first = await service.UndoAsync(coder, undo, Cancel);
        var again = await service.UndoAsync(coder, undo, Cancel);

        again.Value.Should().BeEquivalentTo(first.Value);
        (await service.OpenAsync(coder, interview.Id, Cancel))!.Excerpts.Should().ContainSingle();
    }

    [Fact]
    public async Task A_step_can_be_taken_back_and_another_way_taken()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        var coder = interview.Coders[0];
        var first = (await ApplyAsync(interview, coder, interview.FirstAnswer, "CMP-F", Clear)).Value;
        await service.UndoAsync(coder, new CodingChangeRequest(interview.Id, first.Undo!.Value, first.Revision), Cancel);

        var other = (await ApplyAsync(interview, coder, interview.FirstAnswer, "AWR-F", Clear)).Value;

        other.Redo.Should().BeNull();
        (await service.OpenAsync(coder, interview.Id, Cancel))!.Excerpts.Should().ContainSingle().Which.Ratings.Should().ContainSingle().Which.Cell.Code.Should().Be("AWR-F");
    }

    [Fact]
    public async Task Rating_noting_and_removing_are_stored()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        var coder = interview.Coders[0];
        var excerpt = (await ApplyAsync(interview, coder, interview.FirstAnswer, "CMP-F", null)).Value.Excerpt;
        var code = excerpt.Codes[0].Code;

        await service.RateAsync(coder, await NextAsync(interview, coder), excerpt.Id, CapacityCell.Parse("CMP-F"), RatingChoice.Insufficient, Cancel);
        await service.SetMemoAsync(coder, await NextAsync(interview, coder), excerpt.Id, code, "Hers, not the team’s.", Cancel);
        var kept = (await service.OpenAsync(coder, interview.Id, Cancel))!.Excerpts.Single();
        kept.Ratings.Single().Rating.Should().Be(RatingChoice.Insufficient);
        kept.Codes.Single().Memo.Should().Be("Hers, not the team’s.");

        await service.RemoveCodeAsync(coder, await NextAsync(interview, coder), excerpt.Id, code, Cancel);
        (await service.OpenAsync(coder, interview.Id, Cancel))!.Excerpts.Should().BeEmpty();
    }

    [Fact]
    public async Task An_excerpt_can_be_taken_away()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        var coder = interview.Coders[0];
        var excerpt = (await ApplyAsync(interview, coder, interview.FirstAnswer, "CMP-F", Clear)).Value.Excerpt;

        (await service.RemoveExcerptAsync(coder, await NextAsync(interview, coder), excerpt.Id, Cancel)).Value.Excerpt.Codes.Should().BeEmpty();
        (await service.OpenAsync(coder, interview.Id, Cancel))!.Excerpts.Should().BeEmpty();
    }

    [Fact]
    public async Task Setting_aside_and_taking_up_again_need_no_reason()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        var coder = interview.Coders[0];

        (await service.SetAsideAsync(coder, interview.Id, Cancel)).Succeeded.Should().BeTrue();
        (await service.QueueAsync(coder, Cancel)).Single().Progress.Should().Be(CodingProgress.SetAside);
        (await service.ResumeAsync(coder, interview.Id, Cancel)).Succeeded.Should().BeTrue();
        (await service.QueueAsync(coder, Cancel)).Single().Progress.Should().NotBe(CodingProgress.SetAside);
    }

    [Fact]
    public async Task A_coding_with_an_unrated_cell_is_not_submitted()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        await ApplyAsync(interview, interview.Coders[0], interview.FirstAnswer, "CMP-F", null);

        (await service.SubmitAsync(interview.Coders[0], interview.Id, 1, Cancel)).Refusal!.Code.Should().Be("Coding.CellsNotRated");
        (await StateAsync(interview)).Should().Be("RELEASED");
    }

    [Fact]
    public async Task The_interview_goes_on_when_its_last_coder_submits()
    {
        var interview = await ReleasedInterview.MakeAsync(test);

        (await service.SubmitAsync(interview.Coders[0], interview.Id, 0, Cancel)).Succeeded.Should().BeTrue();
        (await StateAsync(interview)).Should().Be("RELEASED");
        (await service.SubmitAsync(interview.Coders[1], interview.Id, 0, Cancel)).Succeeded.Should().BeTrue();
        (await StateAsync(interview)).Should().Be("RECONCILING");
    }

    [Fact]
    public async Task Two_coders_who_submit_at_one_moment_move_the_interview_on()
    {
        var interview = await ReleasedInterview.MakeAsync(test);

        var answers = await Task.WhenAll(interview.Coders.Select(c => service.SubmitAsync(c, interview.Id, 0, Cancel)));

        answers.Should().OnlyContain(a => a.Succeeded);
        (await StateAsync(interview)).Should().Be("RECONCILING");
    }

    [Fact]
    public async Task A_coding_is_submitted_while_its_coders_place_is_being_remembered()
    {
        var interview = await ReleasedInterview.MakeAsync(test);
        await using var connection = await test.Owner.OpenConnectionAsync(Cancel);
        await using var remembering = await connection.BeginTransactionAsync(Cancel);
        await using var place = new Npgsql.NpgsqlCommand($"update evidence.interview_coding set last_turn = 2 where interview_id = '{interview.Id}'", connection);
        await place.ExecuteNonQueryAsync(Cancel);

        var submitting = service.SubmitAsync(interview.Coders[0], interview.Id, 0, Cancel);
        await Task.Delay(300, Cancel);
        await remembering.CommitAsync(Cancel);

        (await submitting).Succeeded.Should().BeTrue("one's own place is no change by another");
    }

    [Fact]
    public async Task What_was_submitted_is_not_changed_any_more()
    {
        var interview = await ReleasedInterview.MakeAsync(test);
        var coder = interview.Coders[0];
        var excerpt = (await ApplyAsync(interview, coder, interview.FirstAnswer, "CMP-F", Clear)).Value.Excerpt;
        await service.SubmitAsync(coder, interview.Id, 1, Cancel);

        (await ApplyAsync(interview, coder, interview.SecondAnswer, "SAF-O", Clear)).Refusal.Should().Be(CodingRefusals.AlreadySubmitted);
        (await service.RemoveExcerptAsync(coder, await NextAsync(interview, coder), excerpt.Id, Cancel)).Refusal.Should().Be(CodingRefusals.AlreadySubmitted);
        (await service.SetAsideAsync(coder, interview.Id, Cancel)).Refusal.Should().Be(CodingRefusals.AlreadySubmitted);
        var bySql = () => test.RunAsAsync("tc_evidence_coder", $"update evidence.change_rating set value = 1 where excerpt_id = '{excerpt.Id}'", coder);
        (await bySql.Should().ThrowAsync<Npgsql.PostgresException>()).Which.SqlState.Should().Be("TC027");
    }

    private async Task<CodingChangeRequest> NextAsync(ReleasedInterview interview, Actor coder) =>
        new(interview.Id, Guid.CreateVersion7(), (await service.OpenAsync(coder, interview.Id, Cancel))!.Revision);

    private async Task<ApplyCode> RequestAsync(ReleasedInterview interview, Actor coder, TextSpan span, string cell, RatingChoice? rating)
    {
        var opened = (await service.OpenAsync(coder, interview.Id, Cancel))!;
        var code = opened.Codes.Single(c => c.Key == cell).Id;
        var step = Guid.CreateVersion7();
        return new ApplyCode(
            new CodingChangeRequest(interview.Id, step, opened.Revision),
            new CodingGesture(step, ExcerptId.New(), span, code) { Rating = rating });
    }

    private async Task<Result<CodingChange>> ApplyAsync(ReleasedInterview interview, Actor coder, TextSpan span, string cell, RatingChoice? rating) =>
        await service.ApplyAsync(coder, await RequestAsync(interview, coder, span, cell, rating), Cancel);

    private async Task<string> StateAsync(ReleasedInterview interview) =>
        (string)(await test.RunAsOwnerAsync($"select state from evidence.interview where id = '{interview.Id}'"))!;

    private async Task<long> AuditedAsync(string action, string entityId, Actor actor) =>
        (long)(await test.RunAsOwnerAsync(
            $"select count(*) from audit.audit_event where action = '{action}' and entity_id = '{entityId}' and user_id = '{actor.UserId}'"))!;
}
