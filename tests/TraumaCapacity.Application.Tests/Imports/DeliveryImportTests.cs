using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Application.Tests.Interventions;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Tests.Imports;

/// <summary>Cohorts with enrolments, groups and sessions by file: the rules are the entities' own.</summary>
public sealed class DeliveryImportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Cohorts = "Cohort,Programme,Days,Places,Mode,E-mail,Organization";
    private const string Groups = "Organization code,Group,Curriculum,Start date,End date,Enrolled,Child care,Facilitators";
    private const string Sessions = "Organization code,Group,Session,Date,Present,Minutes,Facilitators,Reason for one facilitator,Topic as in the manual,Note";

    private readonly ImportDesk desk = new(database);
    private readonly Actor national = TestDatabase.Someone(Role.Coordinator);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cohort_is_opened_and_filled_and_the_file_taken_again_changes_nothing()
    {
        var organization = await database.AnOrganizationAsync();
        var program = await database.AProgramAsync();
        var people = new[] { await database.AFacilitatorAsync(organization.Id), await database.AFacilitatorAsync(organization.Id), await database.AFacilitatorAsync(organization.Id) };
        var code = TestDatabase.UniqueText("Cohort ");
        var file = ImportDesk.Csv(
            Cohorts,
            $"{code},{program.NameFr},2026-05-04 6; 2026-05-05 6.5,2,online,{people[0].WorkEmail},{organization.PublicCode}",
            $"{code},,,,,{people[1].WorkEmail},{organization.PublicCode}",
            $"{code},,,,,{people[2].WorkEmail},{organization.PublicCode}");

        var (id, report) = await desk.ImportedAsync(national, ImportKind.Cohorts, file);

        report.Value.Errors.Should().BeEmpty();
        report.Value.Should().BeEquivalentTo(new { Stored = true, Created = 3 });
        await using (var db = await database.OpenAsync(national))
        {
            var cohort = await db.Cohorts.Include(c => c.Days).Include(c => c.Enrolments).SingleAsync(c => c.Code == code, Cancellation);
            cohort.Should().BeEquivalentTo(new { Capacity = 2, Mode = DeliveryMode.Virtual, TotalHours = 12.5m });
            cohort.Enrolments.Select(e => e.Status).Should().BeEquivalentTo([EnrolmentStatus.Registered, EnrolmentStatus.Registered, EnrolmentStatus.Waitlisted]);
        }

        (await desk.ImportAsync(national, ImportKind.Cohorts, file)).Value.Should().BeEquivalentTo(new { Created = 0, Changed = 0, Unchanged = 3 });
        (await desk.UndoAsync(national, id)).Succeeded.Should().BeTrue();
        await using var after = await database.OpenAsync(national);
        (await after.Cohorts.AnyAsync(c => c.Code == code, Cancellation)).Should().BeFalse();
    }

    [Fact]
    public async Task An_enrolment_that_attendance_rests_on_is_not_taken_back()
    {
        var organization = await database.AnOrganizationAsync();
        var program = await database.AProgramAsync();
        var person = await database.AFacilitatorAsync(organization.Id);
        var code = TestDatabase.UniqueText("Cohort ");
        var (id, _) = await desk.ImportedAsync(national, ImportKind.Cohorts, ImportDesk.Csv(Cohorts, $"{code},{program.NameEn},2026-04-01 6,5,,{person.WorkEmail},{organization.PublicCode}"));
        (await desk.ImportAsync(national, ImportKind.Attendance, ImportDesk.Csv("Cohort,E-mail,Date,Hours", $"{code},{person.WorkEmail},2026-04-01,6"))).Value.Stored.Should().BeTrue();

        (await desk.UndoAsync(national, id)).Refusal.Should().Be(ImportRefusals.LaterWork);

        await using var db = await database.OpenAsync(national);
        (await db.Attendance.CountAsync(a => a.OrganizationId == organization.Id, Cancellation)).Should().Be(1);
    }

    [Fact]
    public async Task A_coordinator_of_one_organization_enrols_their_own_and_opens_nothing()
    {
        var (own, foreign) = (await database.AnOrganizationAsync(), await database.AnOrganizationAsync());
        var program = await database.AProgramAsync();
        var (mine, stranger) = (await database.AFacilitatorAsync(own.Id), await database.AFacilitatorAsync(foreign.Id));
        var cohort = TrainingCohort.Open(program.Id, TestDatabase.UniqueText("Cohort "), [new PlannedDay(new DateOnly(2026, 5, 4), 6)], 12, DeliveryMode.InPerson, ContentLanguage.English).Value;
        await database.StoreAsync(cohort);
        var coordinator = TestDatabase.CoordinatorOf(own.Id);

        var refused = (await desk.CheckAsync(coordinator, ImportKind.Cohorts, ImportDesk.Csv(
            Cohorts,
            $"New one,{program.NameEn},2026-05-04 6,5,,{mine.WorkEmail},{own.PublicCode}",
            $"{cohort.Code},,,,,{stranger.WorkEmail},{own.PublicCode}",
            $"{cohort.Code},,,,,{mine.WorkEmail},{foreign.PublicCode}"))).Value;
        var done = (await desk.ImportAsync(coordinator, ImportKind.Cohorts, ImportDesk.Csv(Cohorts, $"{cohort.Code},,,,,{mine.WorkEmail},{own.PublicCode}"))).Value;

        refused.Errors.Select(e => (e.Line, e.Refusal)).Should().Equal((2, ImportRefusals.CohortUnknown), (3, ImportRefusals.PersonUnknown), (4, ImportRefusals.OrganizationUnknown));
        done.Should().BeEquivalentTo(new { Stored = true, Created = 1 });
    }

    [Fact]
    public async Task A_group_is_opened_by_file_and_only_what_differs_is_changed_later()
    {
        var organization = await database.AnOrganizationAsync();
        var curriculum = await database.ACurriculumAsync();
        var person = await database.AFacilitatorAsync(organization.Id);
        var label = TestDatabase.UniqueText("Group ");
        string Line(int enrolled) => FormattableString.Invariant($"{organization.PublicCode},{label},{curriculum.NameEn},2026-01-05,2026-03-30,{enrolled},oui,{person.WorkEmail}");
        (await desk.ImportAsync(national, ImportKind.Groups, ImportDesk.Csv(Groups, Line(8)))).Value.Should().BeEquivalentTo(new { Stored = true, Created = 1, ErrorCount = 0 });

        (await desk.ImportAsync(national, ImportKind.Groups, ImportDesk.Csv(Groups, Line(8)))).Value.Should().BeEquivalentTo(new { Created = 0, Changed = 0, Unchanged = 1 });
        var (id, report) = await desk.ImportedAsync(national, ImportKind.Groups, ImportDesk.Csv(Groups, Line(9)));

        report.Value.Should().BeEquivalentTo(new { Changed = 1, Unchanged = 0 });
        (await GroupAsync(label)).Should().BeEquivalentTo(new { EnrolledCount = 9, PlannedSessions = 6, ChildCareProvided = true, Status = GroupStatus.Running });
        (await desk.UndoAsync(national, id)).Succeeded.Should().BeTrue();
        (await GroupAsync(label)).EnrolledCount.Should().Be(8);
    }

    [Fact]
    [Trait("Rule", "INV-05")]
    [Trait("Rule", "INV-06")]
    [Trait("Rule", "INV-07")]
    [Trait("Rule", "INV-08")]
    [Trait("Rule", "INV-09")]
    public async Task Sessions_by_file_keep_every_rule_that_the_log_keeps()
    {
        var organization = await database.AnOrganizationAsync();
        var elsewhere = await database.AnOrganizationAsync();
        var curriculum = await database.ACurriculumAsync();
        var (certified, plain) = (await database.ACertifiedFacilitatorAsync(organization.Id), await database.AFacilitatorAsync(organization.Id, from: new DateOnly(2025, 1, 1)));
        var stranger = await database.ACertifiedFacilitatorAsync(elsewhere.Id);
        var label = TestDatabase.UniqueText("Group ");
        (await desk.ImportAsync(national, ImportKind.Groups, ImportDesk.Csv(Groups, $"{organization.PublicCode},{label},{curriculum.NameEn},2026-01-05,2026-05-30,8,no,{certified.WorkEmail}"))).Value.Stored.Should().BeTrue();
        string Line(string rest) => $"{organization.PublicCode},{label},{rest}";
        var both = $"{certified.WorkEmail}; {plain.WorkEmail}";

        var report = (await desk.CheckAsync(national, ImportKind.Sessions, ImportDesk.Csv(
            Sessions,
            Line($"1,2026-01-12,6,90,{both},,full,"),
            Line($"2,2026-01-19,9,90,{both},,full,"),
            Line($"3,2026-01-26,6,90,{plain.WorkEmail},illness,full,"),
            Line($"4,2026-02-02,6,90,{certified.WorkEmail},,full,"),
            Line($"5,2026-02-09,6,90,{stranger.WorkEmail};{certified.WorkEmail},,full,"),
            Line($"2,2026-01-05,6,90,{both},,full,"),
            Line($"9,2026-02-16,6,90,{both},,full,"),
            Line($"6,2026-05-04,6,90,{both},,full,"),
            Line($"7,2026-03-02,6,90,{both},,full,We moved it because Annie was ill"),
            Line("8,2026-03-09,6,90,,,full,")))).Value;

        report.Errors.Select(e => (e.Line, e.Refusal.Code[(e.Refusal.Code.IndexOf('.', StringComparison.Ordinal) + 1)..])).Should().Equal(
            (3, "PresentRange"), (4, "NoneCertified"), (5, "SoloNeedsReason"), (6, "NotAffiliated"), (7, "RowTwice"), (8, "NumberRange"), (9, "InTheFuture"), (10, "NoteMayName"), (11, "NoFacilitator"));
        report.Errors.Should().OnlyContain(e => e.Column.Length > 0);
    }

    [Fact]
    public async Task A_session_is_logged_corrected_and_taken_back_with_its_facilitators_and_checklist()
    {
        var organization = await database.AnOrganizationAsync();
        var curriculum = await database.ACurriculumAsync();
        var (one, another) = (await database.ACertifiedFacilitatorAsync(organization.Id), await database.ACertifiedFacilitatorAsync(organization.Id));
        var label = TestDatabase.UniqueText("Group ");
        (await desk.ImportAsync(national, ImportKind.Groups, ImportDesk.Csv(Groups, $"{organization.PublicCode},{label},{curriculum.NameEn},2026-01-05,2026-05-30,8,no,{one.WorkEmail}"))).Value.Stored.Should().BeTrue();
        string Line(int present, string who, string solo) => FormattableString.Invariant($"{organization.PublicCode},{label},1,2026-01-12,{present},90,{who},{solo},partial,");
        var first = ImportDesk.Csv(Sessions, Line(6, $"{one.WorkEmail};{another.WorkEmail}", ""));
        (await desk.ImportAsync(national, ImportKind.Sessions, first)).Value.Should().BeEquivalentTo(new { Stored = true, Created = 1, ErrorCount = 0 });
        var before = await SessionAsync(label);
        (await desk.ImportAsync(national, ImportKind.Sessions, first)).Value.Should().BeEquivalentTo(new { Created = 0, Changed = 0, Unchanged = 1 });

        var (id, report) = await desk.ImportedAsync(national, ImportKind.Sessions, ImportDesk.Csv(Sessions, Line(5, one.WorkEmail!, "weather")));

        report.Value.Should().BeEquivalentTo(new { Changed = 1, ErrorCount = 0 });
        (await SessionAsync(label)).Should().BeEquivalentTo(new { PresentCount = 5, SoloReason = SoloFacilitationReason.Weather });
        (await desk.UndoAsync(national, id)).Succeeded.Should().BeTrue();
        var restored = await SessionAsync(label);
        restored.Should().BeEquivalentTo(before, o => o.Excluding(m => m.Path.EndsWith("Version", StringComparison.Ordinal)));
        restored.Facilitators.Should().HaveCount(2);
    }

    [Fact]
    public async Task Fidelity_by_file_is_the_facilitators_own_rating_by_the_elements_that_the_columns_name()
    {
        var place = await APlace.MakeAsync(database);
        var (code, mails) = await NamesAsync(place);
        const string plain = "Organization code,Group,Session,Date,Present,Facilitators";
        const string heading = plain + ",Opening check-in,Topic as in the manual,Practice activity,Closing and next step";
        string Line(int number, string day, int present, string rest = "") => FormattableString.Invariant($"{code},Tuesday group,{number},2026-{day},{present},{mails}{rest}");
        var full = ImportDesk.Csv(heading, Line(1, "02-10", 5, ",full,partial,n/a,not done"));

        (await desk.ImportAsync(national, ImportKind.Sessions, full)).Value.Should().BeEquivalentTo(new { Stored = true, Created = 1, ErrorCount = 0 });
        (await RatingsAsync(place, 1, FidelityRater.Self)).Should().Equal(FidelityValue.Full, FidelityValue.Partial, FidelityValue.NotApplicable, FidelityValue.NotDone);
        await ObserveAsync(place, 1);
        (await desk.ImportAsync(national, ImportKind.Sessions, full)).Value.Should().BeEquivalentTo(new { Created = 0, Changed = 0, Unchanged = 1 });

        (await desk.ImportAsync(national, ImportKind.Sessions, ImportDesk.Csv(plain, Line(1, "02-10", 4), Line(2, "02-17", 4)))).Value
            .Should().BeEquivalentTo(new { Stored = true, Created = 1, Changed = 1 });
        (await RatingsAsync(place, 1, FidelityRater.Self)).Should().Equal(FidelityValue.Full, FidelityValue.Partial, FidelityValue.NotApplicable, FidelityValue.NotDone);
        (await RatingsAsync(place, 2, FidelityRater.Self)).Should().BeEmpty("nobody rated it");

        (await desk.ImportAsync(national, ImportKind.Sessions, ImportDesk.Csv(plain + ",Thème conforme au manuel", Line(1, "02-10", 4, ",oui")))).Value
            .Should().BeEquivalentTo(new { Stored = true, Changed = 1 });
        (await RatingsAsync(place, 1, FidelityRater.Self)).Should().Equal(FidelityValue.Full, FidelityValue.Full, FidelityValue.NotApplicable, FidelityValue.NotDone);
        (await RatingsAsync(place, 1, FidelityRater.Observer)).Should().Equal(Enumerable.Repeat(FidelityValue.Partial, 4), "what others saw is not told by file");
    }

    [Fact]
    public async Task A_checklist_of_the_curriculums_own_is_rated_by_the_elements_that_it_has()
    {
        var place = await APlace.MakeAsync(database);
        var (code, mails) = await NamesAsync(place);
        (await new ChecklistService(database.Database).DefineAsync(
            national, place.Curriculum, 0, [new("Welcome", "Accueil"), new("Topic as in the manual", "Thème conforme au manuel", IsTopic: true)], Cancellation)).Succeeded.Should().BeTrue();
        string Line(string rest) => $"{code},Tuesday group,1,2026-02-10,5,{mails},{rest}";
        const string heading = "Organization code,Group,Session,Date,Present,Facilitators,Opening check-in,Topic as in the manual";

        var refused = (await desk.ImportAsync(national, ImportKind.Sessions, ImportDesk.Csv(heading, Line("full,full")))).Value;
        var stored = (await desk.ImportAsync(national, ImportKind.Sessions, ImportDesk.Csv(heading, Line(",full")))).Value;

        refused.Errors.Should().ContainSingle().Which.Should().Match<Application.Imports.ImportError>(e => e.Field == ImportField.OpeningCheckIn && e.Refusal == ImportRefusals.ElementUnknown);
        stored.Should().BeEquivalentTo(new { Stored = true, Created = 1 });
        (await RatingsAsync(place, 1, FidelityRater.Self)).Should().Equal(FidelityValue.NotDone, FidelityValue.Full);
    }

    [Fact]
    public async Task What_no_column_tells_stays_as_it_was_logged()
    {
        var place = await APlace.MakeAsync(database);
        var (code, mails) = await NamesAsync(place);
        (await new SessionService(database.Database, database.Clock).LogAsync(
            national,
            new LogSession { GroupId = place.Group, Record = place.ARecord() with { LateCount = 2, ChildrenInCareCount = 3, Adaptations = ["OTHER"] } },
            Cancellation)).Succeeded.Should().BeTrue();
        byte[] File(int present) => ImportDesk.Csv("Organization code,Group,Session,Date,Present,Facilitators", FormattableString.Invariant($"{code},Tuesday group,1,2026-02-10,{present},{mails}"));

        (await desk.ImportAsync(national, ImportKind.Sessions, File(6))).Value.Should().BeEquivalentTo(new { Changed = 0, Unchanged = 1 });
        (await desk.ImportAsync(national, ImportKind.Sessions, File(7))).Value.Should().BeEquivalentTo(new { Stored = true, Changed = 1 });

        await using var db = await database.OpenAsync(national);
        var session = await db.Sessions.AsNoTracking().Include(s => s.Adaptations).SingleAsync(s => s.GroupId == place.Group, Cancellation);
        session.Should().BeEquivalentTo(new { PresentCount = 7, LateCount = 2, ChildrenInCareCount = 3 });
        session.Adaptations.Select(a => a.TermKey).Should().Equal("OTHER");
    }

    [Fact]
    [Trait("Rule", "INV-07")]
    public async Task A_session_that_was_moved_names_its_new_day_and_is_held_later()
    {
        var place = await APlace.MakeAsync(database);
        var (code, mails) = await NamesAsync(place);
        byte[] File(string rest) => ImportDesk.Csv("Organization code,Group,Session,Date,State,Rescheduled to,Present,Facilitators", $"{code},Tuesday group,1,{rest}");
        var moved = File($"2026-02-10,reportée,2026-02-12,5,{mails}");

        var refused = (await desk.ImportAsync(national, ImportKind.Sessions, File("2026-02-10,rescheduled,,,"))).Value;
        (await desk.ImportAsync(national, ImportKind.Sessions, moved)).Value.Should().BeEquivalentTo(new { Stored = true, Created = 1 });
        (await desk.ImportAsync(national, ImportKind.Sessions, moved)).Value.Should().BeEquivalentTo(new { Changed = 0, Unchanged = 1 });
        (await desk.ImportAsync(national, ImportKind.Sessions, File($"2026-02-12,held,,5,{mails}"))).Value.Should().BeEquivalentTo(new { Stored = true, Changed = 1 });

        refused.Errors.Should().ContainSingle().Which.Should().Match<Application.Imports.ImportError>(
            e => e.Field == ImportField.RescheduledTo && e.Refusal.Code == InterventionRefusals.NeedsNewDate.Code);
        await using var db = await database.OpenAsync(national);
        (await db.Sessions.AsNoTracking().SingleAsync(s => s.GroupId == place.Group, Cancellation)).Should().BeEquivalentTo(
            new { Status = SessionStatus.Held, HeldOn = new DateOnly(2026, 2, 12), RescheduledFrom = new DateOnly(2026, 2, 10), PresentCount = 5 });
    }

    [Fact]
    [Trait("Rule", "PRV-20")]
    public async Task Slots_are_never_touched_by_file()
    {
        var place = await APlace.MakeAsync(database, slotDays: 30);
        var (code, mails) = await NamesAsync(place);
        var name = (await CurriculumAsync(place)).NameEn;

        var session = (await desk.ImportAsync(national, ImportKind.Sessions, ImportDesk.Csv("Organization code,Group,Session,Date,Present,Facilitators", $"{code},Tuesday group,1,2026-02-10,6,{mails}"))).Value;
        var group = (await desk.ImportAsync(national, ImportKind.Groups, ImportDesk.Csv(Groups, $"{code},Tuesday group,{name},2026-02-03,2026-06-30,8,no,"))).Value;
        var cancelled = (await desk.ImportAsync(national, ImportKind.Sessions, ImportDesk.Csv("Organization code,Group,Session,Date,State", $"{code},Tuesday group,1,2026-02-10,cancelled"))).Value;
        var moved = (await desk.ImportAsync(national, ImportKind.Groups, ImportDesk.Csv(Groups, $"{code},Tuesday group,{name},2026-02-03,2026-06-29,9,no,"))).Value;

        session.Errors.Should().ContainSingle().Which.Refusal.Should().Be(ImportRefusals.CountedBySlots);
        group.Errors.Should().ContainSingle().Which.Refusal.Should().Be(ImportRefusals.CountedBySlots);
        cancelled.Should().BeEquivalentTo(new { Stored = true, Created = 1 });
        moved.Should().BeEquivalentTo(new { Stored = true, Changed = 1 });
        (await database.RunAsOwnerAsync("select count(*) from app.import_change where entity in ('anonymous_slot', 'slot_attendance')")).Should().Be(0L);
    }

    private async Task<(string Code, string Mails)> NamesAsync(APlace place)
    {
        await using var db = await database.OpenAsync(national);
        var code = await db.Organizations.Where(o => o.Id == place.Organization).Select(o => o.PublicCode).SingleAsync(Cancellation);
        var mails = await db.People.Where(p => place.People.Contains(p.Id)).Select(p => p.WorkEmail).ToListAsync(Cancellation);
        return (code, string.Join(';', mails));
    }

    private async Task<Curriculum> CurriculumAsync(APlace place)
    {
        await using var db = await database.OpenAsync(national);
        return await db.Curricula.AsNoTracking().SingleAsync(c => c.Id == place.Curriculum, Cancellation);
    }

    private async Task<List<FidelityValue>> RatingsAsync(APlace place, int number, FidelityRater rater)
    {
        await using var db = await database.OpenAsync(national);
        return await db.Sessions.Where(s => s.GroupId == place.Group && s.Number == number).SelectMany(s => s.Fidelity).Where(f => f.Rater == rater)
            .Join(db.Set<FidelityItem>(), f => f.ItemId, i => i.Id, (f, i) => new { i.Position, f.Value })
            .OrderBy(f => f.Position).Select(f => f.Value).ToListAsync(Cancellation);
    }

    private async Task ObserveAsync(APlace place, int number)
    {
        var service = new SessionService(database.Database, database.Clock);
        await using var db = await database.OpenAsync(national);
        var session = await db.Sessions.Where(s => s.GroupId == place.Group && s.Number == number).Select(s => s.Id).SingleAsync(Cancellation);
        var form = (await service.FidelityAsync(national, place.Group, session, Cancellation))!;
        (await service.RateAsync(
            national,
            new RateSession(place.Group, session, form.Version, FidelityRater.Observer, form.Checklist.Items.ToDictionary(i => i.Id, _ => FidelityValue.Partial)),
            Cancellation)).Succeeded.Should().BeTrue();
    }

    private async Task<InterventionGroup> GroupAsync(string label)
    {
        await using var db = await database.OpenAsync(national);
        return await db.Groups.AsNoTracking().SingleAsync(g => g.Label == label, Cancellation);
    }

    private async Task<InterventionSession> SessionAsync(string label)
    {
        await using var db = await database.OpenAsync(national);
        return await db.Sessions.AsNoTracking().Include(s => s.Facilitators).Include(s => s.Fidelity).SingleAsync(s => db.Groups.Any(g => g.Id == s.GroupId && g.Label == label), Cancellation);
    }
}
