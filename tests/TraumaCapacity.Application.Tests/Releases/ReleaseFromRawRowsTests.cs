using System.Globalization;
using TraumaCapacity.Application.Releases;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Model.Releases.Disclosure;
using TraumaCapacity.Model.Synthesis;
using TraumaCapacity.Tests;

namespace TraumaCapacity.Application.Tests.Releases;

/// <summary>Counts everything once more, by plain loops over the rows as they are stored, without the rules that made the
/// release, and compares every number that is shown.</summary>
public sealed class ReleaseFromRawRowsTests(TestPostgres server)
{
    private static readonly string[] Levels = ["VERY_LOW", "LOW", "MODERATE", "HIGH"];

    [Fact]
    [Trait("Rule", "PRV-01")]
    [Trait("Rule", "PRV-02")]
    [Trait("Rule", "PRV-03")]
    [Trait("Rule", "PRV-04")]
    [Trait("Rule", "PRV-05")]
    public async Task Every_number_that_is_shown_is_what_plain_loops_give()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        var step = await initiative.PrepareAsync();
        var figures = (await initiative.Releases.CheckAsync(initiative.Lead, step.Number, TestContext.Current.CancellationToken)).Value.Figures;
        var rows = await RawRows.ReadAsync(initiative.Test, ReleaseInitiative.CutOff, initiative.Wave.Id.Value);
        var shown = figures.Where(f => f.Status is ReleaseCellStatus.Shown).ToList();

        shown.Should().HaveCountGreaterThan(60, "otherwise little is compared");
        foreach (var figure in shown)
        {
            var place = $"{figure.Table} {figure.RowKey} {figure.ColumnKey}";
            switch (figure.Table)
            {
                case ReleaseTable.Headline:
                    Compare(figure.Read<HeadlineShape>().Count, rows.Headline(figure.RowKey), figure.RowKey, place);
                    break;
                case ReleaseTable.Places:
                    Compare(figure.Read<DisclosedCount>(), rows.Place(figure.RowKey, figure.ColumnKey), figure.ColumnKey, place);
                    break;
                case ReleaseTable.GroupsByQuarter:
                    Compare(figure.Read<DisclosedCount>(), rows.Groups.Count(g => RawRows.Quarter(g.First) == figure.RowKey), ReleaseKeys.Groups, place);
                    break;
                case ReleaseTable.Reach:
                    Compare(figure.Read<DisclosedCount>(), rows.Reach(figure.RowKey, figure.ColumnKey), figure.RowKey, place);
                    break;
                case ReleaseTable.ChangeMatrix:
                    Compare(figure.Read<MatrixShape>(), rows.Values.Where(v => v.Cell == figure.RowKey).ToList(), rows.Organizations.Count, place);
                    break;
                case ReleaseTable.Notes:
                    break;
            }
        }

        // What is hidden is what the rules hide, counted once more.
        foreach (var cell in CapacityCell.All.Select(c => c.Code))
        {
            var rated = rows.Values.Where(v => v.Cell == cell && v.Value is not null).ToList();
            var hidden = rated.Count < 5
                || rows.Contributors(cell) < 8
                || rated.Select(v => v.Value).Distinct().Count() == 1
                || rated.TrueForAll(v => v.Value < 0);
            figures.Single(f => f.RowKey == cell).Status.Should().Be(hidden ? ReleaseCellStatus.Primary : ReleaseCellStatus.Shown, cell);
        }

