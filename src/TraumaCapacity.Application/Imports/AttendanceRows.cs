using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Imports;

/// <summary>Hours by the million: copied to a table of the transaction's own (a table with row policies takes no COPY), held
/// against the rules there at once, and put in their place by one statement. The rules are those of
/// <see cref="TrainingCohort.RecordAttendance"/>, in its order; a test holds the two against each other.</summary>
internal sealed class AttendanceRows : ImportRun
{
    private const string Staging =
        """
        create temp table import_cohort (n integer primary key, code text not null, id uuid, status text) on commit drop;
        create temp table import_person (n integer primary key, email text not null, id uuid) on commit drop;
        create temp table import_row (id uuid not null, line integer not null, cohort integer not null, person integer not null, day date not null, hours numeric not null) on commit drop;
        """;

    // An address leads to the record that stands where two were made one. It may stand for several people; in a cohort it stands for the one who is enrolled, before one who withdrew.
    // Cohorts are locked in one order, so that nobody closes one meanwhile, and two imports cannot wait for each other.
    private const string Resolving =
        """
        update import_cohort i set id = c.id from programme.training_cohort c where c.code = i.code;
        create temp table import_known on commit drop as
            with recursive record (n, id, into_id) as (
                select i.n, p.id, p.merged_into_id from import_person i join programme.person p on p.work_email = i.email
                union
                select r.n, p.id, p.merged_into_id from record r join programme.person p on p.id = r.into_id)
            select r.n, r.id from record r where r.into_id is null;
        update import_person i set id = k.id from import_known k where k.n = i.n;
        do $$
        declare cohort uuid;
        begin
            for cohort in select i.id from import_cohort i where i.id is not null order by i.id loop
                perform programme.places_taken(cohort, true);
            end loop;
        end $$;
        update import_cohort i set status = c.status from programme.training_cohort c where c.id = i.id;
        analyze import_cohort, import_person, import_known, import_row;
        create temp table import_enrolment on commit drop as
            select distinct on (i.n, k.n) i.n as cohort, k.n as person, e.id, e.organization_id, e.status
            from import_cohort i
            join programme.training_enrolment e on e.cohort_id = i.id
            join import_known k on k.id = e.person_id
            order by i.n, k.n, (e.status = 'REGISTERED') desc, e.created_at, e.id;
        create temp table import_day on commit drop as
            select i.n as cohort, d.date, d.id, d.hours
            from import_cohort i join programme.training_day d on d.cohort_id = i.id;
        analyze import_enrolment, import_day;
        """;

    private const string Judging =
        """
        create temp table import_found on commit drop as
        select r.id, r.line, r.cohort, r.person, r.day, r.hours, d.hours as day_hours,
               e.id as enrolment_id, e.organization_id, d.id as day_id, a.id as attendance_id, a.hours_attended as stored,
               case
                   when c.id is null then 1
                   when p.id is null then 2
                   when a.hours_attended = r.hours then null
                   when c.status = 'COMPLETED' then 3
                   when c.status = 'CANCELLED' then 4
                   when e.id is null then 5
                   when d.id is null then 6
                   when e.status <> 'REGISTERED' then 7
                   when d.date > @today then 8
                   when r.hours < 0 or r.hours > d.hours then 9
                   when r.hours * 4 <> trunc(r.hours * 4) then 10
               end as fault
        from import_row r
        join import_cohort c on c.n = r.cohort
        join import_person p on p.n = r.person
        left join import_enrolment e on e.cohort = r.cohort and e.person = r.person
        left join import_day d on d.cohort = r.cohort and d.date = r.day
        left join programme.training_attendance a on a.enrolment_id = e.id and a.day_id = d.id
        """;

    private const string Repeated =
        """
        update import_found f set fault = 11
        from (select cohort, person, day, min(line) as first from import_found group by cohort, person, day having count(*) > 1) twice
        where f.cohort = twice.cohort and f.person = twice.person and f.day = twice.day and f.line > twice.first;
        -- Two addresses may lead to one person.
        update import_found f set fault = 11
        from (select enrolment_id, day_id, min(line) as first from import_found
              where enrolment_id is not null and day_id is not null group by enrolment_id, day_id having count(*) > 1) twice
        where f.enrolment_id = twice.enrolment_id and f.day_id = twice.day_id and f.line > twice.first
        """;

    private const string Storing =
        """
        insert into programme.training_attendance (id, enrolment_id, day_id, organization_id, hours_attended, created_at, created_by)
        select f.id, f.enrolment_id, f.day_id, f.organization_id, f.hours, @now, @user from import_found f where f.attendance_id is null;
        update programme.training_attendance a set hours_attended = f.hours
        from import_found f where a.id = f.attendance_id and f.stored <> f.hours;
        insert into app.import_change (import_id, entity, row_id, before, after)
        select @import, 'training_attendance', coalesce(f.attendance_id, f.id),
               case when f.attendance_id is not null then jsonb_build_object('hours_attended', f.stored) end,
               jsonb_build_object('hours_attended', f.hours)
        from import_found f where f.attendance_id is null or f.stored <> f.hours;
        """;

    private readonly Dictionary<string, int> cohorts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> emails = new(StringComparer.Ordinal);

