using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Application.Imports;

/// <summary>Writes down what an import does to each row, and takes it back.</summary>
internal static class ImportChanges
{
    // Nobody concludes a cohort while its hours are taken back.
    private const string LockCohorts =
        """
        select count(programme.places_taken(h.cohort_id, true)) from (
            select distinct e.cohort_id from app.import_change c
            join programme.training_attendance a on a.id = c.row_id
            join programme.training_enrolment e on e.id = a.enrolment_id
            where c.import_id = @import and c.entity = 'training_attendance'
            order by e.cohort_id) h
        """;

    // What no key refers to and yet was concluded from the rows: trainings completed from hours (INV-03), and groups closed
    // over their sessions.
    private static readonly (string Table, string Rests)[] LaterWork =
    [
        ("training_attendance",
            """
            select exists (
                select from app.import_change c
                join programme.training_attendance a on a.id = c.row_id
                join programme.training_enrolment e on e.id = a.enrolment_id
                join programme.training_cohort h on h.id = e.cohort_id
                where c.import_id = @import and c.entity = 'training_attendance' and h.status in ('COMPLETED', 'CANCELLED'))
            """),
        ("intervention_session",
            """
            select exists (
                select from app.import_change c
                join programme.intervention_session s on s.id = c.row_id
                join programme.intervention_group g on g.id = s.group_id
                where c.import_id = @import and c.entity = 'intervention_session' and g.status in ('CLOSED', 'CANCELLED'))
            """),
    ];

    private const string SessionsStand =
        """
        select programme.sessions_stand(array(
            select (coalesce(c.after, c.before) ->> 'person_id')::uuid from app.import_change c
            where c.import_id = @import and c.entity = 'facilitator_affiliation'))
        """;