        foreach (var place in rows.Organizations.GroupBy(o => o.Home))
        {
            var values = figures.Where(f => f.Table is ReleaseTable.Places && f.RowKey == place.Key && f.ColumnKey != ReleaseKeys.Organizations).ToList();
            values.Should().HaveCount(2);
            if (place.Count() < 3)
                values.Should().OnlyContain(f => f.Status == ReleaseCellStatus.Primary, place.Key);
        }
    }

    private static void Compare(DisclosedCount shown, int count, string what, string place)
    {
        var minimum = what switch
        {
            ReleaseKeys.FacilitatorsCertified or ReleaseKeys.FacilitatorsTrained or ReleaseKeys.Interviewees => 5,
            ReleaseKeys.Participants or ReleaseKeys.Completers => 10,
            _ => 0,
        };
        var expected = minimum switch
        {
            0 when what == ReleaseKeys.Organizations && count is 1 or 2 => new DisclosedCount(DisclosedCountKind.FewerThan, 3),
            0 => new DisclosedCount(DisclosedCountKind.Exact, count),
            _ when count == 0 => new DisclosedCount(DisclosedCountKind.Exact, 0),
            _ when count < minimum => new DisclosedCount(DisclosedCountKind.FewerThan, minimum),
            _ => new DisclosedCount(DisclosedCountKind.Rounded, (int)Math.Round(count / 5.0, MidpointRounding.AwayFromZero) * 5),
        };
        shown.Should().Be(expected, place);
    }

    private static void Compare(MatrixShape shown, List<RawValue> values, int organizations, string place)
    {
        for (var point = -2; point <= 2; point++)
            shown.Points[point + 2].Should().Be(values.Count(v => v.Value == point), $"{place} at {point}");
        shown.Organizations.Should().Be(organizations, place);
        shown.Mixed.Should().Be(values.Count(v => v.Value is not null && v.Mixed), place);
        shown.Insufficient.Should().Be(values.Count(v => v.Status == "INSUFFICIENT_EVIDENCE"), place);
        shown.NotDiscussed.Should().Be(values.Count(v => v.Status == "NOT_DISCUSSED"), place);
        shown.NotSigned.Should().Be(organizations - values.Count, place);

        var counts = new int[Levels.Length];
        foreach (var value in values)
        {
            if (value.Confidence is { } confidence)
                counts[confidence]++;
        }

        ((int)shown.Confidence!.Value).Should().Be(Array.IndexOf(counts, counts.Max()), place);
    }

    private sealed record RawValue(string Cell, string Status, int? Value, bool Mixed, int? Confidence);

    private sealed record RawGroup(string Organization, DateOnly First, int Enrolled, int Completers);

    private sealed class RawRows
    {
        private readonly List<(string Cell, string Interviewee)> contributors = [];
        private readonly List<(string Organization, DateOnly On)> sessions = [];
        private readonly Dictionary<string, DateOnly> certified = [];
        private readonly Dictionary<string, DateOnly> trained = [];
        private readonly Dictionary<string, DateOnly> cohorts = [];
        private int interviewees;

        public List<(string Id, string Home)> Organizations { get; } = [];

        public List<RawGroup> Groups { get; } = [];

        public List<RawValue> Values { get; } = [];

        public static string Quarter(DateOnly date)
        {
            var year = date.Month < 4 ? date.Year - 1 : date.Year;
            var quarter = date.Month switch { 4 or 5 or 6 => 1, 7 or 8 or 9 => 2, 10 or 11 or 12 => 3, _ => 4 };
            return string.Create(CultureInfo.InvariantCulture, $"{year}-Q{quarter}");
        }

        public static async Task<RawRows> ReadAsync(TestDatabase test, DateOnly cutOff, Guid wave)
        {
            var rows = new RawRows();
            var day = cutOff.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await EachAsync(test, "select id::text, jurisdiction from programme.organization", r => rows.Organizations.Add((r.GetString(0), r.GetString(1))));

            var sessionsOf = new Dictionary<string, List<DateOnly>>();
            await EachAsync(test, $"select group_id::text, organization_id::text, held_on from programme.intervention_session where status = 'HELD' and held_on <= '{day}'", r =>
            {
                rows.sessions.Add((r.GetString(1), r.GetFieldValue<DateOnly>(2)));
                if (!sessionsOf.TryGetValue(r.GetString(0), out var list))
                    sessionsOf[r.GetString(0)] = list = [];
                list.Add(r.GetFieldValue<DateOnly>(2));
            });
            await EachAsync(test, "select id::text, organization_id::text, enrolled_count, completer_count, ends_on, status from programme.intervention_group", r =>
            {
                if (!sessionsOf.TryGetValue(r.GetString(0), out var held))
                    return;
                var closed = r.GetString(5) == "CLOSED" && r.GetFieldValue<DateOnly>(4) <= cutOff;
                rows.Groups.Add(new RawGroup(r.GetString(1), held.Min(), r.GetInt32(2), closed ? r.GetInt32(3) : 0));
            });
            await EachAsync(test, $"select person_id::text, issued_on from programme.certification where issued_on <= '{day}'", r => First(rows.certified, r.GetString(0), r.GetFieldValue<DateOnly>(1)));
            await EachAsync(test, $"select e.person_id::text, c.ends_on, c.id::text, e.status from programme.training_enrolment e join programme.training_cohort c on c.id = e.cohort_id where c.ends_on <= '{day}'", r =>
            {
                rows.cohorts[r.GetString(2)] = r.GetFieldValue<DateOnly>(1);
                if (r.GetString(3) == "COMPLETED")
                    First(rows.trained, r.GetString(0), r.GetFieldValue<DateOnly>(1));
            });
            await EachAsync(test, $"select cell, status, value, is_mixed, confidence from evidence.cell_synthesis where scope = 'ORGANIZATION' and superseded_at is null and wave_id = '{wave}'", r =>
                rows.Values.Add(new RawValue(r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetInt32(2), r.GetBoolean(3), r.IsDBNull(4) ? null : r.GetInt16(4))));
            await EachAsync(test, "select s.cell, p.interviewee_id::text from evidence.cell_synthesis s join evidence.interview_participation p on p.interview_id = s.interview_id where s.scope = 'INTERVIEW' and s.superseded_at is null and s.status = 'RATED'", r =>
                rows.contributors.Add((r.GetString(0), r.GetString(1))));
            await EachAsync(test, $"select count(distinct p.interviewee_id)::int from evidence.interview i join evidence.interview_participation p on p.interview_id = i.id where i.wave_id = '{wave}'", r => rows.interviewees = r.GetInt32(0));
            return rows;
        }

        public int Contributors(string cell) => contributors.Where(c => c.Cell == cell).Select(c => c.Interviewee).Distinct().Count();

        public int Headline(string row) => row switch
        {
            ReleaseKeys.Organizations => Organizations.Count,
            ReleaseKeys.Jurisdictions => Organizations.Select(o => o.Home).Distinct().Count(),
            ReleaseKeys.FacilitatorsCertified => certified.Count,
            ReleaseKeys.Groups => Groups.Count,
            ReleaseKeys.Sessions => sessions.Count,
            ReleaseKeys.Interviewees => interviewees,
            _ => throw new ArgumentOutOfRangeException(nameof(row)),
        };

        public int Place(string row, string column)
        {
            var here = new HashSet<string>();
            foreach (var (id, home) in Organizations)
            {
                if (row == "CA" || row == home)
                    here.Add(id);
            }

            return column switch
            {
                ReleaseKeys.Organizations => here.Count,
                ReleaseKeys.Groups => Groups.Count(g => here.Contains(g.Organization)),
                _ => sessions.Count(s => here.Contains(s.Organization)),
            };
        }

        public int Reach(string row, string column)
        {
            bool In(DateOnly date) => column == "TOTAL" || (date.Month < 4 ? date.Year - 1 : date.Year).ToString(CultureInfo.InvariantCulture) == column;
            return row switch
            {
                ReleaseKeys.Cohorts => cohorts.Values.Count(In),
                ReleaseKeys.FacilitatorsTrained => trained.Values.Count(In),
                ReleaseKeys.FacilitatorsCertified => certified.Values.Count(In),
                ReleaseKeys.Groups => Groups.Count(g => In(g.First)),
                ReleaseKeys.Sessions => sessions.Count(s => In(s.On)),
                ReleaseKeys.Participants => Groups.Where(g => In(g.First)).Sum(g => g.Enrolled),
                _ => Groups.Where(g => In(g.First)).Sum(g => g.Completers),
            };
        }

        private static void First(Dictionary<string, DateOnly> first, string key, DateOnly date) =>
            first[key] = first.TryGetValue(key, out var earlier) && earlier < date ? earlier : date;

        private static async Task EachAsync(TestDatabase test, string sql, Action<Npgsql.NpgsqlDataReader> take)
        {
            await using var command = test.Owner.CreateCommand(sql);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                take(reader);
        }
    }
}
