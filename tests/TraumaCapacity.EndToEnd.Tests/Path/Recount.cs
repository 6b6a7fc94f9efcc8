using System.Globalization;

namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>A value as it was given or follows: a point of the scale, or evidence that cannot be rated.</summary>
internal readonly record struct Value(int? Point, bool Mixed = false);

/// <summary>A cell of the national matrix as it must be.</summary>
internal sealed class NationalCell
{
    /// <summary>Organizations at −2, −1, 0, +1 and +2.</summary>
    public int[] Points { get; } = new int[5];

    public int Mixed { get; set; }

    public int Insufficient { get; set; }

    public int NotDiscussed { get; set; }

    public int NotSigned { get; set; }

    public int[] Confidences { get; } = new int[4];

    public HashSet<Guid> Interviewees { get; } = [];

    public int Rated => Points.Sum();

    public int Better => Points[3] + Points[4];

    public int Worse => Points[0] + Points[1];

    /// <summary>Eight interviewees, five organizations, not all the same and not all worse (PRV-04, PRV-28).</summary>
    public bool IsShown => Interviewees.Count >= 8 && Rated >= 5 && Points.Max() < Rated && Worse < Rated;

    /// <summary>The commonest, and the lower of two that are as common.</summary>
    public string Confidence => new[] { "very low", "low", "moderate", "high" }[Array.IndexOf(Confidences, Confidences.Max())];
}

/// <summary>The release counted again from the raw rows, in plain loops and with nothing of the product: what two coders
/// gave becomes what stands in a turn, that what an interview says, that what an organization says, and that the matrix;
/// events become counts, and counts are rounded and hidden.</summary>
internal sealed class Recount
{
    private static readonly string[] Cells = ["AWR-F", "AWR-O", "AWR-C", "CMP-F", "CMP-O", "CMP-C", "COL-F", "COL-O", "COL-C", "SAF-F", "SAF-O", "SAF-C"];
    private static readonly string[] Domains = ["Awareness", "Competency", "Collaboration", "Safety"];
    private static readonly string[] Levels = ["Facilitator", "Organization", "Community"];
    private static readonly string[] Points = ["Clear negative change (−2)", "Some negative change (−1)", "No change (0)", "Some positive change (+1)", "Clear positive change (+2)"];
    private static readonly string[] Bases = ["INFERRED", "GENERAL_STATEMENT", "CONCRETE_EXAMPLE", "DOCUMENTED"];
    private static readonly string[] Quarters = ["Apr–Jun", "Jul–Sep", "Oct–Dec", "Jan–Mar"];

    private static readonly Dictionary<string, string> Provinces = new()
    {
        ["AB"] = "Alberta", ["BC"] = "British Columbia", ["MB"] = "Manitoba", ["NB"] = "New Brunswick", ["NL"] = "Newfoundland and Labrador",
        ["NS"] = "Nova Scotia", ["NT"] = "Northwest Territories", ["NU"] = "Nunavut", ["ON"] = "Ontario", ["PE"] = "Prince Edward Island",
        ["QC"] = "Quebec", ["SK"] = "Saskatchewan", ["YT"] = "Yukon",
    };

    private readonly List<Printed> printed = [];

    /// <summary>The matrix, by code of the cell.</summary>
    public Dictionary<string, NationalCell> Matrix { get; } = [];

    /// <summary>The headline counts, by what is counted.</summary>
    public Dictionary<string, string> Headline { get; } = [];

    /// <summary>Every number of every table.</summary>
    public IReadOnlyList<Printed> Numbers => printed;

    public static async Task<Recount> OfAsync(RawRows rows, DateOnly cutOff)
    {
        var recount = new Recount();
        await recount.CountChangeAsync(rows);
        await recount.CountReachAsync(rows, cutOff);
        return recount;
    }

    public static string NameOf(string cell) => $"{Domains[Array.IndexOf(Cells, cell) / 3]} × {Levels[Array.IndexOf(Cells, cell) % 3]}";

    // ---------- From ratings to the matrix ----------

