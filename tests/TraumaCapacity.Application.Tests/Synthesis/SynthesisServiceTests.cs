using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TraumaCapacity.Application.Dashboards;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Interviews;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Application.Tests.Synthesis;

public sealed class SynthesisServiceTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private const string Reason = "Heard again with both coders together.";
    private static readonly CapacityCell Cell = CapacityCell.Parse("CMP-O");

    private readonly ReconcileService reconcile = new(test.Database, test.Clock);
    private readonly SynthesisService service = new(test.Database, test.Clock);
    private readonly DashboardService dashboards = new(test.Database);
    private readonly Actor lead = TestDatabase.Someone(Role.LeadEvaluator);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The interview vectors of 4.8, as values and what they come to; «M» is mixed.</summary>
    public static TheoryData<int[], string> InterviewVectors => new()
    {
        { [0], "0" }, { [1, 1, 1, 2], "2" }, { [0, 2], "2" }, { [-1, 2], "0M" }, { [-1, 1, 2], "1M" }, { [2, 2, 2, -1], "1M" }, { [-2, -2, 1], "-1M" }, { [], "-" },
    };

    /// <summary>The organization vectors of 4.8.</summary>
    public static TheoryData<int[], string> OrganizationVectors => new()
    {
        { [2], "2" }, { [2, 1], "1" }, { [2, 0], "1" }, { [1, 0], "0M" }, { [2, -1], "0M" }, { [2, 2, 0], "2" }, { [2, 1, 1], "1" }, { [1, 0, 0], "0M" }, { [-1, -2], "-1" }, { [2, 2, -1], "1M" },
    };

    [Theory]
    [MemberData(nameof(InterviewVectors))]
    public async Task An_interview_comes_to_its_golden_value(int[] values, string expected)
    {
        IReadOnlyList<Mark> marks = [.. values.Select((value, i) => Mark.Answer(i + 1, Cell.Code, value))];
        var interview = await MakeAsync(Math.Max(1, values.Length), await test.AnOrganizationAsync(), await CodedInterview.AWaveAsync(test), marks, marks);

        var row = (await service.OfInterviewAsync(lead, interview.Id, Cancel)).Value.Cells[Cell.Index];

        Text(row.Suggestion.Value).Should().Be(expected);
        row.Suggestion.ExcerptCount.Should().Be(values.Length, "overlapping excerpts of two coders are one passage");
    }

    [Theory]
    [MemberData(nameof(OrganizationVectors))]
    public async Task An_organization_comes_to_its_golden_value(int[] values, string expected)
    {
        var (organization, wave) = (await test.AnOrganizationAsync(), await CodedInterview.AWaveAsync(test));
        foreach (var value in values)
            await SignedInterviewAsync(organization, wave, value);

        (await service.SignSuggestionsAsync(lead, organization.Id, wave.Id, Cancel)).Value.Should().Be(12);

        var cell = await CellAsync(organization, wave);
        Text(cell.Value!).Should().Be(expected);
        cell.State.Should().Be(MatrixCellState.Signed);
        cell.IntervieweeCount.Should().Be(values.Length);
        cell.Confidence.Should().Be(
            values.Length == 1 || expected.EndsWith('M') ? Confidence.Low : values.Length == 2 ? Confidence.Moderate : Confidence.High);
    }

    [Fact]
    [Trait("Rule", "INV-28")]
    public async Task A_value_other_than_the_suggested_one_needs_a_reason_of_twenty_characters()
    {
        var (organization, wave) = (await test.AnOrganizationAsync(), await CodedInterview.AWaveAsync(test));
        var interview = await MakeAsync(1, organization, wave, [Mark.Answer(1, Cell.Code, 1)], [Mark.Answer(1, Cell.Code, 1)]);
        var row = (await service.OfInterviewAsync(lead, interview.Id, Cancel)).Value.Cells[Cell.Index];
        Task<Result<SynthesisId>> Sign(CellValue value, string? reason) =>
            service.SignAsync(lead, new SignInterviewCell(interview.Id, Cell, value, reason, row.Suggestion.InputsSha256, null), Cancel);

        foreach (var value in new[] { CellValue.Of(2), CellValue.Of(0), CellValue.Of(1, mixed: true), CellValue.Insufficient })
        {
            foreach (var reason in new[] { null, "", "   ", "nineteen characters" })
                (await Sign(value, reason)).Refusal.Should().BeEquivalentTo(SynthesisRefusals.OverrideNeedsReason(20));
        }

        (await Sign(CellValue.Of(2), "twenty characters it")).Succeeded.Should().BeTrue();
        var signed = (await service.OfInterviewAsync(lead, interview.Id, Cancel)).Value.Cells[Cell.Index].Signed!;
        signed.Value.Should().Be(CellValue.Of(2));
        signed.Suggested.Should().Be(CellValue.Of(1));
        signed.IsOverride.Should().BeTrue();
        var bySql = () => test.RunAsOwnerAsync($"update evidence.cell_synthesis set override_reason = null where id = '{signed.Id}'");
        (await bySql.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("ck_cell_synthesis_override");
    }

    [Fact]
    [Trait("Rule", "INV-29")]
    public async Task What_nobody_discussed_is_a_status_and_no_number_anywhere()
    {
        var (organization, wave) = (await test.AnOrganizationAsync(), await CodedInterview.AWaveAsync(test));
        var interview = await MakeAsync(1, organization, wave, (IReadOnlyList<Mark>)[]);
        var opened = (await service.OfInterviewAsync(lead, interview.Id, Cancel)).Value;
        opened.Cells.Should().OnlyContain(c => c.Suggestion.Value == CellValue.Missing && c.Suggestion.Confidence == null);

        (await service.SignAsync(lead, new SignInterviewCell(interview.Id, Cell, CellValue.Of(0), Reason, opened.Cells[Cell.Index].Suggestion.InputsSha256, null), Cancel))
            .Refusal.Should().Be(SynthesisRefusals.NothingToRate);
        (await service.SignSuggestionsAsync(lead, interview.Id, Cancel)).Value.Should().Be(12);
        (await service.SignSuggestionsAsync(lead, organization.Id, wave.Id, Cancel)).Value.Should().Be(12);

        (await test.RunAsOwnerAsync($"select count(*) from evidence.cell_synthesis where organization_id = '{organization.Id}' and (status <> 'NOT_DISCUSSED' or value is not null)")).Should().Be(0L);
        var nation = await dashboards.NationalAsync(lead, wave.Name, Cancel);
        nation.Cells.Should().OnlyContain(c => !c.Summary.HasEvidence && c.Summary.UnchangedCount == 0 && c.Marks.Count == 0 && c.Summary.MissingCount == 1);
    }

    [Fact]
    [Trait("Rule", "INV-30")]
    public async Task Values_of_different_codebooks_or_scales_are_never_brought_together()
    {
        foreach (var change in new[] { "codebook_major = '2'", "scale_version = 'CRS-5/2'" })
        {
            var (organization, wave) = (await test.AnOrganizationAsync(), await CodedInterview.AWaveAsync(test));
            var other = await MakeAsync(1, organization, wave, [Mark.Answer(1, Cell.Code, 2)], [Mark.Answer(1, Cell.Code, 2)]);
            await reconcile.OpenAsync(lead, other.Id, Cancel);
            await test.ExecuteAsync($"update evidence.reconciliation set {change} where interview_id = '{other.Id}'");
            (await service.SignSuggestionsAsync(lead, other.Id, Cancel)).Succeeded.Should().BeTrue();
            await SignedInterviewAsync(organization, wave, 1);

            (await CellAsync(organization, wave)).State.Should().Be(MatrixCellState.DifferentMeasures);
            (await service.SignAsync(lead, new SignOrganizationCell(organization.Id, wave.Id, Cell, CellValue.Of(1), null, "", null), Cancel))
                .Refusal.Should().Be(SynthesisRefusals.DifferentMeasures);
        }
    }

    [Fact]
    [Trait("Rule", "INV-31")]
    public async Task Each_wave_stands_alone()
    {
        var organization = await test.AnOrganizationAsync(joinedOn: new DateOnly(2023, 1, 1));
        var (before, after) = (await CodedInterview.AWaveAsync(test, 2025), await CodedInterview.AWaveAsync(test));
        await SignedInterviewAsync(organization, before, -2);
        await SignedInterviewAsync(organization, after, 2);

        (await CellAsync(organization, before)).Value.Should().Be(CellValue.Of(-2));
        (await CellAsync(organization, after)).Value.Should().Be(CellValue.Of(2));

        // Nothing that the application offers could subtract two: no operation takes, and no answer holds, two waves.
        var types = typeof(DashboardService).Assembly.GetExportedTypes().Where(t => t.Namespace is "TraumaCapacity.Application.Dashboards" or "TraumaCapacity.Application.Synthesis").ToList();
        types.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Should().NotContain(m => m.GetParameters().Count(p => p.ParameterType == typeof(WaveId)) > 1);
        types.Should().NotContain(t => t.GetProperties().Count(p => p.PropertyType == typeof(WaveId)) > 1);
    }

    [Fact]
    [Trait("Rule", "INV-32")]
    public async Task An_excerpt_in_two_cells_is_two_units_with_values_of_their_own()
    {
        IReadOnlyList<Mark> marks = [Mark.Answer(1, "SAF-O", 2), Mark.Answer(1, "SAF-F", -1)];
        var interview = await MakeAsync(1, await test.AnOrganizationAsync(), await CodedInterview.AWaveAsync(test), marks, marks);

        var cells = (await service.OfInterviewAsync(lead, interview.Id, Cancel)).Value.Cells;

        cells[CapacityCell.Parse("SAF-O").Index].Suggestion.Value.Should().Be(CellValue.Of(2));
        cells[CapacityCell.Parse("SAF-F").Index].Suggestion.Value.Should().Be(CellValue.Of(-1));
        cells.Count(c => c.Suggestion.Value is CellValue.Rated).Should().Be(2);
    }

    [Fact]
    [Trait("Rule", "INV-33")]
    public async Task What_awaits_consensus_is_counted_and_in_no_value()
    {
        var (organization, wave) = (await test.AnOrganizationAsync(), await CodedInterview.AWaveAsync(test));
        var interview = await MakeAsync(
            3,
            organization,
            wave,
            [Mark.Answer(1, Cell.Code, 1), Mark.Answer(2, Cell.Code, 2), Mark.Answer(3, Cell.Code, -2)],
            [Mark.Answer(1, Cell.Code, 1), Mark.Answer(2, Cell.Code, 1)]);

        var row = (await service.OfInterviewAsync(lead, interview.Id, Cancel)).Value.Cells[Cell.Index];

        row.Suggestion.Value.Should().Be(CellValue.Of(1));
        row.Suggestion.AwaitingConsensus.Should().Be(2);
        (await service.SignAsync(lead, new SignInterviewCell(interview.Id, Cell, CellValue.Of(1), null, row.Suggestion.InputsSha256, null), Cancel))
            .Refusal.Should().BeEquivalentTo(SynthesisRefusals.AwaitingConsensus(2));
        (await service.SignSuggestionsAsync(lead, interview.Id, Cancel)).Value.Should().Be(11);
        (await CellAsync(organization, wave)).AwaitingConsensus.Should().Be(2);
        (await CellAsync(organization, wave)).Value.Should().BeNull();
        var nation = await dashboards.NationalAsync(lead, wave.Name, Cancel);
        nation.AwaitingConsensus.Should().Be(2);
        nation.Cells[Cell.Index].Pending.Should().Be(nation.OrganizationCount);
        nation.Cells[Cell.Index].Summary.HasEvidence.Should().BeFalse();
    }

    [Fact]
    public async Task New_evidence_marks_what_was_signed_and_changes_no_value()
    {
        var (organization, wave) = (await test.AnOrganizationAsync(), await CodedInterview.AWaveAsync(test));
        var interview = await SignedInterviewAsync(organization, wave, 2);
        await service.SignSuggestionsAsync(lead, organization.Id, wave.Id, Cancel);
        (await CellAsync(organization, wave)).IsOutOfDate.Should().BeFalse();

        var unit = (await reconcile.OpenAsync(lead, interview.Id, Cancel)).Value.Units.Single();
        (await reconcile.SettleAsync(lead, new SettleUnit(unit.Id, unit.Version, CellValue.Of(1), Reason), Cancel)).Succeeded.Should().BeTrue();

        var row = (await service.OfInterviewAsync(lead, interview.Id, Cancel)).Value.Cells[Cell.Index];
        (row.Signed!.Value, row.IsOutOfDate).Should().Be((CellValue.Of(2), true));
        var cell = await CellAsync(organization, wave);
        (cell.Value, cell.IsOutOfDate).Should().Be((CellValue.Of(2), true));
        (await service.SignSuggestionsAsync(lead, organization.Id, wave.Id, Cancel)).Refusal.Should().Be(SynthesisRefusals.NothingToSign, "the interview comes first");

        (await service.SignSuggestionsAsync(lead, interview.Id, Cancel)).Value.Should().Be(1);
        (await service.SignSuggestionsAsync(lead, organization.Id, wave.Id, Cancel)).Value.Should().Be(1);
        cell = await CellAsync(organization, wave);
        (cell.Value, cell.IsOutOfDate).Should().Be((CellValue.Of(1), false));
        var history = (await dashboards.OrganizationAsync(lead, organization.Id, wave.Name, Cancel)).Value.Cells[Cell.Index].History;
        history.Select(h => h.Value).Should().Equal(CellValue.Of(1), CellValue.Of(2));
        history[1].SupersededAt.Should().NotBeNull();
    }

    [Fact]
    public async Task Whoever_signs_on_an_old_screen_is_told()
    {
        var (organization, wave) = (await test.AnOrganizationAsync(), await CodedInterview.AWaveAsync(test));
        var interview = await MakeAsync(1, organization, wave, [Mark.Answer(1, Cell.Code, 2)], [Mark.Answer(1, Cell.Code, 1)]);
        var unit = (await reconcile.OpenAsync(lead, interview.Id, Cancel)).Value.Units.Single();
        var old = (await service.OfInterviewAsync(lead, interview.Id, Cancel)).Value.Cells[Cell.Index].Suggestion;
        await reconcile.SettleAsync(lead, new SettleUnit(unit.Id, unit.Version, CellValue.Of(1), Reason), Cancel);
        var now = (await service.OfInterviewAsync(lead, interview.Id, Cancel)).Value.Cells[Cell.Index].Suggestion;
        Task<Result<SynthesisId>> Sign(string inputs, SynthesisId? replaces) =>
            service.SignAsync(lead, new SignInterviewCell(interview.Id, Cell, CellValue.Of(1), null, inputs, replaces), Cancel);

        (await Sign(old.InputsSha256, null)).Refusal.Should().Be(SynthesisRefusals.EvidenceChanged);
        var first = await Sign(now.InputsSha256, null);
        first.Succeeded.Should().BeTrue();
        (await Sign(now.InputsSha256, null)).Refusal.Should().Be(SynthesisRefusals.ChangedByAnother);
        (await Sign(now.InputsSha256, first.Value)).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Signing_every_cell_completes_the_interview_and_an_evaluator_signs_none()
    {
        var (organization, wave) = (await test.AnOrganizationAsync(), await CodedInterview.AWaveAsync(test));
        var interview = await MakeAsync(1, organization, wave, [Mark.Answer(1, Cell.Code, 1)], [Mark.Answer(1, Cell.Code, 1)]);

        (await service.SignSuggestionsAsync(interview.Coders[0], interview.Id, Cancel)).Refusal.Should().Be(SynthesisRefusals.LeadDecides);
        await reconcile.OpenAsync(lead, interview.Id, Cancel);
        await service.SignSuggestionsAsync(lead, interview.Id, Cancel);

        (await test.RunAsOwnerAsync($"select state from evidence.interview where id = '{interview.Id}'")).Should().Be("SIGNED_OFF");
    }

    [Fact]
    public async Task One_coder_alone_leaves_confidence_low()
    {
        var (organization, wave) = (await test.AnOrganizationAsync(), await CodedInterview.AWaveAsync(test));
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var interview = await MakeAsync(1, organization, wave, [Mark.Answer(1, Cell.Code, 2)]);
            await reconcile.OpenAsync(lead, interview.Id, Cancel);
            await service.SignSuggestionsAsync(lead, interview.Id, Cancel);
        }

        var cell = await CellAsync(organization, wave);
        (cell.IntervieweeCount, cell.Confidence).Should().Be((3, Confidence.Low));
    }

    private static string Text(CellValue value) => value.Match((point, mixed) => $"{point}{(mixed ? "M" : "")}", () => "?", () => "-");

    [Theory]
    [InlineData(WithdrawalEffect.RetainAggregate)]
    [InlineData(WithdrawalEffect.Delete)]
    [Trait("Rule", "PRV-22")]
    public async Task After_consent_is_taken_back_no_signature_of_the_interview_is_reached_and_only_an_aggregate_that_may_stay_holds_it(WithdrawalEffect effect)
    {
        var (organization, wave) = (await test.AnOrganizationAsync(), await CodedInterview.AWaveAsync(test));
        var interview = await SignedInterviewAsync(organization, wave, 2);
        (await service.SignSuggestionsAsync(lead, organization.Id, wave.Id, Cancel)).Value.Should().Be(12);
        var suggestion = (await service.OfInterviewAsync(lead, interview.Id, Cancel)).Value.Cells[Cell.Index];

        await WithdrawAsync(interview, effect);

        var sql = $"select count(*) from evidence.cell_synthesis where interview_id = '{interview.Id}'";
        (await test.RunAsAsync("tc_evidence_lead", sql, lead)).Should().Be(0L);
        (await test.RunAsAsync("tc_evidence_coder", sql, interview.Coders[0])).Should().Be(0L);
        (await test.RunAsAsync("tc_custodian", sql)).Should().Be(12L);
        await using (var db = await test.OpenAsync(lead, DataArea.Evidence))
        {
            (await db.Syntheses.IgnoreQueryFilters().CountAsync(s => s.InterviewId == interview.Id, Cancel)).Should().Be(0, "the policy holds with the filter off");
            (await db.Syntheses.CountAsync(s => s.OrganizationId == organization.Id, Cancel)).Should().Be(12, "the organization's own are there");
        }

        (await service.SignSuggestionsAsync(lead, interview.Id, Cancel)).Refusal.Should().Be(SynthesisRefusals.NotFound);
        (await service.SignAsync(
            lead, new SignInterviewCell(interview.Id, Cell, CellValue.Of(2), null, suggestion.Suggestion.InputsSha256, suggestion.Signed!.Id), Cancel))
            .Refusal.Should().Be(SynthesisRefusals.NotFound);
        (await CellAsync(organization, wave)).IsOutOfDate.Should().Be(effect == WithdrawalEffect.Delete);
    }

    private async Task WithdrawAsync(CodedInterview interview, WithdrawalEffect effect)
    {
        var custodian = TestDatabase.Someone(Role.DataCustodian);
        await using var db = await test.OpenAsync(custodian, DataArea.Custody);
        var interviewee = await db.Interviews.Where(i => i.Id == interview.Id).SelectMany(i => i.Interviewees).Select(p => p.IntervieweeId).SingleAsync(Cancel);
        (await new InterviewService(test.Database, test.Clock).WithdrawConsentAsync(custodian, interviewee, test.Today, effect, Cancel)).Value.Should().Be(1);
    }

    private async Task<MatrixCell> CellAsync(Organization organization, EvaluationWave wave) =>
        (await dashboards.MatrixAsync(lead, new MatrixFilter(wave.Name), Cancel)).Rows.Single(r => r.OrganizationId == organization.Id).Cells[Cell.Index];

    private async Task<CodedInterview> SignedInterviewAsync(Organization organization, EvaluationWave wave, int value)
    {
        var interview = await MakeAsync(1, organization, wave, [Mark.Answer(1, Cell.Code, value)], [Mark.Answer(1, Cell.Code, value)]);
        await reconcile.OpenAsync(lead, interview.Id, Cancel);
        (await service.SignSuggestionsAsync(lead, interview.Id, Cancel)).Value.Should().Be(12);
        return interview;
    }

    private Task<CodedInterview> MakeAsync(int answers, Organization organization, EvaluationWave wave, params IReadOnlyList<Mark>[] coders) =>
        CodedInterview.MakeAsync(test, organization.Id, wave, answers, coders);
}
