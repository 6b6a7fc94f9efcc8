using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Tests.Imports;

public sealed class ImportUndoTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Heading = "Organization code,Name,E-mail,Role,From";

    private readonly ImportDesk desk = new(database);
    private readonly Actor national = TestDatabase.Someone(Role.Coordinator);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_undone_import_leaves_everything_as_it_was()
    {
        var organization = await database.AnOrganizationAsync();
        var known = await database.AFacilitatorAsync(organization.Id, "Before", new DateOnly(2024, 4, 1));
        var before = await RowsAsync();
        var (id, report) = await desk.ImportedAsync(national, ImportKind.Facilitators, ImportDesk.Csv(
            Heading,
            $"{organization.PublicCode},After,{known.WorkEmail},facilitator,2024-04-01",
            $"{organization.PublicCode},New,{TestDatabase.UniqueText("n")}@example.org,supervisor,2025-01-01"));
        report.Value.Should().BeEquivalentTo(new { Stored = true, Created = 1, Changed = 1 });
        (await RowsAsync()).Should().NotBe(before);

        (await desk.UndoAsync(national, id)).Succeeded.Should().BeTrue();

        (await RowsAsync()).Should().Be(before);
        var import = (await desk.Service.FindAsync(national, id, Cancellation))!;
        import.State.Should().Be(ImportState.Undone);
        (await desk.UndoAsync(national, id)).Refusal.Should().Be(ImportRefusals.NotImported);
        (await database.RunAsOwnerAsync($"select count(*) from audit.audit_event where action in ('IMPORT', 'UNDO') and entity_id = '{id}'")).Should().Be(2L);
    }

    [Fact]
    public async Task What_was_changed_since_is_not_overwritten()
    {
        var organization = await database.AnOrganizationAsync();
        var email = TestDatabase.UniqueText("n") + "@example.org";
        var (id, _) = await desk.ImportedAsync(national, ImportKind.Facilitators, ImportDesk.Csv(Heading, $"{organization.PublicCode},New,{email},supervisor,2025-01-01"));
        await using (var db = await database.OpenAsync(national))
        {
            (await db.People.SingleAsync(p => p.WorkEmail == email)).Revise("Corrected by hand", email);
            await db.SaveChangesAsync(Cancellation);
        }

        (await desk.UndoAsync(national, id)).Refusal.Should().BeEquivalentTo(ImportRefusals.ChangedSince(1));

        await using var after = await database.OpenAsync(national);
        (await after.People.SingleAsync(p => p.WorkEmail == email)).DisplayName.Should().Be("Corrected by hand");
        (await desk.Service.FindAsync(national, id, Cancellation))!.State.Should().Be(ImportState.Imported);
    }

    [Fact]
    public async Task What_later_work_rests_on_stays()
    {
        var organization = await database.AnOrganizationAsync();
        var other = await database.AnOrganizationAsync();
        var email = TestDatabase.UniqueText("n") + "@example.org";
        var (id, _) = await desk.ImportedAsync(national, ImportKind.Facilitators, ImportDesk.Csv(Heading, $"{organization.PublicCode},New,{email},supervisor,2025-01-01"));
        var people = new PersonService(database.Database, database.Clock);
        await using (var db = await database.OpenAsync(national))
        {
            var person = await db.People.SingleAsync(p => p.WorkEmail == email);
            (await people.AffiliateAsync(national, person.Id, other.Id, AffiliationRole.Facilitator, new DateOnly(2025, 2, 1), null, Cancellation)).Succeeded.Should().BeTrue();
        }

        (await desk.UndoAsync(national, id)).Refusal.Should().Be(ImportRefusals.LaterWork);

        await using var after = await database.OpenAsync(national);
        (await after.Affiliations.CountAsync(a => after.People.Any(p => p.Id == a.PersonId && p.WorkEmail == email))).Should().Be(2);
    }

    [Fact]
    public async Task A_coordinator_of_one_organization_reaches_no_import_of_another()
    {
        var own = await database.AnOrganizationAsync();
        var foreign = await database.AnOrganizationAsync();
        var (one, another) = (TestDatabase.CoordinatorOf(own.Id), TestDatabase.CoordinatorOf(foreign.Id));
        var (id, report) = await desk.ImportedAsync(another, ImportKind.Facilitators, ImportDesk.Csv(Heading, $"{foreign.PublicCode},New,{TestDatabase.UniqueText("n")}@example.org,supervisor,2025-01-01"));
        report.Value.Stored.Should().BeTrue();
        var waiting = (await desk.UploadAsync(another, ImportKind.Facilitators, ImportDesk.Csv(Heading, "a,b,c,d,e"))).Value;

        foreach (var import in new[] { id, waiting })
        {
            (await desk.Service.FindAsync(one, import, Cancellation)).Should().BeNull();
            (await desk.Service.CheckAsync(one, import, null, null, Cancellation)).Refusal.Should().Be(ImportRefusals.NotFound);
            (await desk.Service.ImportAsync(one, import, null, null, Cancellation)).Refusal.Should().Be(ImportRefusals.NotFound);
            (await desk.UndoAsync(one, import)).Refusal.Should().Be(ImportRefusals.NotFound);
        }

        (await desk.Service.ListAsync(one, new SliceRequest(), Cancellation)).Total.Should().Be(0);
        (await desk.Service.ListAsync(another, new SliceRequest(), Cancellation)).Rows.Should().ContainSingle().Which.Id.Should().Be(id);
        (await desk.Service.ListAsync(national, new SliceRequest(), Cancellation)).Rows.Should().Contain(r => r.Id == id);
        foreach (var table in new[] { "app.import", "app.import_change", "app.import_part" })
            (await database.RunAsAsync(DatabaseRoles.ProgrammeScoped, $"select count(*) from {table}", one)).Should().Be(0L, table);
        // A file that waits is for nobody but the person who handed it in.
        (await database.RunAsAsync(DatabaseRoles.ProgrammeWriter, "select count(*) from app.import_part", national)).Should().Be(0L);
        (await desk.Service.CheckAsync(national, waiting, null, null, Cancellation)).Refusal.Should().Be(ImportRefusals.NotFound);
    }

    [Fact]
    public async Task What_an_import_did_cannot_be_rewritten()
    {
        foreach (var change in new[] { "update app.import_change set before = null", "delete from app.import_change", "delete from app.import" })
        {
            var act = () => database.RunAsAsync(DatabaseRoles.ProgrammeWriter, change);
            (await act.Should().ThrowAsync<Npgsql.PostgresException>(change)).Which.SqlState.Should().Be(Npgsql.PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    [Fact]
    public async Task A_matching_is_remembered_for_the_same_headings_in_any_order()
    {
        var organization = await database.AnOrganizationAsync();
        var email = TestDatabase.UniqueText("n") + "@example.org";
        var first = (await desk.UploadAsync(national, ImportKind.Facilitators, ImportDesk.Csv("Org,Who,Mail,Does what,Begins", $"{organization.PublicCode},New,{email},supervisor,2025-01-01"))).Value;
        (await desk.Service.FindAsync(national, first, Cancellation))!.Missing.Should().HaveCount(5);
        var chosen = new Dictionary<ImportField, int>
        {
            [ImportField.OrganizationCode] = 0, [ImportField.PersonName] = 1, [ImportField.Email] = 2, [ImportField.Role] = 3, [ImportField.From] = 4,
        };
        (await desk.Service.CheckAsync(national, first, chosen, null, Cancellation)).Value.ErrorCount.Should().Be(0);

        var second = (await desk.UploadAsync(national, ImportKind.Facilitators, ImportDesk.Csv("Begins,Does what,Mail,Who,Org", $"2025-01-01,supervisor,{email},New,{organization.PublicCode}"))).Value;
        var details = (await desk.Service.FindAsync(national, second, Cancellation))!;

        details.IsRemembered.Should().BeTrue();
        details.Missing.Should().BeEmpty();
        (await desk.Service.ImportAsync(national, second, null, null, Cancellation)).Value.Stored.Should().BeTrue();
        (await desk.Service.FindAsync(national, first, Cancellation))!.HasFile.Should().BeFalse("a later upload takes its place");
    }

    [Fact]
    public async Task A_cancelled_import_leaves_nothing()
    {
        var organization = await database.AnOrganizationAsync();
        var lines = Enumerable.Range(0, 3000).Select(n => FormattableString.Invariant($"{organization.PublicCode},Person {n},{Guid.NewGuid():N}@example.org,facilitator,2025-01-01")).ToArray();
        var id = (await desk.UploadAsync(national, ImportKind.Facilitators, ImportDesk.Csv(Heading, lines))).Value;
        using var cancel = new CancellationTokenSource();
        var progress = new Now(p =>
        {
            if (p.Rows > 1000)
                cancel.Cancel();
        });

        var act = () => desk.Service.ImportAsync(national, id, null, progress, cancel.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
        (await database.RunAsOwnerAsync($"select count(*) from programme.facilitator_affiliation where organization_id = '{organization.Id}'")).Should().Be(0L);
        (await desk.Service.FindAsync(national, id, Cancellation))!.State.Should().Be(ImportState.Uploaded);
    }

    private async Task<string> RowsAsync() => (string)(await database.RunAsOwnerAsync(
        """
        select md5(coalesce(string_agg(r, '|' order by r), '')) from (
            select to_jsonb(p)::text as r from programme.person p union all select to_jsonb(a)::text from programme.facilitator_affiliation a) rows
        """))!;

    private sealed class Now(Action<Application.Imports.ImportProgress> told) : IProgress<Application.Imports.ImportProgress>
    {
        public void Report(Application.Imports.ImportProgress value) => told(value);
    }
}