    private async Task CountChangeAsync(RawRows rows)
    {
        foreach (var cell in Cells)
            Matrix[cell] = new NationalCell();
        var interviewees = new Dictionary<Guid, HashSet<Guid>>();
        foreach (var row in await rows.ReadAsync("select interview_id, interviewee_id from evidence.interview_participation"))
        {
            interviewees.TryAdd((Guid)row[0]!, []);
            interviewees[(Guid)row[0]!].Add((Guid)row[1]!);
        }

        var (standing, bases) = await StandingAsync(rows);
        var signed = new Dictionary<(Guid Organization, string Cell), (string Status, Value Value)>();
        foreach (var row in await rows.ReadAsync("select organization_id, cell, status, value, is_mixed from evidence.cell_synthesis where scope = 'ORGANIZATION' and superseded_at is null"))
            signed[((Guid)row[0]!, (string)row[1]!)] = ((string)row[2]!, new Value(ToInt(row[3]), (bool)row[4]!));
        var interviews = await rows.ReadAsync("select id, organization_id from evidence.interview");

        foreach (var row in await rows.ReadAsync("select id from programme.organization"))
        {
            var organization = (Guid)row[0]!;
            foreach (var cell in Cells)
            {
                var (values, spoke, rated, strongest) = (new List<Value>(), new HashSet<Guid>(), new HashSet<Guid>(), -1);
                foreach (var interview in interviews)
                {
                    var id = (Guid)interview[0]!;
                    if ((Guid)interview[1]! != organization || !standing.TryGetValue((id, cell), out var inTurns))
                        continue;
                    var said = OfOnePerson(inTurns);
                    values.Add(said);
                    spoke.UnionWith(interviewees[id]);
                    if (said.Point is null)
                        continue;
                    rated.UnionWith(interviewees[id]);
                    strongest = Math.Max(strongest, bases[(id, cell)]);
                }

                Count(Matrix[cell], signed.TryGetValue((organization, cell), out var signature) ? signature : null, values, spoke.Count, strongest);
                Matrix[cell].Interviewees.UnionWith(rated);
            }
        }

        foreach (var cell in Cells)
            PrintCell(cell, Matrix[cell]);
    }

    // What both coders gave stands; what they differ on stands as the lead settled it, in words, between them.
    private static async Task<(Dictionary<(Guid, string), List<Value>> Standing, Dictionary<(Guid, string), int> Bases)> StandingAsync(RawRows rows)
    {
        var given = new Dictionary<(Guid Interview, int Turn, string Cell), Dictionary<Guid, List<Value>>>();
        var basis = new Dictionary<(Guid Interview, int Turn, string Cell), int>();
        var raw = await rows.ReadAsync(
            """
            select c.interview_id, t.sequence, r.cell, c.coder_id, r.value, r.is_mixed, r.basis
            from evidence.change_rating r
            join evidence.excerpt e on e.id = r.excerpt_id
            join evidence.interview_coding c on c.id = e.coding_id
            join evidence.transcript_turn t on t.version_id = e.transcript_version_id and t.start_cp < e.end_cp and e.start_cp < t.end_cp
            where t.speaker_role = 'INTERVIEWEE' and r.retired_at is null and e.retired_at is null
            """);
        foreach (var row in raw)
        {
            var unit = ((Guid)row[0]!, ToInt(row[1])!.Value, (string)row[2]!);
            given.TryAdd(unit, []);
            given[unit].TryAdd((Guid)row[3]!, []);
            given[unit][(Guid)row[3]!].Add(new Value(ToInt(row[4]), (bool)row[5]!));
            basis[unit] = Math.Max(basis.GetValueOrDefault(unit, -1), Array.IndexOf(Bases, (string?)row[6]));
        }

        var settled = new Dictionary<(Guid, int, string), (string Outcome, string Method, Value Value)>();
        foreach (var row in await rows.ReadAsync("select interview_id, turn_sequence, cell, outcome, method, value, is_mixed from evidence.consensus_unit"))
            settled[((Guid)row[0]!, ToInt(row[1])!.Value, (string)row[2]!)] = ((string)row[3]!, (string)row[4]!, new Value(ToInt(row[5]), (bool)row[6]!));
        settled.Keys.Should().BeEquivalentTo(given.Keys, "every turn in which a coder heard of a cell is settled, and no other");

        var (standing, bases) = (new Dictionary<(Guid, string), List<Value>>(), new Dictionary<(Guid, string), int>());
        foreach (var (unit, byCoder) in given)
        {
            var (outcome, method, decided) = settled[unit];
            var values = byCoder.Values.Select(OfOnePerson).ToList();
            var agree = values.Count == 2 && values[0].Point == values[1].Point;
            method.Should().Be(agree ? "AGREED" : values.Count == 2 && Math.Abs(values[0].Point!.Value - values[1].Point!.Value) > 1 ? "ADJUDICATED" : "DISCUSSED");
            if (agree)
                decided.Should().Be(new Value(values[0].Point, values[0].Mixed || values[1].Mixed));
            if (outcome == "NOT_THIS_CELL")
                continue;
            var cell = (unit.Interview, unit.Cell);
            standing.TryAdd(cell, []);
            standing[cell].Add(decided);
            if (decided.Point is not null)
                bases[cell] = Math.Max(bases.GetValueOrDefault(cell, -1), basis[unit]);
        }

        return (standing, bases);
    }

