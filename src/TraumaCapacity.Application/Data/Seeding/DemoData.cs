using System.Text;
using Npgsql;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Application.Interviews;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Application.Releases;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Application.Training;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Data.Seeding;

/// <summary>Fills an empty database with the fictional initiative «Steady Ground», through the same services that people
/// use, so that it cannot break a rule. The same every time: dates, names and figures come from the code and its files.</summary>
public sealed class DemoData
{
    /// <summary>Interviews left where people can try things: 3 to reconcile, 7 half coded, 14 and 21 to code.</summary>
    internal const int ToReconcile = 3;
    internal const int HalfCoded = 7;

    /// <summary>What is done at one interview or organization does not touch another: so much of it goes on at once.</summary>
    private const int AtOnce = 3;

    private static readonly int[] ToCode = [14, 21];
    private static readonly DateOnly WaveStart = new(2025, 11, 1);
    private static readonly DateOnly WaveEnd = new(2026, 6, 30);

    private readonly DemoClock clock = new();
    private readonly HashSet<PersonId> certified = [];
    private readonly DemoAccounts accounts;
    private readonly AccountService administration;
    private readonly OrganizationService organizations;
    private readonly PersonService people;
    private readonly TrainingProgramService programs;
    private readonly CohortService cohorts;
    private readonly InterviewService interviews;
    private readonly CodebookService codebooks;
    private readonly SynthesisService syntheses;
    private readonly ReleaseService releases;
    private readonly NpgsqlDataSource dataSource;

    /// <summary>Works with services of its own, whose clock stands at the days that the demonstration tells of.</summary>
    /// <param name="dataSource">Connects as the application's login.</param>
    /// <param name="accounts">The people of the demonstration; they exist already.</param>
    /// <param name="administration">Gives the limited coordinator her organization.</param>
    public DemoData(NpgsqlDataSource dataSource, DemoAccounts accounts, AccountService administration)
    {
        this.accounts = accounts;
        this.administration = administration;
        this.dataSource = dataSource;
        var database = new TraumaDatabase(dataSource, clock);
        organizations = new OrganizationService(database, clock);
        people = new PersonService(database, clock);
        programs = new TrainingProgramService(database);
        cohorts = new CohortService(database, clock);
        interviews = new InterviewService(database, clock);
        codebooks = new CodebookService(database);
        syntheses = new SynthesisService(database, clock);
        releases = new ReleaseService(database, clock);
    }

