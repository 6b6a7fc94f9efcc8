using Npgsql;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Application.Dashboards;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Coding.Agreement;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Synthesis;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Tests.Synthesis;

public sealed class ReconcileServiceTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private const string Reason = "Both passages together show it.";

    private readonly ReconcileService service = new(test.Database, test.Clock);
    private readonly Actor lead = TestDatabase.Someone(Role.LeadEvaluator);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "INV-27")]
    public async Task Nothing_is_compared_before_every_coder_submitted()
    {
        var organization = await test.AnOrganizationAsync();
        var wave = await CodedInterview.AWaveAsync(test);
        Actor[] coders = [TestDatabase.Someone(Role.Evaluator), TestDatabase.Someone(Role.Evaluator)];
        var interview = await CodedInterview.MakeAsync(
            test,
            organization.Id,
            wave,
            [("Q", "Question?"), ("A", "Answer 1.")],
            ContentLanguage.English,
            [[Mark.Answer(1, "AWR-F", 1)], [Mark.Answer(1, "AWR-F", 2)]],
            submit: false,
            coders);
        var syntheses = new SynthesisService(test.Database, test.Clock);
        var dashboards = new DashboardService(test.Database);

        foreach (var submitted in new[] { false, true })
        {
            if (submitted)
                await interview.SubmitAsync(test, coders[0]);
            foreach (var actor in new[] { lead, coders[0], coders[1], TestDatabase.Someone(Role.DataCustodian) })
            {
                (await service.OpenAsync(actor, interview.Id, Cancel)).Refusal.Should().Be(SynthesisRefusals.NotAllSubmitted);
                (await syntheses.OfInterviewAsync(actor, interview.Id, Cancel)).Refusal.Should().Be(SynthesisRefusals.NotAllSubmitted);
            }

            (await service.TasksAsync(lead, Cancel)).ToReconcile.Should().NotContain(t => t.InterviewId == interview.Id);
            var row = (await dashboards.MatrixAsync(lead, new MatrixFilter(wave.Name), Cancel)).Rows.Single(r => r.OrganizationId == organization.Id);
            row.Cells.Should().OnlyContain(c => c.State == MatrixCellState.NoInterview);
        }

        await interview.SubmitAsync(test, coders[1]);
        (await service.OpenAsync(coders[0], interview.Id, Cancel)).Value.Units.Should().ContainSingle();
        (await service.TasksAsync(lead, Cancel)).ToReconcile.Should().Contain(t => t.InterviewId == interview.Id && t.Count == null);
    }

    [Fact]
    [Trait("Rule", "INV-27")]
    public async Task To_an_evaluator_it_was_not_assigned_to_the_comparison_does_not_exist()
    {
        var interview = await TwoAnswersAsync([Mark.Answer(1, "AWR-F", 1)], [Mark.Answer(1, "AWR-F", 2)]);
        await service.OpenAsync(lead, interview.Id, Cancel);
        var stranger = TestDatabase.Someone(Role.Evaluator);

        (await service.OpenAsync(stranger, interview.Id, Cancel)).Refusal.Should().Be(SynthesisRefusals.NotFound);
        foreach (var table in new[] { "consensus_unit", "reconciliation", "reliability_run" })
            (await test.RunAsAsync("tc_evidence_coder", $"select count(*) from evidence.{table} where interview_id = '{interview.Id}'", stranger)).Should().Be(0L, table);
    }

    [Fact]
    public async Task What_both_gave_is_settled_at_once_and_the_rest_is_grouped_by_what_has_to_happen()
    {
        var interview = await MakeAsync(
            6,
            [Mark.Answer(1, "AWR-F", 1), Mark.Answer(2, "AWR-F", 2), Mark.Answer(3, "AWR-F", 1), Mark.Answer(4, "AWR-F", 2), Mark.Answer(5, "AWR-F", 1), Mark.Answer(6, "AWR-F", null)],
            [Mark.Answer(1, "AWR-F", 1, mixed: true), Mark.Answer(2, "AWR-F", 1), Mark.Answer(3, "AWR-F", -1), Mark.Answer(4, "AWR-F", 0), Mark.Answer(6, "AWR-F", 0)]);

        var screen = (await service.OpenAsync(lead, interview.Id, Cancel)).Value;

        screen.Units.Select(u => u.Difference).Should().Equal(
            null, DifferenceKind.Discuss, DifferenceKind.LeadDecides, DifferenceKind.LeadDecides, DifferenceKind.CodedByOne, DifferenceKind.Discuss);
        screen.Units[0].Settled!.Method.Should().Be(ConsensusMethod.Agreed);
        screen.Units[0].Settled!.Value.Should().Be(CellValue.Of(1, mixed: true));
        screen.Units.Skip(1).Should().OnlyContain(u => u.Settled == null);
        screen.CanSettle.Should().BeTrue();
        (await service.OpenAsync(interview.Coders[0], interview.Id, Cancel)).Value.CanSettle.Should().BeFalse();
        (await test.RunAsOwnerAsync($"select state from evidence.interview where id = '{interview.Id}'")).Should().Be("RECONCILING");
    }

    [Fact]
    public async Task The_only_coders_values_stand_and_nothing_is_measured()
    {
        var interview = await MakeAsync(2, [Mark.Answer(1, "AWR-F", 2), Mark.Answer(2, "SAF-O", null)]);

        var screen = (await service.OpenAsync(lead, interview.Id, Cancel)).Value;

        screen.Agreement.Should().BeNull();
        screen.Units.Should().OnlyContain(u => u.Settled!.Method == ConsensusMethod.SingleCoder);
        screen.Units.Select(u => u.Settled!.Value).Should().Equal(CellValue.Of(2), CellValue.Insufficient);
    }

    [Fact]
    public async Task Agreement_is_measured_once_on_the_blind_values()
    {
        IReadOnlyList<Mark> first = [.. Enumerable.Range(1, 24).Select(n => Mark.Answer(n, "AWR-F", n % 3 == 0 ? 1 : 2))];
        IReadOnlyList<Mark> second = [.. Enumerable.Range(1, 22).Select(n => Mark.Answer(n, "AWR-F", n % 4 == 0 ? 1 : 2))];
        var interview = await MakeAsync(24, first, second);

        var opened = (await service.OpenAsync(lead, interview.Id, Cancel)).Value;
        foreach (var unit in opened.Units.Where(u => u.Settled is null))
            await SettleAsync(unit, CellValue.Of(0));
        var again = (await service.OpenAsync(lead, interview.Id, Cancel)).Value;

        again.Agreement!.Figures.Should().BeEquivalentTo(opened.Agreement!.Figures);
        (await test.RunAsOwnerAsync($"select count(*) from evidence.reliability_run where interview_id = '{interview.Id}'")).Should().Be(5L);

        // The same by counting: 24 turns by 12 cells, of which 22 were coded by both and 2 by the first alone.
        var cells = AgreementTable.FromCounts([0, 1], new[,] { { (24 * 12) - 24, 0 }, { 2, 22 } });
        var ratings = AgreementTable.FromCounts([-2, -1, 0, 1, 2], RatingCounts(22));
        var figures = opened.Agreement;
        figures[ReliabilityMetric.CellAlphaNominal].Value.Should().BeApproximately(CoderAgreement.Measure(cells, AgreementStatistic.AlphaNominal).Value!.Value, 1e-12);
        figures[ReliabilityMetric.CellGwetAc1].Value.Should().BeApproximately(CoderAgreement.Measure(cells, AgreementStatistic.GwetAc1).Value!.Value, 1e-12);
        figures[ReliabilityMetric.CellPercentAgreement].Value.Should().BeApproximately(286.0 / 288, 1e-12);
        figures[ReliabilityMetric.RatingAlphaOrdinal].Value.Should().BeApproximately(CoderAgreement.Measure(ratings, AgreementStatistic.AlphaOrdinal).Value!.Value, 1e-12);
        figures[ReliabilityMetric.RatingAlphaOrdinal].UnitCount.Should().Be(22);
        figures[ReliabilityMetric.RatingAlphaOrdinal].SaysEnough.Should().BeTrue();
        figures[ReliabilityMetric.RatingAlphaOrdinal].Interval.Should().NotBeNull();

        static int[,] RatingCounts(int units)
        {
            var counts = new int[5, 5];
            for (var n = 1; n <= units; n++)
                counts[n % 3 == 0 ? 3 : 4, n % 4 == 0 ? 3 : 4]++;
            return counts;
        }
    }

    [Fact]
    public async Task Under_twenty_units_the_table_is_shown_instead()
    {
        var interview = await MakeAsync(
            3,
            [Mark.Answer(1, "AWR-F", 2), Mark.Answer(2, "AWR-F", 1), Mark.Answer(3, "AWR-F", 1)],
            [Mark.Answer(1, "AWR-F", 1), Mark.Answer(2, "AWR-F", 1)]);

        var screen = (await service.OpenAsync(lead, interview.Id, Cancel)).Value;

        var agreement = screen.Agreement!;
        agreement[ReliabilityMetric.RatingAlphaOrdinal].SaysEnough.Should().BeFalse();
        // Both were assigned at one moment, so either may come first.
        var inRows = screen.Coders[0].Id == interview.Coders[0].UserId;
        int Count(int first, int second) => inRows ? agreement.Ratings[first][second] : agreement.Ratings[second][first];
        Count(4, 3).Should().Be(1);
        Count(3, 3).Should().Be(1);
        Count(3, 5).Should().Be(1, "the second coder gave no value");
    }

    [Fact]
    public async Task A_coder_settles_nothing_neither_here_nor_by_sql()
    {
        var interview = await TwoAnswersAsync([Mark.Answer(1, "AWR-F", 1)], [Mark.Answer(1, "AWR-F", 2)]);
        var unit = (await service.OpenAsync(lead, interview.Id, Cancel)).Value.Units[0];

        (await service.SettleAsync(interview.Coders[0], new SettleUnit(unit.Id, unit.Version, CellValue.Of(1), Reason), Cancel))
            .Refusal.Should().Be(SynthesisRefusals.LeadDecides);
        var bySql = () => test.RunAsAsync("tc_evidence_coder", $"update evidence.consensus_unit set value = 1 where id = '{unit.Id}'", interview.Coders[0]);
        (await bySql.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Whoever_settles_on_an_old_screen_is_told_and_changes_nothing()
    {
        var interview = await TwoAnswersAsync([Mark.Answer(1, "AWR-F", 1)], [Mark.Answer(1, "AWR-F", 2)]);
        var unit = (await service.OpenAsync(lead, interview.Id, Cancel)).Value.Units[0];
        (await SettleAsync(unit, CellValue.Of(1))).Succeeded.Should().BeTrue();

        var late = await service.SettleAsync(
            TestDatabase.Someone(Role.LeadEvaluator), new SettleUnit(unit.Id, unit.Version, CellValue.Of(2), Reason), Cancel);

        late.Refusal.Should().Be(SynthesisRefusals.ChangedByAnother);
        (await service.OpenAsync(lead, interview.Id, Cancel)).Value.Units[0].Settled!.Value.Should().Be(CellValue.Of(1));
    }

    [Fact]
    public async Task Two_leads_who_open_at_once_open_it_once()
    {
        var interview = await TwoAnswersAsync([Mark.Answer(1, "AWR-F", 1)], [Mark.Answer(1, "AWR-F", 2)]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => service.OpenAsync(TestDatabase.Someone(Role.LeadEvaluator), interview.Id, Cancel)));

        (await test.RunAsOwnerAsync($"select count(*) from evidence.reconciliation where interview_id = '{interview.Id}'")).Should().Be(1L);
        (await test.RunAsOwnerAsync($"select count(*) from evidence.consensus_unit where interview_id = '{interview.Id}'")).Should().Be(1L);
    }

    [Fact]
    public async Task The_database_keeps_no_decision_without_its_reason()
    {
        var interview = await TwoAnswersAsync([Mark.Answer(1, "AWR-F", 2)], [Mark.Answer(1, "AWR-F", -1)]);
        var unit = (await service.OpenAsync(lead, interview.Id, Cancel)).Value.Units[0];

        var short_ = () => test.RunAsOwnerAsync(
            $"update evidence.consensus_unit set outcome = 'RATED', value = 1, method = 'ADJUDICATED', reason = 'too short', settled_at = now(), settled_by = id where id = '{unit.Id}'");

        (await short_.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("ck_consensus_unit_reason");
    }

    [Fact]
    public async Task Reading_the_comparison_is_recorded_without_its_words()
    {
        var interview = await TwoAnswersAsync([Mark.Answer(1, "AWR-F", 1)], [Mark.Answer(1, "AWR-F", 2)]);
        var unit = (await service.OpenAsync(lead, interview.Id, Cancel)).Value.Units[0];
        await SettleAsync(unit, CellValue.Of(1));

        (await test.RunAsOwnerAsync($"select count(*) from audit.audit_event where action = 'READ' and entity_id = '{interview.Version.Id}' and user_id = '{lead.UserId}'")).Should().Be(1L);
        (await test.RunAsOwnerAsync($"select after->>'reason' from audit.audit_event where action = 'UPDATE' and entity_id = '{unit.Id}'")).Should().BeOfType<string>().Which.Should().StartWith("sha256:");
    }

    private async Task<Model.Result<ReconcileUnit>> SettleAsync(ReconcileUnit unit, CellValue value) =>
        await service.SettleAsync(lead, new SettleUnit(unit.Id, unit.Version, value, Reason), Cancel);

    private Task<CodedInterview> TwoAnswersAsync(params IReadOnlyList<Mark>[] coders) => MakeAsync(2, coders);

    private async Task<CodedInterview> MakeAsync(int answers, params IReadOnlyList<Mark>[] coders) =>
        await CodedInterview.MakeAsync(test, (await test.AnOrganizationAsync()).Id, await CodedInterview.AWaveAsync(test), answers, coders);
}
