using System.Text.Json;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Tests.Coding;

/// <summary>Double coding is blind: through every method, and behind the methods by SQL (INV-27).</summary>
[Trait("Rule", "INV-27")]
public sealed class BlindCodingTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private static readonly RatingChoice Clear = new(2, RatingBasis.ConcreteExample);

    private readonly CodingService service = new(test.Database, test.Clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_coder_sees_exactly_what_they_would_see_if_the_first_had_not_started()
    {
        var interview = await ReleasedInterview.MakeAsync(test);
        var (first, second) = (interview.Coders[0], interview.Coders[1]);
        var before = await EverythingAsync(interview, second);

        await CodeAsync(interview, first);
        await service.SetAsideAsync(first, interview.Id, Cancel);
        (await EverythingAsync(interview, second)).Should().Be(before);

        await service.SubmitAsync(first, interview.Id, 1, Cancel);
        (await EverythingAsync(interview, second)).Should().Be(before);
    }

    [Fact]
    public async Task A_lead_evaluator_who_codes_is_as_blind_as_any_coder()
    {
        var lead = TestDatabase.Someone(Role.LeadEvaluator, Role.Evaluator);
        var interview = await ReleasedInterview.MakeAsync(test, TestDatabase.Someone(Role.Evaluator), lead);
        var before = await EverythingAsync(interview, lead);

        await CodeAsync(interview, interview.Coders[0]);

        (await EverythingAsync(interview, lead)).Should().Be(before);
        await using var db = await test.OpenAsync(lead, DataArea.Coding);
        db.Excerpts.Should().BeEmpty();
        db.Codings.Should().ContainSingle();
    }

    [Fact]
    public async Task Another_coders_excerpt_cannot_be_told_from_one_that_never_was()
    {
        var interview = await ReleasedInterview.MakeAsync(test);
        var (first, second) = (interview.Coders[0], interview.Coders[1]);
        var change = await CodeAsync(interview, first);

        foreach (var excerpt in new[] { change.Excerpt.Id, ExcerptId.New() })
        {
            var next = () => new CodingChangeRequest(interview.Id, Guid.CreateVersion7(), 0);
            var code = change.Excerpt.Codes[0].Code;
            (await service.RateAsync(second, next(), excerpt, CapacityCell.Parse("CMP-F"), Clear, Cancel)).Refusal.Should().Be(CodingRefusals.UnknownExcerpt);
            (await service.SetMemoAsync(second, next(), excerpt, code, "x", Cancel)).Refusal.Should().Be(CodingRefusals.UnknownExcerpt);
            (await service.RemoveCodeAsync(second, next(), excerpt, code, Cancel)).Refusal.Should().Be(CodingRefusals.UnknownExcerpt);
            (await service.RemoveExcerptAsync(second, next(), excerpt, Cancel)).Refusal.Should().Be(CodingRefusals.UnknownExcerpt);
        }

        foreach (var step in new[] { change.Undo!.Value, Guid.CreateVersion7() })
        {
            (await service.UndoAsync(second, new CodingChangeRequest(interview.Id, step, 0), Cancel)).Refusal.Should().Be(CodingRefusals.ChangedByAnother);
            (await service.RedoAsync(second, new CodingChangeRequest(interview.Id, step, 0), Cancel)).Refusal.Should().Be(CodingRefusals.ChangedByAnother);
        }
    }

    [Fact]
    public async Task To_an_evaluator_it_was_not_assigned_to_the_interview_does_not_exist()
    {
        var interview = await ReleasedInterview.MakeAsync(test);
        var change = await CodeAsync(interview, interview.Coders[0]);
        var stranger = TestDatabase.Someone(Role.Evaluator);
        var next = new CodingChangeRequest(interview.Id, Guid.CreateVersion7(), 0);
        var code = change.Excerpt.Codes[0].Code;
        var gesture = new CodingGesture(next.Step, ExcerptId.New(), interview.FirstAnswer, code);

        (await service.QueueAsync(stranger, Cancel)).Should().BeEmpty();
        (await service.OpenAsync(stranger, interview.Id, Cancel)).Should().BeNull();
        (await service.RevealPassageAsync(stranger, interview.Id, interview.Version.Flags[0].Id, Cancel)).Should().BeNull();
        Refusal?[] answers =
        [
            (await service.ApplyAsync(stranger, new ApplyCode(next, gesture), Cancel)).Refusal,
            (await service.RateAsync(stranger, next, change.Excerpt.Id, CapacityCell.Parse("CMP-F"), Clear, Cancel)).Refusal,
            (await service.SetMemoAsync(stranger, next, change.Excerpt.Id, code, "x", Cancel)).Refusal,
            (await service.RemoveCodeAsync(stranger, next, change.Excerpt.Id, code, Cancel)).Refusal,
            (await service.RemoveExcerptAsync(stranger, next, change.Excerpt.Id, Cancel)).Refusal,
            (await service.UndoAsync(stranger, next, Cancel)).Refusal,
            (await service.RedoAsync(stranger, next, Cancel)).Refusal,
            (await service.SetAsideAsync(stranger, interview.Id, Cancel)).Refusal,
            (await service.ResumeAsync(stranger, interview.Id, Cancel)).Refusal,
            (await service.SubmitAsync(stranger, interview.Id, 0, Cancel)).Refusal,
        ];
        answers.Should().AllBeEquivalentTo(CodingRefusals.UnknownInterview);
        await service.KeepPlaceAsync(stranger, interview.Id, 3, Cancel);
        (await service.OpenAsync(interview.Coders[1], interview.Id, Cancel))!.FurthestTurn.Should().Be(0);
    }

    [Fact]
    public async Task Behind_the_methods_the_database_shows_one_coder_nothing_of_the_other_until_both_submitted()
    {
        var interview = await ReleasedInterview.MakeAsync(test);
        var (first, second) = (interview.Coders[0], interview.Coders[1]);
        await CodeAsync(interview, first);
        string[] tables = ["interview_coding", "excerpt", "code_application", "change_rating", "coding_step"];

        foreach (var table in tables)
            (await CountAsync(table, first, second)).Should().Be(0, table);

        await service.SubmitAsync(first, interview.Id, 1, Cancel);
        foreach (var table in tables)
            (await CountAsync(table, first, second)).Should().Be(0, table);

        await service.SubmitAsync(second, interview.Id, 0, Cancel);
        (await CountAsync("change_rating", first, second)).Should().Be(1);
        (await CountAsync("coding_step", first, second)).Should().Be(0, "what a coder took back stays theirs");
    }

    [Fact]
    public async Task A_coder_cannot_write_into_anothers_coding_by_sql()
    {
        var interview = await ReleasedInterview.MakeAsync(test);
        var change = await CodeAsync(interview, interview.Coders[0]);

        var update = await test.RunAsAsync(
            "tc_evidence_coder", $"with changed as (update evidence.change_rating set value = 1 where excerpt_id = '{change.Excerpt.Id}' returning 1) select count(*) from changed", interview.Coders[1]);

        update.Should().Be(0L);
    }

    private async Task<long> CountAsync(string table, Actor owner, Actor asking) =>
        (long)(await test.RunAsAsync("tc_evidence_coder", $"select count(*) from evidence.{table} where coder_id = '{owner.UserId}'", asking))!;

    // All that the service says to the actor, as one text.
    private async Task<string> EverythingAsync(ReleasedInterview interview, Actor actor)
    {
        var queue = await service.QueueAsync(actor, Cancel);
        var opened = await service.OpenAsync(actor, interview.Id, Cancel);
        return JsonSerializer.Serialize(new { Queue = queue.Select(q => q with { Progress = CodingProgress.Started }), opened });
    }

    private async Task<CodingChange> CodeAsync(ReleasedInterview interview, Actor coder)
    {
        var opened = (await service.OpenAsync(coder, interview.Id, Cancel))!;
        var step = Guid.CreateVersion7();
        var gesture = new CodingGesture(step, ExcerptId.New(), interview.FirstAnswer, opened.Codes.Single(c => c.Key == "CMP-F").Id)
        {
            Rating = Clear,
            Memo = "Mine alone.",
        };
        return (await service.ApplyAsync(coder, new ApplyCode(new CodingChangeRequest(interview.Id, step, opened.Revision), gesture), Cancel)).Value;
    }
}
