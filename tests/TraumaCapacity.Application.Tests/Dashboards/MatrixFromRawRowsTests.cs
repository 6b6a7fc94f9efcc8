using Npgsql;
using TraumaCapacity.Application.Dashboards;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Application.Tests.Synthesis;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Application.Tests.Dashboards;

/// <summary>The 27 fictional interviews go all the way to the matrix, which is then worked out again from the rows of the
/// coders by plain loops that share nothing with the product.</summary>
public sealed class MatrixFromRawRowsTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private static readonly string[] Cells = ["AWR-F", "AWR-O", "AWR-C", "CMP-F", "CMP-O", "CMP-C", "COL-F", "COL-O", "COL-C", "SAF-F", "SAF-O", "SAF-C"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "INV-33")]
    public async Task Every_value_of_the_matrix_is_what_the_coders_rows_and_the_settlements_come_to()
    {
        var lead = TestDatabase.Someone(Role.LeadEvaluator);
        var reconcile = new ReconcileService(test.Database, test.Clock);
        var syntheses = new SynthesisService(test.Database, test.Clock);
        var dashboards = new DashboardService(test.Database);
        var wave = await CodedInterview.AWaveAsync(test);
        var organizations = new Dictionary<string, Organization>();
        var settlements = new Dictionary<(Guid Interview, int Turn, string Cell), (int? Value, bool Mixed)>();
        foreach (var fictional in FictionalInterview.All())
        {
            if (!organizations.TryGetValue(fictional.Organization, out var organization))
                organizations[fictional.Organization] = organization = await test.AnOrganizationAsync(fictional.Organization);
            var interview = await CodedInterview.MakeAsync(test, organization.Id, wave, fictional.Spoken, fictional.Language, fictional.Coders);
            var screen = (await reconcile.OpenAsync(lead, interview.Id, Cancel)).Value;
            foreach (var settled in fictional.Settlements)
            {
                var unit = screen.Units.Single(u => u.Turn == interview.TurnOf(settled.Quote) && u.Cell.Code == settled.Cell);
                var value = settled.Value is { } point ? CellValue.Of(point, settled.IsMixed) : CellValue.Missing;
                var done = await reconcile.SettleAsync(lead, new SettleUnit(unit.Id, unit.Version, value, settled.Reason), Cancel);
                done.Succeeded.Should().BeTrue(done.Refusal?.Code);
                settlements[(interview.Id.Value, unit.Turn, settled.Cell)] = (settled.Value, settled.IsMixed);
            }

            (await syntheses.SignSuggestionsAsync(lead, interview.Id, Cancel)).Value.Should().Be(12, fictional.Organization);
        }

        foreach (var organization in organizations.Values)
            (await syntheses.SignSuggestionsAsync(lead, organization.Id, wave.Id, Cancel)).Value.Should().Be(12);

        var expected = await RecomputeAsync(settlements);
        var matrix = await dashboards.MatrixAsync(lead, new MatrixFilter(wave.Name), Cancel);

        organizations.Should().HaveCount(14);
        foreach (var organization in organizations.Values)
        {
            var row = matrix.Rows.Single(r => r.OrganizationId == organization.Id);
            row.Cells.Select(c => Text(c.Value!)).Should().Equal(Cells.Select(cell => expected[(organization.Id.Value, cell)]), organization.Name);
            row.Cells.Should().OnlyContain(c => c.IsSigned && !c.IsOutOfDate && c.AwaitingConsensus == 0);
        }

        matrix.IntervieweeCount.Should().Be(27);
        var nation = await dashboards.NationalAsync(lead, wave.Name, Cancel);
        foreach (var cell in nation.Cells)
        {
            var texts = organizations.Values.Select(o => expected[(o.Id.Value, cell.Cell.Code)]).ToList();
            cell.Summary.RatedCount.Should().Be(texts.Count(t => t is not "?" and not "-"));
            cell.Summary.MissingCount.Should().Be(texts.Count(t => t == "-"));
            foreach (var point in ChangeScale.Points)
                cell.Summary.CountAt(point).Should().Be(texts.Count(t => t == $"{point}" || t == $"{point}M"), cell.Cell.Code);
        }

        // Every evaluator reads the same, also of interviews that are not theirs.
        var evaluator = await dashboards.MatrixAsync(TestDatabase.Someone(Role.Evaluator), new MatrixFilter(wave.Name), Cancel);
        evaluator.Rows.Should().BeEquivalentTo(matrix.Rows);
    }

    [Fact]
    public async Task Whoever_is_no_evaluator_has_no_live_dashboard_here_and_no_rows_by_sql()
    {
        var dashboards = new DashboardService(test.Database);
        foreach (var role in new[] { Role.Coordinator, Role.Funder, Role.Administrator })
        {
            var asked = () => dashboards.MatrixAsync(TestDatabase.Someone(role), new MatrixFilter(), Cancel);
            await asked.Should().ThrowAsync<OutsideOwnAreaException>();
        }

        foreach (var role in new[] { "tc_programme_scoped", "tc_programme_writer", "tc_release_reader", "tc_administrator", "tc_accounts" })
        foreach (var table in new[] { "consensus_unit", "reconciliation", "reliability_run", "cell_synthesis", "interview_evidence", "interview_cell_evidence" })
        {
            var asked = () => test.RunAsAsync(role, $"select count(*) from evidence.{table}");
            (await asked.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege, $"{role} {table}");
        }
    }

    [Fact]
    public async Task A_download_is_recorded_with_its_filters()
    {
        var evaluator = TestDatabase.Someone(Role.Evaluator);

        await new DashboardService(test.Database).ExportAsync(evaluator, new MatrixFilter(Jurisdiction: Jurisdiction.ON, LeastConfidence: Confidence.Moderate), Cancel);

        (await test.RunAsOwnerAsync($"select (after->>'jurisdiction') || (after->>'confidence') from audit.audit_event where action = 'EXPORT' and user_id = '{evaluator.UserId}'"))
            .Should().Be("ONModerate");
    }

    private static string Text(CellValue value) => value.Match((point, mixed) => $"{point}{(mixed ? "M" : "")}", () => "?", () => "-");

    // 4.3, once more, from the tables of the coders: by turn and cell, by interview, by organization.
    private async Task<Dictionary<(Guid Organization, string Cell), string>> RecomputeAsync(
        Dictionary<(Guid Interview, int Turn, string Cell), (int? Value, bool Mixed)> settlements)
    {
        var rows = new List<(Guid Interview, Guid Organization, int Turn, string Cell, Guid Coder, int? Value, bool Mixed)>();
        await using (var command = test.Owner.CreateCommand(
            """
            select i.id, i.organization_id, t.sequence, r.cell, r.coder_id, r.value, r.is_mixed
            from evidence.change_rating r
            join evidence.excerpt e on e.id = r.excerpt_id and e.retired_at is null
            join evidence.interview i on i.id = e.interview_id
            join evidence.transcript_turn t on t.version_id = e.transcript_version_id and t.speaker_role = 'INTERVIEWEE'
                 and t.start_cp < e.end_cp and e.start_cp < t.end_cp
            where r.retired_at is null
            """))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                rows.Add((reader.GetGuid(0), reader.GetGuid(1), reader.GetInt32(2), reader.GetString(3), reader.GetGuid(4),
                    reader.IsDBNull(5) ? null : reader.GetInt32(5), reader.GetBoolean(6)));
            }
        }

        var expected = new Dictionary<(Guid, string), string>();
        foreach (var organization in rows.Select(r => r.Organization).Distinct())
        foreach (var cell in Cells)
        {
            var interviews = new List<(int? Value, bool Mixed)>();
            foreach (var interview in rows.Where(r => r.Organization == organization).Select(r => r.Interview).Distinct())
            {
                var units = new List<(int? Value, bool Mixed)>();
                foreach (var unit in rows.Where(r => r.Interview == interview && r.Cell == cell).GroupBy(r => r.Turn))
                {
                    if (settlements.TryGetValue((interview, unit.Key, cell), out var settled))
                    {
                        if (settled.Value is not null)
                            units.Add(settled);
                        continue;
                    }

                    var coders = unit.GroupBy(r => r.Coder).Select(g => Interview(g.Select(r => (r.Value, r.Mixed)).ToList())).ToList();
                    coders.Should().OnlyContain(c => c.Value == coders[0].Value, "what is not settled was agreed");
                    units.Add((coders[0].Value, coders.Exists(c => c.Mixed)));
                }

                if (units.Count > 0)
                    interviews.Add(Interview(units));
            }

            var (value, mixed) = Organization(interviews);
            expected[(organization, cell)] = interviews.Count == 0 ? "-" : value is null ? "?" : $"{value}{(mixed ? "M" : "")}";
        }

        return expected;
    }

    private static (int? Value, bool Mixed) Interview(List<(int? Value, bool Mixed)> inputs)
    {
        var rated = inputs.Where(i => i.Value is not null).Select(i => i.Value!.Value).Order().ToList();
        if (rated.Count == 0)
            return (null, false);
        var mixed = inputs.Exists(i => i.Mixed);
        if (rated[0] < 0 && rated[^1] > 0)
            return (Math.Clamp(Median(rated), -1, 1), true);
        return (rated[0] < 0 ? rated[0] : rated[^1], mixed);
    }

    private static (int? Value, bool Mixed) Organization(List<(int? Value, bool Mixed)> inputs)
    {
        var rated = inputs.Where(i => i.Value is not null).Select(i => i.Value!.Value).Order().ToList();
        if (rated.Count == 0)
            return (null, false);
        var median = Median(rated);
        if (rated[0] < 0 && rated[^1] > 0)
            return (Math.Clamp(median, -1, 1), true);
        return (median, inputs.Exists(i => i.Mixed) || (median == 0 && rated.Exists(v => v != 0)));
    }

    private static int Median(List<int> sorted)
    {
        var middle = sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2.0;
        return (int)Math.Truncate(middle);
    }
}