    // Repetition adds no strength: the strongest stands, unless there is better and worse.
    private static Value OfOnePerson(List<Value> values)
    {
        var points = new List<int>();
        var mixed = false;
        foreach (var value in values)
        {
            if (value.Point is { } point)
                points.Add(point);
            mixed |= value.Point is not null && value.Mixed;
        }

        if (points.Count == 0)
            return new Value(null);
        points.Sort();
        if (points[0] < 0 && points[^1] > 0)
            return new Value(Math.Clamp(Median(points), -1, 1), true);
        return new Value(points[0] < 0 ? points[0] : points[^1], mixed);
    }

    // The median of its people: nobody stands for the whole.
    private static Value OfOrganization(List<Value> values)
    {
        var points = new List<int>();
        var mixed = false;
        foreach (var value in values)
        {
            if (value.Point is { } point)
                points.Add(point);
            mixed |= value.Point is not null && value.Mixed;
        }

        if (points.Count == 0)
            return new Value(null);
        points.Sort();
        var median = Median(points);
        if (points[0] < 0 && points[^1] > 0)
            return new Value(Math.Clamp(median, -1, 1), true);
        return new Value(median, mixed || (median == 0 && (points[0] != 0 || points[^1] != 0)));
    }

    // Toward zero where it lies between two points.
    private static int Median(List<int> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;

    private static void Count(NationalCell national, (string Status, Value Value)? signature, List<Value> values, int interviewees, int strongest)
    {
        if (signature is not { } signed)
        {
            national.NotSigned++;
            return;
        }

        if (values.Count == 0)
        {
            signed.Status.Should().Be("NOT_DISCUSSED");
            national.NotDiscussed++;
            return;
        }

        var follows = OfOrganization(values);
        signed.Value.Should().Be(follows, "the lead signed what the rules suggest");
        if (follows.Point is not { } point)
        {
            signed.Status.Should().Be("INSUFFICIENT_EVIDENCE");
            national.Insufficient++;
            return;
        }

        national.Points[point + 2]++;
        national.Mixed += follows.Mixed ? 1 : 0;
        // Everything here was coded by two.
        national.Confidences[strongest <= 0 ? 0 : interviewees < 2 || follows.Mixed ? 1 : interviewees >= 3 && strongest >= 2 ? 3 : 2]++;
    }

    private void PrintCell(string code, NationalCell cell)
    {
        string[] columns = ["Rated", .. Points, "Mixed", "Insufficient evidence", "Not discussed", "Not evaluated yet", "All organizations", "commonest confidence"];
        var all = cell.Rated + cell.Insufficient + cell.NotDiscussed + cell.NotSigned;
        int[] counts = [cell.Rated, .. cell.Points, cell.Mixed, cell.Insufficient, cell.NotDiscussed, cell.NotSigned, all];
        for (var i = 0; i < columns.Length; i++)
            Print("Change by domain and level", NameOf(code), columns[i], !cell.IsShown ? "Not shown" : i < counts.Length ? Text(counts[i]) : cell.Confidence);
    }

    // ---------- From events to counts ----------

    private async Task CountReachAsync(RawRows rows, DateOnly cutOff)
    {
        var day = cutOff.ToString("O", CultureInfo.InvariantCulture);
        var homes = new Dictionary<Guid, string>();
        foreach (var row in await rows.ReadAsync($"select id, jurisdiction from programme.organization where joined_on <= '{day}'"))
            homes[(Guid)row[0]!] = (string)row[1]!;
        var facilitators = new Dictionary<Guid, HashSet<Guid>>();
        foreach (var row in await rows.ReadAsync($"select organization_id, person_id from programme.facilitator_affiliation where role = 'FACILITATOR' and starts_on <= '{day}' and (ends_on is null or ends_on >= '{day}')"))
        {
            facilitators.TryAdd((Guid)row[0]!, []);
            facilitators[(Guid)row[0]!].Add((Guid)row[1]!);
        }

        var sessions = new List<Event>();
        var first = new Dictionary<Guid, DateOnly>();
        foreach (var row in await rows.ReadAsync($"select group_id, organization_id, held_on from programme.intervention_session where status = 'HELD' and held_on <= '{day}'"))
        {
            var (group, on) = ((Guid)row[0]!, (DateOnly)row[2]!);
            sessions.Add(new Event(on, [(Guid)row[1]!], 1));
            if (!first.TryGetValue(group, out var earliest) || on < earliest)
                first[group] = on;
        }

        var (groups, participants, completers) = (new List<Event>(), new List<Event>(), new List<Event>());
        foreach (var row in await rows.ReadAsync("select id, organization_id, enrolled_count, completer_count, status, ends_on from programme.intervention_group"))
        {
            if (!first.TryGetValue((Guid)row[0]!, out var on))
                continue;
            var where = (Guid)row[1]!;
            groups.Add(new Event(on, [where], 1));
            participants.Add(new Event(on, [where], ToInt(row[2])!.Value));
            completers.Add(new Event(on, [where], (string)row[4]! == "CLOSED" && (DateOnly)row[5]! <= cutOff ? ToInt(row[3])!.Value : 0));
        }

        var (cohorts, trained) = (new Dictionary<Guid, Event>(), new Dictionary<Guid, Event>());
        foreach (var row in await rows.ReadAsync(
            $"""
            select c.id, e.person_id, e.organization_id, e.status, c.ends_on
            from programme.training_enrolment e join programme.training_cohort c on c.id = e.cohort_id
            where c.ends_on <= '{day}' and c.status <> 'CANCELLED' and e.status not in ('WITHDRAWN', 'WAITLISTED')
            """))
        {
            var on = (DateOnly)row[4]!;
            cohorts.TryAdd((Guid)row[0]!, new Event(on, [], 1));
            cohorts[(Guid)row[0]!].Organizations.Add((Guid)row[2]!);
            if ((string)row[3]! == "COMPLETED" && (!trained.TryGetValue((Guid)row[1]!, out var before) || on < before.On))
                trained[(Guid)row[1]!] = new Event(on, [(Guid)row[2]!], 1);
        }

        var certified = new Dictionary<Guid, Event>();
        foreach (var row in await rows.ReadAsync($"select person_id, organization_id, issued_on from programme.certification where kind = 'FACILITATOR' and issued_on <= '{day}' and (revoked_on is null or revoked_on > '{day}')"))
        {
            var on = (DateOnly)row[2]!;
            if (!certified.TryGetValue((Guid)row[0]!, out var before) || on < before.On)
                certified[(Guid)row[0]!] = new Event(on, [(Guid)row[1]!], 1);
        }

        var interviewed = new HashSet<Guid>();
        foreach (var row in await rows.ReadAsync("select interviewee_id from evidence.interview_participation"))
            interviewed.Add((Guid)row[0]!);

        Head("Organizations", Text(homes.Count));
        Head("Provinces and territories", Text(homes.Values.Distinct().Count()));
        Head("Facilitators certified", Persons(certified.Count));
        Head("Groups held", Text(groups.Count));
        Head("Sessions held", Text(sessions.Count));
        Head("Interviewees", Persons(interviewed.Count));
        bool Hides(HashSet<Guid> organizations) => organizations.Count > 0
            && (organizations.Count < 3 || organizations.All(o => !facilitators.TryGetValue(o, out var people) || people.Count <= 1));
        PrintPlaces(homes, groups, sessions, Hides);
        PrintQuarters(groups, cutOff, Hides);
        PrintYears([("Training cohorts held", [.. cohorts.Values], Text), ("Facilitators trained, rounded", [.. trained.Values], Persons), ("Facilitators certified, rounded", [.. certified.Values], Persons)], Hides);
        PrintYears([("Groups held", groups, Text), ("Sessions held", sessions, Text), ("Participants, rounded", participants, Participants), ("Participants who completed, rounded", completers, Participants)], Hides);
    }

    private void Head(string what, string count)
    {
        Headline[what] = count;
        Print("Counts", what, "This release", count);
    }

    private void PrintPlaces(Dictionary<Guid, string> homes, List<Event> groups, List<Event> sessions, Func<HashSet<Guid>, bool> hides)
    {
        const string title = "Organizations by province and territory";
        foreach (var (code, name) in Provinces)
        {
            var here = homes.Where(h => h.Value == code).Select(h => h.Key).ToHashSet();
            hides(here).Should().BeFalse("the walk has at least three organizations, with two facilitators somewhere, wherever it has any");
            Print(title, name, "Organizations", Text(here.Count));
            Print(title, name, "Groups held", Text(groups.Count(g => here.Overlaps(g.Organizations))));
            Print(title, name, "Sessions held", Text(sessions.Count(s => here.Overlaps(s.Organizations))));
        }

        Print(title, "Canada", "Organizations", Text(homes.Count));
        Print(title, "Canada", "Groups held", Text(groups.Count));
        Print(title, "Canada", "Sessions held", Text(sessions.Count));
    }

    private void PrintQuarters(List<Event> groups, DateOnly cutOff, Func<HashSet<Guid>, bool> hides)
    {
        var quarters = new List<(DateOnly From, int Groups, HashSet<Guid> Organizations)>();
        for (var from = QuarterOf(groups.Min(g => g.On)); from <= cutOff; from = from.AddMonths(3))
        {
            var begun = groups.Where(g => QuarterOf(g.On) == from).ToList();
            quarters.Add((from, begun.Count, [.. begun.SelectMany(g => g.Organizations)]));
        }

        // A hidden count must leave a range wider than five. With so few groups in all, only hiding every quarter leaves it.
        var any = quarters.Any(q => hides(q.Organizations));
        groups.Count.Should().BeLessThanOrEqualTo(5, "the rest of this is for a walk of few groups");
        foreach (var (from, count, _) in quarters)
            Print("Groups held, by quarter", $"{Quarters[(from.Month + 8) % 12 / 3]} {from.Year.ToString(CultureInfo.InvariantCulture)}", "Groups held", any ? "Not shown" : Text(count));
    }

    private void PrintYears((string Name, List<Event> Events, Func<int, string> Print)[] rows, Func<HashSet<Guid>, bool> hides)
    {
        foreach (var (name, events, print) in rows)
        {
            var years = events.Select(e => YearOf(e.On)).Distinct().ToList();
            years.Should().ContainSingle("the walk lasts one fiscal year");
            hides([.. events.SelectMany(e => e.Organizations)]).Should().BeFalse("the walk has three organizations in it");
            var count = print(events.Sum(e => e.Weight));
            Print("Reach", name, $"{years[0].ToString(CultureInfo.InvariantCulture)}–{((years[0] + 1) % 100).ToString("00", CultureInfo.InvariantCulture)}", count);
            Print("Reach", name, "All", count);
        }
    }

    private void Print(string table, string row, string column, string value) => printed.Add(new Printed(table, row, column, value));

    private static DateOnly QuarterOf(DateOnly day) => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);

    private static int YearOf(DateOnly day) => day.Month < 4 ? day.Year - 1 : day.Year;

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    // PRV-01: none, fewer than 5, or the nearest 5.
    private static string Persons(int count) => count == 0 ? "0" : count < 5 ? "<5" : Text((count + 2) / 5 * 5);

    // PRV-02: none, fewer than 10, or the nearest 5.
    private static string Participants(int count) => count == 0 ? "0" : count < 10 ? "<10" : Text((count + 2) / 5 * 5);

    private static int? ToInt(object? value) => value is null ? null : Convert.ToInt32(value, CultureInfo.InvariantCulture);

    /// <summary>Something that happened on a day, for some organizations.</summary>
    private sealed record Event(DateOnly On, HashSet<Guid> Organizations, int Weight);
}