    /// <summary>Fills the database. It must hold the demonstration's accounts and nothing else.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        var coordinator = await accounts.ActAsAsync("coordinator@demo.example", cancellationToken);
        var places = await AddProgrammeAsync(coordinator, cancellationToken);
        await LimitCoordinatorsAsync(places, cancellationToken);
        var team = new DemoTeam(
            await accounts.ActAsAsync("custodian@demo.example", cancellationToken),
            await accounts.ActAsAsync("custodian2@demo.example", cancellationToken),
            await accounts.ActAsAsync("evaluator@demo.example", cancellationToken),
            await accounts.ActAsAsync("evaluator2@demo.example", cancellationToken),
            await accounts.ActAsAsync("lead@demo.example", cancellationToken),
            await accounts.ActAsAsync("lead2@demo.example", cancellationToken));
        await AddEvidenceAsync(team, places, cancellationToken);
        await accounts.FinishAsync(cancellationToken);
    }

    internal static T Must<T>(Result<T> result) =>
        result.Succeeded ? result.Value : throw new InvalidOperationException($"The demonstration breaks a rule: {result.Refusal.Code} {result.Refusal.Field}");

    private static string Email(string name) =>
        new string([.. name.Normalize(NormalizationForm.FormD).ToLowerInvariant().Replace(' ', '.').Where(c => c is >= 'a' and <= 'z' or '.' or '-')]) + "@demo.example";

    // ---------- Programme ----------

    private async Task<IReadOnlyList<DemoPlace>> AddProgrammeAsync(Actor coordinator, CancellationToken cancellationToken)
    {
        clock.MoveTo(new DateOnly(2023, 10, 3));
        var places = new List<DemoPlace>();
        foreach (var (demo, index) in DemoInitiative.Organizations.Select((o, i) => (o, i)))
        {
            // Nine organizations took part from the first year, five joined a year later.
            var joined = index % 3 == 2 ? new DateOnly(2025, 4, 1) : new DateOnly(2023, 10, 2);
            var profile = new OrganizationProfile(demo.Code, demo.Name, demo.Jurisdiction, demo.Setting, demo.Language, demo.OfficialLanguageMinority);
            var id = Must(await organizations.RegisterAsync(coordinator, profile, joined, cancellationToken));
            var staff = new List<PersonId>();
            foreach (var name in demo.People)
                staff.Add(Must(await people.RegisterAsync(coordinator, new RegisterPerson(name, Email(name), id, AffiliationRole.Facilitator, joined), cancellationToken)));
            places.Add(new DemoPlace(demo, id, staff, joined));
        }

        var program = Must(await programs.DefineAsync(
            coordinator,
            TrainingProgram.Define("Certified facilitator training", "Formation de certification à l’animation", TrainingTier.CertifiedFacilitator, 30, 0.8m, 36),
            cancellationToken));
        var curriculum = Must(await programs.DefineCurriculumAsync(
            coordinator,
            Curriculum.Define("Steady Ground group", "Groupe Terrain solide", "1", ContentLanguage.English, [.. DemoInitiative.Topics.Select(t => new TopicTitle(t.En, t.Fr))]),
            cancellationToken));
        await AddCohortsAsync(coordinator, places, program, curriculum, cancellationToken);
        await DemoGroups.DefineChecklistAsync(new TraumaDatabase(dataSource, clock), coordinator, curriculum, cancellationToken);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, places.Count),
            Together(cancellationToken),
            async (index, stop) => await new DemoGroups(dataSource).AddAsync(coordinator, curriculum, places, index, certified, stop));
        return places;
    }

    private async Task AddCohortsAsync(Actor coordinator, List<DemoPlace> places, TrainingProgramId program, CurriculumId curriculum, CancellationToken cancellationToken)
    {
        // Who trains when: each organization sends two people to a first cohort, the others to a later one.
        (string Code, DateOnly Start, ContentLanguage Language, Func<DemoPlace, int, bool> Sends)[] plan =
        [
            ("Cohort 1, winter 2024", new(2024, 1, 15), ContentLanguage.English, (p, i) => p.Joined.Year == 2023 && p.Demo.Language != ServiceLanguage.French && i < 2),
            ("Cohorte 2, automne 2024", new(2024, 9, 16), ContentLanguage.French, (p, i) => p.Joined.Year == 2023 && p.Demo.Language == ServiceLanguage.French && i < 2),
            ("Cohort 3, winter 2025", new(2025, 1, 20), ContentLanguage.English, (p, i) => p.Joined.Year == 2023 && i >= 2),
            ("Cohort 4, spring 2025", new(2025, 5, 5), ContentLanguage.English, (p, i) => p.Joined.Year == 2025 && i < 2),
            ("Cohort 5, fall 2025", new(2025, 9, 22), ContentLanguage.English, (p, i) => p.Joined.Year == 2025 && i >= 2),
        ];
        var absent = 0;
        foreach (var (code, start, language, sends) in plan)
        {
            clock.MoveTo(start.AddDays(-40));
            PlannedDay[] days = [.. new[] { 0, 1, 14, 15, 16 }.Select(d => new PlannedDay(start.AddDays(d), 6))];
            var cohort = Must(await cohorts.OpenAsync(coordinator, new OpenCohort(program, code, days, 24, DeliveryMode.Hybrid, language, null, curriculum), cancellationToken));
            foreach (var place in places)
            {
                foreach (var (person, _) in place.Staff.Select((p, i) => (p, i)).Where(x => sends(place, x.i)))
                    _ = Must(await cohorts.EnrolAsync(coordinator, cohort, person, place.Id, cancellationToken));
            }

            clock.MoveTo(start.AddDays(17));
            var details = (await cohorts.FindAsync(coordinator, cohort, cancellationToken))!;
            var hours = new List<AttendanceEntry>();
            foreach (var enrolment in details.Enrolments)
            {
                absent++;
                foreach (var (day, number) in details.Days.Select((d, i) => (d, i)))
                {
                    // Every fourteenth person misses two days and does not complete; every fifth leaves early once.
                    var attended = absent % 14 == 0 && number is 1 or 3 && absent % 14 == 0 ? 0 : absent % 5 == 0 && number == 4 ? 3.5m : 6;
                    hours.Add(new AttendanceEntry(enrolment.Id, day.Id, attended, null));
                }
            }

            if (Must(await cohorts.RecordAttendanceAsync(coordinator, cohort, hours, cancellationToken)).FirstOrDefault(o => o.Refusal is not null)?.Refusal is { } refused)
                throw new InvalidOperationException($"The demonstration breaks a rule: {refused.Code}");
            _ = Must(await cohorts.CompleteAsync(coordinator, cohort, cancellationToken));
            details = (await cohorts.FindAsync(coordinator, cohort, cancellationToken))!;
            var completed = details.Enrolments.Where(e => e.Status == EnrolmentStatus.Completed).Select(e => e.Id).ToList();
            _ = Must(await cohorts.CertifyAsync(coordinator, cohort, completed, start.AddDays(16), cancellationToken));
            certified.UnionWith(details.Enrolments.Where(e => e.Status == EnrolmentStatus.Completed).Select(e => e.PersonId));
        }
    }

    private async Task LimitCoordinatorsAsync(IReadOnlyList<DemoPlace> places, CancellationToken cancellationToken)
    {
        var administrator = await accounts.ActAsAsync("admin@demo.example", cancellationToken);
        foreach (var demo in DemoAccounts.All.Where(a => a.OrganizationCode is not null))
        {
            var account = await accounts.ActAsAsync(demo.Email, cancellationToken);
            var place = places.Single(p => p.Demo.Code == demo.OrganizationCode);
            _ = Must(await administration.GrantAsync(new GrantRole(account.UserId, demo.Role, place.Id), administrator, cancellationToken));
        }
    }

    // ---------- Evidence ----------

    private async Task AddEvidenceAsync(DemoTeam team, IReadOnlyList<DemoPlace> places, CancellationToken cancellationToken)
    {
        clock.MoveTo(new DateOnly(2025, 10, 20));
        var wave = Must(await interviews.OpenWaveAsync(team.Custodian, "T1", WaveStart, WaveEnd, cancellationToken));
        var codebook = (await codebooks.CurrentAsync(team.Lead, cancellationToken))!.Value;
        var codes = (await codebooks.CodesAsync(team.Lead, codebook, cancellationToken)).ToDictionary(c => c.Key, c => c.Id, StringComparer.Ordinal);
        var scheduled = new List<DemoEvidence>();
        foreach (var demo in DemoInterview.All())
        {
            var evidence = new DemoEvidence(dataSource, team, demo, WaveStart);
            await evidence.ScheduleAsync(wave, places.Single(p => p.Demo.Name == demo.Organization), cancellationToken);
            scheduled.Add(evidence);
        }

        await Parallel.ForEachAsync(scheduled, Together(cancellationToken), async (evidence, stop) =>
        {
            await evidence.TakeInAsync(stop);
            if (Array.IndexOf(ToCode, evidence.Number) < 0)
                await evidence.CodeAsync(codes, half: evidence.Number == HalfCoded, settle: evidence.Number is not (ToReconcile or HalfCoded), stop);
        });

        clock.MoveTo(new DateOnly(2026, 6, 26));
        foreach (var place in places)
        {
            // Where nothing is settled yet there is nothing to sign.
            var signed = await syntheses.SignSuggestionsAsync(team.Lead, place.Id, wave, cancellationToken);
            if (!signed.Succeeded && signed.Refusal.Code != SynthesisRefusals.NothingToSign.Code)
                _ = Must(signed);
        }

        await PublishAsync(team, wave, cancellationToken);
    }

    private async Task PublishAsync(DemoTeam team, WaveId wave, CancellationToken cancellationToken)
    {
        clock.MoveTo(new DateOnly(2026, 7, 20));
        var step = Must(await releases.PrepareAsync(
            team.Lead,
            new PrepareRelease(wave, new DateOnly(2026, 6, 30), "Steady Ground: what changed, nationally", "Terrain solide : ce qui a changé au pays"),
            cancellationToken));
        clock.MoveTo(new DateOnly(2026, 7, 23));
        step = Must(await releases.ApproveAsync(team.SecondLead, step, cancellationToken));
        clock.MoveTo(new DateOnly(2026, 7, 24));
        _ = Must(await releases.PublishAsync(team.Lead, step, cancellationToken));
    }

    private static ParallelOptions Together(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
}

/// <summary>An organization of the demonstration as it was registered.</summary>
internal sealed record DemoPlace(DemoOrganization Demo, OrganizationId Id, IReadOnlyList<PersonId> Staff, DateOnly Joined);

/// <summary>Who gathers and weighs the evidence.</summary>
internal sealed record DemoTeam(Actor Custodian, Actor SecondCustodian, Actor First, Actor Second, Actor Lead, Actor SecondLead);