    private NpgsqlConnection Connection => (NpgsqlConnection)Db.Database.GetDbConnection();

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(Staging, cancellationToken);
        await CopyAsync(cancellationToken);
        await CopyNamesAsync("import_cohort (n, code)", cohorts, cancellationToken);
        await CopyNamesAsync("import_person (n, email)", emails, cancellationToken);
        await ExecuteAsync(Resolving, cancellationToken);
        await ExecuteAsync(Judging, cancellationToken, ("today", Today));
        await ExecuteAsync(Repeated, cancellationToken);
        await TellFaultsAsync(cancellationToken);
        if (Sheet.HasErrors)
            return;
        await CountAsync(cancellationToken);
        Sheet.Say(ImportPhase.Storing);
        await ExecuteAsync(Storing, cancellationToken, ("now", Now), ("user", Actor.UserId.Value), ("import", Import.Value));
    }

    private async Task CopyAsync(CancellationToken cancellationToken)
    {
        await using var copy = await Connection.BeginBinaryImportAsync(
            "copy import_row (id, line, cohort, person, day, hours) from stdin (format binary)", cancellationToken);
        var (days, dayText) = ((DateOnly?)null, "");
        foreach (var line in Sheet.Read(cancellationToken))
        {
            var before = Sheet.ErrorCount;
            var cohort = Number(cohorts, line[ImportField.CohortCode]);
            if (cohort is null)
                Sheet.Refuse(line, ImportField.CohortCode, ImportRefusals.ValueMissing);
            var email = Number(emails, line[ImportField.Email]);
            if (email is null)
                Sheet.Refuse(line, ImportField.Email, OrganizationRefusals.EmailMissing);
            if (line[ImportField.Date] != dayText || days is null)
                (days, dayText) = (Sheet.Date(line, ImportField.Date, Latest), line[ImportField.Date]);
            var hours = ImportWords.Hours(line[ImportField.Hours]);
            if (hours is null)
                Sheet.Refuse(line, ImportField.Hours, ImportSheet.Says(line, ImportField.Hours) ? ImportRefusals.HoursNotValid : ImportRefusals.ValueMissing);
            if (Sheet.ErrorCount > before)
                continue;
            copy.StartRow();
            copy.Write(Guid.CreateVersion7(Now), NpgsqlDbType.Uuid);
            copy.Write(line.Line, NpgsqlDbType.Integer);
            copy.Write(cohort!.Value, NpgsqlDbType.Integer);
            copy.Write(email!.Value, NpgsqlDbType.Integer);
            copy.Write(days!.Value, NpgsqlDbType.Date);
            copy.Write(hours!.Value, NpgsqlDbType.Numeric);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static int? Number(Dictionary<string, int> known, string text)
    {
        if (text.Length == 0)
            return null;
        if (!known.TryGetValue(text, out var number))
            known.Add(text, number = known.Count);
        return number;
    }

    private async Task CopyNamesAsync(string table, Dictionary<string, int> names, CancellationToken cancellationToken)
    {
        var isEmail = ReferenceEquals(names, emails);
        await using var copy = await Connection.BeginBinaryImportAsync($"copy {table} from stdin (format binary)", cancellationToken);
        foreach (var (name, number) in names)
        {
            await copy.StartRowAsync(cancellationToken);
            copy.Write(number, NpgsqlDbType.Integer);
            copy.Write(isEmail ? Person.NormalizeEmail(name)! : name.Normalize(), NpgsqlDbType.Text);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private async Task TellFaultsAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select f.line, f.fault, c.code, p.email, f.day, f.hours, f.day_hours
            from import_found f join import_cohort c on c.n = f.cohort join import_person p on p.n = f.person
            where f.fault is not null order by f.line
            """,
            Connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (day, hours) = (reader.GetFieldValue<DateOnly>(4), reader.GetDecimal(5));
            var (field, refusal) = Fault(reader.GetInt32(1), day, hours, await reader.IsDBNullAsync(6, cancellationToken) ? 0 : reader.GetDecimal(6));
            var value = field switch
            {
                ImportField.CohortCode => reader.GetString(2),
                ImportField.Email => reader.GetString(3),
                ImportField.Date => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                _ => hours.ToString(CultureInfo.InvariantCulture),
            };
            Sheet.Refuse(reader.GetInt32(0), field, value, refusal);
        }
    }

    private static (ImportField Field, Refusal Refusal) Fault(int fault, DateOnly day, decimal hours, decimal dayHours) => fault switch
    {
        1 => (ImportField.CohortCode, ImportRefusals.CohortUnknown),
        2 => (ImportField.Email, ImportRefusals.PersonUnknown),
        3 => (ImportField.CohortCode, TrainingRefusals.CohortCompleted),
        4 => (ImportField.CohortCode, TrainingRefusals.CohortCancelled),
        5 => (ImportField.Email, TrainingRefusals.EnrolmentNotFound),
        6 => (ImportField.Date, TrainingRefusals.DayNotFound),
        7 => (ImportField.Email, TrainingRefusals.NotRegistered),
        8 => (ImportField.Date, TrainingRefusals.DayToCome(day)),
        9 => (ImportField.Hours, TrainingRefusals.HoursBeyondDay(hours, dayHours)),
        10 => (ImportField.Hours, TrainingRefusals.HoursNotInQuarters),
        11 => (ImportField.Email, ImportRefusals.RowTwice),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select count(*) filter (where attendance_id is null)::int, count(*) filter (where stored <> hours)::int, count(*) filter (where stored = hours)::int from import_found",
            Connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        Sheet.Tally(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2));
        Sheet.Count(ImportedThing.AttendanceRecords, reader.GetInt32(0));
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = 600 };
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
