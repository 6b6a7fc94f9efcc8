using System.Text.Json;
using Npgsql;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Tests;

namespace TraumaCapacity.Web.Tests.Releases;

/// <summary>The program with releases in every state, all of the same known initiative, under titles that a spreadsheet
/// would run and a browser would render.</summary>
public sealed class ReleaseShelf(TestPostgres server) : IAsyncLifetime
{
    public const int Withdrawn = 1;
    public const int Superseded = 2;
    public const int Published = 3;
    public const int Approved = 4;
    public const int Prepared = 5;
    public const int Unknown = 6;

    public const string TitleEn = "=1+1 <b>What changed</b>";
    public const string TitleFr = "+1 <script>Ce qui a changé</script>";

    private static readonly DateTimeOffset Now = new(2026, 7, 6, 14, 0, 0, TimeSpan.Zero);

    private readonly EvaluationWave wave = EvaluationWave.Open("T1", new DateOnly(2025, 1, 1), new DateOnly(2026, 6, 30)).Value;

    /// <summary>The program.</summary>
    public TestHost Host { get; } = new(server);

    /// <summary>What the rules made of the initiative.</summary>
    public ReleaseDraft Draft { get; } = ReleaseComposer.Compose(KnownInitiative.Inputs);

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        var published = null as Release;
        foreach (var number in Enumerable.Range(Withdrawn, Prepared))
        {
            var release = Release.Prepare(number, wave, new ReleaseTitle(TitleEn, TitleFr), Draft, UserId.New(), new DateOnly(2026, 7, 6)).Value;
            await InsertAsync(release);
            if (number == Prepared)
                continue;
            release.Approve(Draft, UserId.New(), Now).Succeeded.Should().BeTrue();
            await StepAsync(release);
            if (number == Approved)
                continue;
            release.Publish(published, false, Now).Succeeded.Should().BeTrue();
            if (published is not null)
                await StepAsync(published);
            await StepAsync(release);
            if (number == Withdrawn)
            {
                release.Withdraw("Two files had been exchanged.", Now).Succeeded.Should().BeTrue();
                await StepAsync(release);
            }

            published = number == Withdrawn ? null : release;
        }
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A browser of somebody who reads in a language.</summary>
    public async Task<HttpClient> ReaderAsync(string language, string email = "funder@demo.example")
    {
        var browser = await Host.SignedInAsync(email);
        using var answer = await browser.GetAsync($"/culture?c={language}");
        return browser;
    }

    private static string Name(Enum value) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    private async Task InsertAsync(Release release)
    {
        await Host.RunAsOwnerAsync(
            """
            insert into release.release (id, number, wave_id, wave_name, title_en, title_fr, cut_off, policy_version, codebook_version,
                scale_version, algorithm_version, state, prepared_by, sha256, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            release.Id.Value, release.Number, release.WaveId.Value, release.WaveName, release.TitleEn, release.TitleFr, release.CutOff, release.PolicyVersion,
            release.CodebookVersion, release.ScaleVersion, release.AlgorithmVersion, Name(release.State), release.PreparedBy.Value, release.Sha256, Now);
        foreach (var cell in release.Cells)
        {
            await Host.RunAsOwnerAsync(
                """
                insert into release.release_cell (id, release_id, "table", row_key, column_key, status, shown, sort_order, created_at)
                values ($1, $2, $3, $4, $5, $6, $7::json, $8, $9)
                """,
                cell.Id, release.Id.Value, Name(cell.Table), cell.RowKey, cell.ColumnKey, Name(cell.Status), cell.Shown, cell.SortOrder, Now);
        }
    }

    private Task<object?> StepAsync(Release release) => Host.RunAsOwnerAsync(
        """
        update release.release set state = $2, approved_by = $3, approved_at = $4, published_at = $5, withdrawn_at = $6, withdrawal_reason = $7
        where id = $1
        """,
        release.Id.Value,
        Name(release.State),
        Typed(release.ApprovedBy?.Value, NpgsqlTypes.NpgsqlDbType.Uuid),
        Typed(release.ApprovedAt, NpgsqlTypes.NpgsqlDbType.TimestampTz),
        Typed(release.PublishedAt, NpgsqlTypes.NpgsqlDbType.TimestampTz),
        Typed(release.WithdrawnAt, NpgsqlTypes.NpgsqlDbType.TimestampTz),
        Typed(release.WithdrawalReason, NpgsqlTypes.NpgsqlDbType.Text));

    private static NpgsqlParameter Typed(object? value, NpgsqlTypes.NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
