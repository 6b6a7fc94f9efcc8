using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Exports;
using TraumaCapacity.LocalPostgres;

namespace TraumaCapacity.Benchmarks.Import;

/// <summary>Attendance by file, through the door that people use, against COPY of the same rows, resolved beforehand, into a
/// table with the same indexes and nothing else: no rules, no foreign keys, no row policies. The server is durable.</summary>
internal static class ImportBenchmark
{
    private const int PeopleInCohort = 500;
    private const int DaysInCohort = 50;
    private const int MostMegabytes = 200;
    private const double LeastShare = 0.25;
    private const double LeastRows = 30_000;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("traumacapacity-bench-");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        try
        {
            await using var server = await LocalPostgresServer.StartAsync(
                new LocalPostgresOptions { DataDirectory = Path.Combine(folder.FullName, "server") }, null, cancellationToken);
            var login = new ApplicationLogin(ApplicationLogin.DefaultName, "for-the-benchmark-only");
            await DatabaseMigrator.MigrateAsync(server.OwnerConnectionString("bench"), login, cancellationToken);
            await using var owner = NpgsqlDataSource.Create(server.OwnerConnectionString("bench"));
            var results = new List<BenchmarkResult>();
            foreach (var size in full ? [10_000, 100_000, 1_000_000] : new[] { 10_000, 100_000 })
            {
                var cohorts = Math.Max(1, size / (PeopleInCohort * DaysInCohort));
                await FillAsync(owner, cohorts, cancellationToken);
                await WarmAsync(owner, cancellationToken);
                var copy = await CopyAsync(owner, "bench.bare", size, cancellationToken);
                var ruled = await CopyAsync(owner, "programme.training_attendance", size, cancellationToken);
                await owner.CreateCommand("truncate programme.training_attendance").ExecuteNonQueryAsync(cancellationToken);
                foreach (var format in new[] { "csv", "xlsx" })
                {
                    var file = Path.Combine(folder.FullName, $"attendance.{format}");
                    WriteFile(file, format, size);
                    var done = await MeasureAsync(server.ConnectionString("bench", login.Name, login.Password), file, cancellationToken);
                    if (done.Stored != size)
                        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The import stored {done.Stored} of {size} rows."));
                    var rate = size / done.Seconds;
                    results.Add(new BenchmarkResult(
                        $"attendance from {format}, against bare COPY", size, "rows/s", Math.Round(rate), Math.Round(copy), Math.Round(rate / copy, 3),
                        "a quarter of COPY, or 30,000 rows/s", rate / copy >= LeastShare || rate >= LeastRows));
                    results.Add(new BenchmarkResult(
                        $"attendance from {format}, against COPY under rules", size, "rows/s", Math.Round(rate), Math.Round(ruled), Math.Round(rate / ruled, 3), "shown for comparison", true));
                    results.Add(new BenchmarkResult(
                        $"memory of the import from {format}", size, "MB", Math.Round(done.Megabytes, 1), null, null, $"grows by {MostMegabytes} MB at most", done.Megabytes <= MostMegabytes));
                    results.Add(new BenchmarkResult($"upload of the {format} file before it", size, "ms", Math.Round(done.UploadSeconds * 1000), null, null, "shown for completeness", true));
                    await owner.CreateCommand("truncate programme.training_attendance, app.import_change, app.import_part, app.import").ExecuteNonQueryAsync(cancellationToken);
                    File.Delete(file);
                }
            }

            return results;
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    // One organization, as many cohorts as the rows need, each of 500 people and 50 days of six hours.
    private static async Task FillAsync(NpgsqlDataSource owner, int cohorts, CancellationToken cancellationToken)
    {
        await using var command = owner.CreateCommand(
            string.Create(CultureInfo.InvariantCulture, $"""
            create schema if not exists bench;
            drop table if exists bench.bare, bench.rows;
            truncate programme.organization, programme.person, programme.training_program, programme.training_cohort, programme.training_attendance cascade;
            insert into programme.organization (id, public_code, name, jurisdiction, setting, service_language, official_language_minority, governance_regime, joined_on, created_at)
                values (gen_random_uuid(), 'BENCH', 'Bench', 'ON', 'URBAN', 'ENGLISH', false, 'STANDARD', '2020-01-01', now());
            insert into programme.training_program (id, name_en, name_fr, tier, contact_hours, minimum_attendance_ratio, created_at)
                values (gen_random_uuid(), 'Bench', 'Banc', 'FOUNDATION', 300, 0.8, now());
            insert into programme.training_cohort (id, program_id, code, mode, language, starts_on, ends_on, capacity, status, created_at)
                select gen_random_uuid(), (select id from programme.training_program), 'Cohort ' || n, 'IN_PERSON', 'ENGLISH', '2024-01-01', '2024-02-19', 500, 'OPEN', now()
                from generate_series(1, {cohorts}) n;
            insert into programme.training_day (id, cohort_id, date, hours, created_at)
                select gen_random_uuid(), c.id, date '2024-01-01' + d, 6, now() from programme.training_cohort c, generate_series(0, {DaysInCohort - 1}) d;
            insert into programme.person (id, display_name, work_email, is_active, created_at)
                select gen_random_uuid(), 'Person ' || n, 'person.' || n || '@bench.example', true, now() from generate_series(1, {cohorts * PeopleInCohort}) n;
            insert into programme.training_enrolment (id, cohort_id, person_id, organization_id, status, created_at)
                select gen_random_uuid(), c.id, p.id, (select id from programme.organization), 'REGISTERED', now()
                from programme.training_cohort c
                join programme.person p on (substr(p.work_email, 8, position('@' in p.work_email) - 8)::int - 1) / {PeopleInCohort} + 1 = substr(c.code, 8)::int;
            create table bench.rows as
                select gen_random_uuid() as id, e.id as enrolment_id, d.id as day_id, e.organization_id
                from programme.training_enrolment e join programme.training_day d on d.cohort_id = e.cohort_id order by e.cohort_id, e.id, d.date;
            create table bench.bare (like programme.training_attendance including defaults including indexes);
            analyze;
            """));
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task WarmAsync(NpgsqlDataSource owner, CancellationToken cancellationToken)
    {
        _ = await CopyAsync(owner, "bench.bare", 1000, cancellationToken);
        await owner.CreateCommand("checkpoint").ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Rows a second of a binary COPY and its commit.</summary>
    private static async Task<double> CopyAsync(NpgsqlDataSource owner, string table, int rows, CancellationToken cancellationToken)
    {
        await owner.CreateCommand($"truncate {table}").ExecuteNonQueryAsync(cancellationToken);
        var values = new List<(Guid Id, Guid Enrolment, Guid Day, Guid Organization)>(rows);
        await using (var command = owner.CreateCommand("select id, enrolment_id, day_id, organization_id from bench.rows limit $1"))
        {
            command.Parameters.AddWithValue(rows);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                values.Add((reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetGuid(3)));
        }

        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        await using (var copy = await connection.BeginBinaryImportAsync(
            $"copy {table} (id, enrolment_id, day_id, organization_id, hours_attended, created_at) from stdin (format binary)", cancellationToken))
        {
            var now = DateTimeOffset.UtcNow;
            foreach (var row in values)
            {
                copy.StartRow();
                copy.Write(row.Id, NpgsqlDbType.Uuid);
                copy.Write(row.Enrolment, NpgsqlDbType.Uuid);
                copy.Write(row.Day, NpgsqlDbType.Uuid);
                copy.Write(row.Organization, NpgsqlDbType.Uuid);
                copy.Write(6m, NpgsqlDbType.Numeric);
                copy.Write(now, NpgsqlDbType.TimestampTz);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    private static void WriteFile(string path, string format, int rows)
    {
        IReadOnlyList<string> headings = ["Cohort", "E-mail", "Date", "Hours"];
        var lines =
            from person in Enumerable.Range(0, (rows + DaysInCohort - 1) / DaysInCohort)
            from day in Enumerable.Range(0, DaysInCohort)
            select (IReadOnlyList<object?>)
            [
                string.Create(CultureInfo.InvariantCulture, $"Cohort {(person / PeopleInCohort) + 1}"),
                string.Create(CultureInfo.InvariantCulture, $"person.{person + 1}@bench.example"),
                new DateOnly(2024, 1, 1).AddDays(day),
                (person + day) % 25 * 0.25m,
            ];
        using var file = File.Create(path);
        if (format == "csv")
            CsvTable.Write(file, headings, lines.Take(rows));
        else
            XlsxWorkbook.Write(file, [new XlsxSheet("Attendance", headings, lines.Take(rows))]);
    }

    private static async Task<ImportMeasure> MeasureAsync(string connection, string file, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { typeof(ImportBenchmark).Assembly.Location, ImportWorker.Verb, file })
            start.ArgumentList.Add(argument);
        start.Environment[ImportWorker.ConnectionVariable] = connection;
        using var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<ImportMeasure>(answer)! : throw new InvalidOperationException("The import failed: " + answer);
    }
}
