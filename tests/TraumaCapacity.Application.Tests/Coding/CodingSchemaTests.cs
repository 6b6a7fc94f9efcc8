using Npgsql;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Tests.Coding;

/// <summary>Tries to store by SQL, as a coder, what the rules forbid.</summary>
public sealed class CodingSchemaTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private const string Rating = "insert into evidence.change_rating (id, excerpt_id, interview_id, coder_id, cell, scale_version, status, value, is_mixed, basis, created_at) ";

    [Fact]
    [Trait("Rule", "INV-20")]
    public async Task An_excerpt_outside_the_text_is_not_stored()
    {
        var coded = await CodedAsync();
        var length = coded.Interview.Version.LengthCodePoints;

        (await TryAsync(coded, Excerpt(coded, length - 3, length + 1, "alm.x"))).Should().Be("TC020");
        (await TryAsync(coded, Excerpt(coded, -1, 3, "Int"))).Should().NotBeNull();
        (await TryAsync(coded, Excerpt(coded, 5, 5, ""))).Should().Be(PostgresErrorCodes.CheckViolation);
    }

    [Fact]
    [Trait("Rule", "INV-20")]
    public async Task An_excerpt_that_quotes_what_nobody_said_is_not_stored()
    {
        var coded = await CodedAsync();
        var span = coded.Interview.FirstAnswer;

        (await TryAsync(coded, Excerpt(coded, span.Start, span.Start + 6, "I stop"))).Should().Be("TC020");
        (await TryAsync(coded, Excerpt(coded, span.Start, span.Start + 6, "I slow"))).Should().BeNull();
    }

    [Fact]
    [Trait("Rule", "INV-21")]
    public async Task Excerpts_are_taken_from_released_transcripts_only_and_those_never_change()
    {
        var coded = await CodedAsync();
        var version = coded.Interview.Version.Id;
        var rewrite = () => test.RunAsOwnerAsync($"update evidence.transcript_version set text = text || '.' where id = '{version}'");
        (await rewrite.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("TC021");

        await test.RunAsOwnerAsync($"update evidence.transcript_version set state = 'WITHDRAWN' where id = '{version}'");

        var span = coded.Interview.FirstAnswer;
        (await TryAsync(coded, Excerpt(coded, span.Start, span.Start + 6, "I slow"))).Should().Be("TC021");
    }

    [Theory]
    [Trait("Rule", "INV-23")]
    [InlineData("AWR-F")]
    [InlineData("CMP-O")]
    public async Task A_rating_in_a_cell_that_is_not_coded_is_not_stored(string cell)
    {
        var coded = await CodedAsync();

        (await TryAsync(coded, Rate(coded, $"'{cell}', 'CRS-5/1', 'RATED', 1, false, 'GENERAL_STATEMENT'"))).Should().Be("TC023");
    }

    [Fact]
    [Trait("Rule", "INV-23")]
    [Trait("Rule", "INV-24")]
    public async Task A_code_is_not_taken_away_from_under_a_rating()
    {
        var coded = await CodedAsync();

        (await TryAsync(coded, $"update evidence.code_application set retired_at = now() where excerpt_id = '{coded.Excerpt}'")).Should().Be("TC023");
        (await TryAsync(
            coded,
            $"update evidence.code_application set code_id = (select id from evidence.code where key = 'PLAN' limit 1) where excerpt_id = '{coded.Excerpt}'"))
            .Should().Be("TC023");
    }

    [Theory]
    [Trait("Rule", "INV-25")]
    [InlineData("set value = 3")]
    [InlineData("set value = null")]
    [InlineData("set status = 'INSUFFICIENT_EVIDENCE'")]
    [InlineData("set basis = null")]
    public async Task A_rating_is_a_point_of_the_scale_or_insufficient_evidence_never_both_or_neither(string change)
    {
        var coded = await CodedAsync();

        (await TryAsync(coded, $"update evidence.change_rating {change} where excerpt_id = '{coded.Excerpt}'")).Should().Be(PostgresErrorCodes.CheckViolation);
    }

    [Fact]
    [Trait("Rule", "INV-25")]
    public async Task A_cell_of_an_excerpt_is_rated_once()
    {
        var coded = await CodedAsync();

        (await TryAsync(coded, Rate(coded, "'CMP-F', 'CRS-5/1', 'RATED', 1, false, 'GENERAL_STATEMENT'"))).Should().Be(PostgresErrorCodes.UniqueViolation);
    }

    [Theory]
    [Trait("Rule", "INV-26")]
    [InlineData(-2, "INFERRED")]
    [InlineData(-2, "GENERAL_STATEMENT")]
    [InlineData(2, "INFERRED")]
    [InlineData(2, "GENERAL_STATEMENT")]
    public async Task A_clear_change_without_an_example_is_not_stored(int value, string basis)
    {
        var coded = await CodedAsync();

        (await TryAsync(coded, FormattableString.Invariant($"update evidence.change_rating set value = {value}, basis = '{basis}' where excerpt_id = '{coded.Excerpt}'")))
            .Should().Be(PostgresErrorCodes.CheckViolation);
    }

    private static string Excerpt(Coded coded, int start, int end, string quoted) => FormattableString.Invariant(
        $"""
        insert into evidence.excerpt (id, coding_id, interview_id, coder_id, transcript_version_id, start_cp, end_cp, quoted_text, text_sha256, needs_context, created_at)
        select gen_random_uuid(), c.id, c.interview_id, c.coder_id, c.transcript_version_id, {start}, {end}, '{quoted}', repeat('0', 64), false, now()
        from evidence.interview_coding c where c.interview_id = '{coded.Interview.Id}' and c.coder_id = '{coded.Coder.UserId}'
        """);

    private static string Rate(Coded coded, string values) =>
        Rating + $"select gen_random_uuid(), e.id, e.interview_id, e.coder_id, {values}, now() from evidence.excerpt e where e.id = '{coded.Excerpt}'";

    // What PostgreSQL said to it, or nothing.
    private async Task<string?> TryAsync(Coded coded, string sql)
    {
        try
        {
            await test.RunAsAsync("tc_evidence_coder", sql, coded.Coder);
            return null;
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }

    private async Task<Coded> CodedAsync()
    {
        var interview = await ReleasedInterview.MakeAsync(test, 1);
        var coder = interview.Coders[0];
        var service = new CodingService(test.Database, test.Clock);
        var opened = (await service.OpenAsync(coder, interview.Id, TestContext.Current.CancellationToken))!;
        var step = Guid.CreateVersion7();
        var gesture = new CodingGesture(step, ExcerptId.New(), interview.FirstAnswer, opened.Codes.Single(c => c.Key == "CMP-F").Id)
        {
            Rating = new RatingChoice(1, RatingBasis.GeneralStatement),
        };
        var change = await service.ApplyAsync(
            coder, new ApplyCode(new CodingChangeRequest(interview.Id, step, opened.Revision), gesture), TestContext.Current.CancellationToken);
        return new Coded(interview, coder, change.Value.Excerpt.Id);
    }

    private sealed record Coded(ReleasedInterview Interview, Actor Coder, ExcerptId Excerpt);
}
