using System.Globalization;
using Npgsql;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;
using static TraumaCapacity.Application.Data.Seeding.DemoData;

namespace TraumaCapacity.Application.Data.Seeding;

/// <summary>The groups of the demonstration and their sessions, logged as a coordinator would.</summary>
internal sealed class DemoGroups
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday"];
    private static readonly string[] Jours = ["lundi", "mardi", "mercredi", "jeudi"];
    private static readonly string[] Adaptations = ["LENGTHENED", "CULTURAL_PRACTICE", "MATERIAL_SIMPLIFIED", "ACTIVITY_REPLACED", "TOPIC_MOVED"];

    // Organizations by place in the list: the one whose running group takes attendance by slot, and the one whose running
    // group is run with the next organization.
    private const int WithSlots = 5;
    private const int WithPartner = 0;

    private readonly DemoClock clock = new();
    private readonly GroupService groups;
    private readonly SessionService sessions;

    /// <summary>Works with a clock of its own, so that several organizations can be on their way at once.</summary>
    public DemoGroups(NpgsqlDataSource dataSource)
    {
        var database = new TraumaDatabase(dataSource, clock);
        groups = new GroupService(database, clock);
        sessions = new SessionService(database, clock);
    }

    /// <summary>The checklist of the demonstration's curriculum.</summary>
    public static async Task DefineChecklistAsync(TraumaDatabase database, Actor coordinator, CurriculumId curriculum, CancellationToken cancellationToken) =>
        _ = Must(await new ChecklistService(database).DefineAsync(
            coordinator, curriculum, 0,
            [
                new("Opening check-in", "Tour de table d’ouverture"),
                new("Topic as in the manual", "Thème conforme au manuel", IsTopic: true),
                new("Practice activity", "Activité de mise en pratique"),
                new("Link to life at home", "Lien avec la vie à la maison"),
                new("Closing and next step", "Clôture et prochaine étape"),
            ],
            cancellationToken));

    /// <summary>Adds the groups of one organization.</summary>
    /// <param name="index">Which of the places.</param>
    public async Task AddAsync(
        Actor coordinator, CurriculumId curriculum, IReadOnlyList<DemoPlace> places, int index, IReadOnlySet<PersonId> certified, CancellationToken cancellationToken)
    {
        var place = places[index];
        var french = place.Demo.Language == ServiceLanguage.French;
        var first = place.Joined.Year == 2023 ? french ? new DateOnly(2024, 10, 14) : new DateOnly(2024, 9, 9) : new DateOnly(2025, 6, 2);
        var runs = place.Joined.Year == 2023 ? 3 : 2;
        for (var run = 0; run < runs; run++)
        {
            var weekday = (index + run) % Days.Length;
            // Three to a year, with a pause; the last one of some organizations still runs.
            var start = first.AddDays((run * 154) + weekday);
            var running = run == runs - 1 && index % 5 == 0;
            if (running)
                start = new DateOnly(2026, 9, 28).AddDays(weekday);
            var partner = running && index == WithPartner ? places[index + 1] : null;
            await AddGroupAsync(coordinator, curriculum, place, partner, index, run, start, running, certified, cancellationToken);
        }
    }

    private async Task AddGroupAsync(
        Actor coordinator, CurriculumId curriculum, DemoPlace place, DemoPlace? partner, int index, int run, DateOnly start, bool running,
        IReadOnlySet<PersonId> certified, CancellationToken cancellationToken)
    {
        var french = place.Demo.Language == ServiceLanguage.French;
        var weekday = (index + run) % Days.Length;
        var enrolled = 7 + ((index + (run * 2)) % 5);
        var label = french
            ? $"Groupe du {Jours[weekday]}, {start.ToString("MMMM yyyy", CultureInfo.GetCultureInfo("fr-CA"))}"
            : $"{Days[weekday]} group, {start.ToString("MMMM yyyy", CultureInfo.GetCultureInfo("en-CA"))}";
        var pair = place.Staff.Take(2).OrderByDescending(certified.Contains).ToList();
        if (partner is not null)
            pair[1] = partner.Staff.Take(2).OrderByDescending(certified.Contains).First();
        var slots = running && index == WithSlots;
        clock.MoveTo(start.AddDays(-10));
        var group = Must(await groups.OpenAsync(
            coordinator,
            new OpenGroup
            {
                OrganizationId = place.Id,
                Partners = partner is null ? [] : [partner.Id],
                CurriculumId = curriculum,
                Facilitators = [.. pair.Select(p => new FacilitatorTerm(p))],
                SlotDays = slots ? 60 : null,
                Plan = new GroupPlan
                {
                    Label = label,
                    StartsOn = start,
                    EndsOn = start.AddDays(84),
                    PlannedSessions = 8,
                    EnrolledCount = enrolled,
                    SessionMinutes = 120,
                    Mode = index % 4 == 0 ? DeliveryMode.Hybrid : DeliveryMode.InPerson,
                    ChildCareProvided = index % 2 == 0 || slots,
                    TransportProvided = index % 3 == 0,
                    MealsProvided = index % 4 == 1,
                    InterpretationProvided = index % 7 == 2,
                },
            },
            cancellationToken));
        var held = running ? 5 : (index + run) % 4 == 3 ? 7 : 8;
        for (var number = 1; number <= held; number++)
            await LogAsync(coordinator, group, number, start.AddDays((number - 1) * 7), pair, index, enrolled, french, cancellationToken);

        if (running)
        {
            // The sixth session fell on a stormy day.
            var stormy = start.AddDays(35);
            clock.MoveTo(stormy);
            var form = (await sessions.NextSessionAsync(coordinator, group, cancellationToken))!;
            _ = Must(await sessions.LogAsync(
                coordinator,
                new LogSession
                {
                    GroupId = group,
                    Record = form.Begin with
                    {
                        HeldOn = stormy, Status = SessionStatus.Rescheduled, RescheduledTo = stormy.AddDays(28), NotHeldReason = NotHeldReason.Weather,
                    },
                },
                cancellationToken));
        }
        else
        {
            clock.MoveTo(start.AddDays(60));
            var details = (await groups.FindAsync(coordinator, group, cancellationToken))!;
            _ = Must(await groups.CloseAsync(coordinator, group, details.Version, enrolled - 1 - (index % 3), cancellationToken));
        }
    }

    private async Task LogAsync(
        Actor coordinator, GroupId group, int number, DateOnly day, List<PersonId> pair, int index, int enrolled, bool french, CancellationToken cancellationToken)
    {
        clock.MoveTo(day.AddDays(1));
        var form = (await sessions.NextSessionAsync(coordinator, group, cancellationToken))!;
        var solo = (index + number) % 11 == 0;
        var present = Math.Max(3, enrolled - ((number + index) % 4));
        var values = form.Checklist.Items.Select((item, position) => (item.Id, Value: ((number + position + index) % 7) switch
        {
            0 => FidelityValue.NotDone,
            3 when position == 2 => FidelityValue.Partial,
            _ => FidelityValue.Full,
        })).ToDictionary(i => i.Id, i => i.Value);
        var session = Must(await sessions.LogAsync(
            coordinator,
            new LogSession
            {
                GroupId = group,
                Record = form.Begin with
                {
                    HeldOn = day,
                    Minutes = number % 3 == 0 ? 135 : 120,
                    PresentCount = present,
                    // Everybody is away once in a while.
                    PresentSlots = [.. form.Slots.Select((s, i) => (s.Id, Rank: (i + (number * 3)) % form.Slots.Count)).OrderBy(s => s.Rank).Take(present).Select(s => s.Id)],
                    LateCount = number % 2 == 0 ? 1 : null,
                    ChildrenInCareCount = form.ChildCareProvided ? 3 + (number % 3) : null,
                    Facilitators = solo ? [pair[0]] : pair,
                    SoloReason = solo ? SoloFacilitationReason.Illness : null,
                    Fidelity = values,
                    Adaptations = number % 3 == 1 ? [Adaptations[(index + number) % Adaptations.Length]] : [],
                    AdaptationNote = number == 4 && !french ? "Longer check-in; the practice moved to next week." : null,
                },
            },
            cancellationToken));
        if (number is 2 or 5)
        {
            var seen = (await sessions.FidelityAsync(coordinator, group, session, cancellationToken))!;
            _ = Must(await sessions.RateAsync(
                coordinator,
                new RateSession(
                    group, session, seen.Version, number == 2 ? FidelityRater.CoFacilitator : FidelityRater.Observer,
                    values.ToDictionary(v => v.Key, v => v.Value == FidelityValue.NotDone && index % 2 == 0 ? FidelityValue.Partial : v.Value)),
                cancellationToken));
        }
    }
}