    /// <summary>Saves what the context tracks, and its values before and after.</summary>
    public static async Task SaveAsync(TraumaDbContext db, ImportId import, CancellationToken cancellationToken)
    {
        db.ChangeTracker.DetectChanges();
        var touched = db.ChangeTracker.Entries<Entity>()
            .Where(e => e.Entity is not Import && e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(e => (Type: e.Metadata, Id: IdOf(e), e.State))
            .Where(e => e.Id is not null)
            .ToList();
        var tables = touched.Select(t => t.Type).Distinct().ToList();
        await ExecuteAsync(db, "create temp table import_before (entity text, row_id uuid, before jsonb) on commit drop", cancellationToken);
        foreach (var type in tables)
        {
            await ExecuteAsync(
                db,
                $"insert into import_before select @entity, t.id, to_jsonb(t) from {Name(type)} t where t.id = any (@ids)",
                cancellationToken,
                ("entity", type.GetTableName()!),
                ("ids", touched.Where(t => t.Type == type && t.State != EntityState.Added).Select(t => t.Id!.Value).ToArray()));
        }

        await db.SaveChangesAsync(cancellationToken);
        foreach (var type in tables)
        {
            await ExecuteAsync(
                db,
                $"""
                insert into app.import_change (import_id, entity, row_id, before, after)
                select @import, @entity, i.id, b.before, to_jsonb(t)
                from unnest(@ids) as i (id)
                left join import_before b on b.entity = @entity and b.row_id = i.id
                left join {Name(type)} t on t.id = i.id
                where b.before is distinct from to_jsonb(t)
                """,
                cancellationToken,
                ("import", import.Value),
                ("entity", type.GetTableName()!),
                ("ids", touched.Where(t => t.Type == type).Select(t => t.Id!.Value).ToArray()));
        }
    }

    /// <summary>Takes the import back: deletes what it made, restores what it changed and deleted. All of it within the
    /// caller's transaction, which is to be rolled back on a refusal.</summary>
    public static async Task<Refusal?> TakeBackAsync(TraumaDbContext db, ImportId import, CancellationToken cancellationToken)
    {
        var names = await db.Database.SqlQuery<string>($"select distinct entity as \"Value\" from app.import_change where import_id = {import.Value}").ToListAsync(cancellationToken);
        var types = Ordered([.. db.Model.GetEntityTypes().Where(t => t.GetSchema() == "programme" && names.Contains(t.GetTableName()!)).DistinctBy(t => t.GetTableName())]);
        if (types.Count != names.Count)
            throw new InvalidOperationException("An import touched a table that the programme does not have.");
        (string, object)[] parameters = [("import", import.Value)];
        try
        {
            foreach (var type in types)
            {
                var changed = (long)(await ScalarAsync(db, Changed(type), cancellationToken, parameters))!;
                if (changed > 0)
                    return ImportRefusals.ChangedSince((int)changed);
                foreach (var reference in type.GetReferencingForeignKeys().Where(f => f.DeclaringEntityType.GetSchema() == "programme"))
                {
                    if (await ScalarAsync(db, Resting(type, reference), cancellationToken, parameters) is true)
                        return ImportRefusals.LaterWork;
                }
            }

            await ExecuteAsync(db, LockCohorts, cancellationToken, parameters);
            foreach (var (table, rests) in LaterWork)
            {
                if (names.Contains(table) && await ScalarAsync(db, rests, cancellationToken, parameters) is true)
                    return ImportRefusals.LaterWork;
            }

            foreach (var type in types)
                await ExecuteAsync(db, $"delete from {Name(type)} t using app.import_change c where c.import_id = @import and c.entity = '{type.GetTableName()}' and c.before is null and t.id = c.row_id", cancellationToken, parameters);
            foreach (var type in Enumerable.Reverse(types))
            {
                await ExecuteAsync(db, Restored(type), cancellationToken, parameters);
                await ExecuteAsync(db, PutBack(type), cancellationToken, parameters);
            }

            if (names.Contains("facilitator_affiliation") && await ScalarAsync(db, SessionsStand, cancellationToken, parameters) is false)
                return ImportRefusals.LaterWork;
            return null;
        }
        catch (PostgresException e) when (e.SqlState.StartsWith("23", StringComparison.Ordinal) || e.SqlState.StartsWith("TC", StringComparison.Ordinal))
        {
            // A rule of the database stands against it: something entered since needs what the import made.
            return ImportRefusals.LaterWork;
        }
    }

    private static Guid? IdOf(Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry entry)
    {
        if (entry.Metadata.GetSchema() != "programme" || entry.Metadata.FindPrimaryKey() is not { Properties: [{ Name: "Id" } property] })
            return null;
        var value = entry.Property(property.Name).CurrentValue;
        return value is Guid id ? id : (Guid?)property.GetTypeMapping().Converter?.ConvertToProvider(value);
    }

    // Those that refer to others come first.
    private static List<IEntityType> Ordered(List<IEntityType> types)
    {
        var ordered = new List<IEntityType>();
        void Visit(IEntityType type)
        {
            if (ordered.Contains(type))
                return;
            foreach (var dependent in type.GetReferencingForeignKeys().Select(f => f.DeclaringEntityType).Where(d => d != type && types.Contains(d)))
                Visit(dependent);
            ordered.Add(type);
        }

        types.ForEach(Visit);
        return ordered;
    }

    private static string Name(IEntityType type) => $"{type.GetSchema()}.{type.GetTableName()}";

    private static string Changed(IEntityType type) =>
        $"""
        select count(*) from app.import_change c left join {Name(type)} t on t.id = c.row_id
        where c.import_id = @import and c.entity = '{type.GetTableName()}'
          and ((c.after is null) <> (t.id is null) or not (to_jsonb(t) @> c.after))
        """;

    private static string Resting(IEntityType type, IForeignKey reference) =>
        $"""
        select exists (
            select from {Name(reference.DeclaringEntityType)} u
            join app.import_change c on c.row_id = u.{reference.Properties[0].GetColumnName()} and c.import_id = @import
                and c.entity = '{type.GetTableName()}' and c.before is null
            where not exists (
                select from app.import_change k
                where k.import_id = @import and k.entity = '{reference.DeclaringEntityType.GetTableName()}' and k.row_id = u.id and k.before is null))
        """;

    private static string Restored(IEntityType type)
    {
        var columns = Columns(type).Where(c => c != "id").ToList();
        return $"""
            update {Name(type)} t set {string.Join(", ", columns.Select(c => $"{c} = r.{c}"))}
            from app.import_change c
            join {Name(type)} o on o.id = c.row_id
            cross join lateral jsonb_populate_record(o, c.before) r
            where c.import_id = @import and c.entity = '{type.GetTableName()}' and c.before is not null and c.after is not null and t.id = o.id
            """;
    }

    private static string PutBack(IEntityType type)
    {
        var columns = Columns(type).ToList();
        return $"""
            insert into {Name(type)} ({string.Join(", ", columns)})
            select {string.Join(", ", columns.Select(c => "r." + c))}
            from app.import_change c cross join lateral jsonb_populate_record(null::{Name(type)}, c.before) r
            where c.import_id = @import and c.entity = '{type.GetTableName()}' and c.after is null
            """;
    }

    private static IEnumerable<string> Columns(IEntityType type) => type.GetProperties().Select(p => p.GetColumnName()).Where(c => c != "xmin");

    private static async Task ExecuteAsync(TraumaDbContext db, string sql, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(db, sql, parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> ScalarAsync(TraumaDbContext db, string sql, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(db, sql, parameters);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    // Names of tables and columns come from the model, never from a person.
    private static NpgsqlCommand Command(TraumaDbContext db, string sql, (string Name, object Value)[] parameters)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection()) { CommandTimeout = 600 };
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
