using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Tests.Synthesis;

/// <summary>What a coder marks: words that occur once, a code, and the rating where the code is a cell.</summary>
/// <param name="Value">−2 to +2; <c>null</c> for insufficient evidence.</param>
internal sealed record Mark(string Quote, string Code, int? Value = null, RatingBasis? Basis = null, bool IsMixed = false)
{
    /// <summary>Marks the answer of a turn, counted from 1, with a basis that bears the value.</summary>
    public static Mark Answer(int answer, string cell, int? value, bool mixed = false) =>
        new($"Answer {answer}.", cell, value, value is null ? null : RatingBasis.ConcreteExample, mixed);
}

/// <summary>An interview that was held, released, assigned and coded, through the model's own verbs.</summary>
internal sealed class CodedInterview
{
    private static int number = Random.Shared.Next(1_000_000, 500_000_000);

    public required InterviewId Id { get; init; }

    public required OrganizationId Organization { get; init; }

    public required EvaluationWave Wave { get; init; }

    public required TranscriptVersion Version { get; init; }

    public required IReadOnlyList<Actor> Coders { get; init; }

    public static async Task<EvaluationWave> AWaveAsync(TestDatabase test, int year = 2026)
    {
        var wave = EvaluationWave.Open(TestDatabase.UniqueText("W"), new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)).Value;
        await using var db = await test.OpenAsync(TestDatabase.Someone(Role.DataCustodian), DataArea.Custody);
        db.Add(wave);
        await db.SaveChangesAsync();
        return wave;
    }

    /// <summary>An interview of so many answers, «Answer 1.», «Answer 2.» and so on, each after a question.</summary>
    public static Task<CodedInterview> MakeAsync(
        TestDatabase test, OrganizationId organization, EvaluationWave wave, int answers, params IReadOnlyList<Mark>[] coders) =>
        MakeAsync(
            test,
            organization,
            wave,
            [.. Enumerable.Range(1, answers).SelectMany(n => new[] { ("Q", $"Question {n}?"), ("A", $"Answer {n}.") })],
            ContentLanguage.English,
            coders);

    public static async Task<CodedInterview> MakeAsync(
        TestDatabase test,
        OrganizationId organization,
        EvaluationWave wave,
        IReadOnlyList<(string Label, string Words)> spoken,
        ContentLanguage language,
        IReadOnlyList<IReadOnlyList<Mark>> coders,
        bool submit = true,
        Actor[]? actors = null)
    {
        var custodian = TestDatabase.Someone(Role.DataCustodian);
        var interviewee = Interviewee.Register(Interlocked.Increment(ref number), organization);
        var consent = ConsentRecord.Record(interviewee.Id, "1", wave.StartsOn, language, new ConsentScope(true, true, true, true)).Value;
        var interview = Interview.Schedule(
            number, wave, organization, InterviewKind.Individual, wave.StartsOn.AddDays(20), language, DeliveryMode.Virtual, 60, UserId.New(), [interviewee]).Value;
        interview.BeginDeidentification([consent]).Succeeded.Should().BeTrue();

        var text = CodePointText.Normalize(string.Join('\n', spoken.Select(s => s.Words))).Value;
        var (turns, start) = (new List<SpokenTurn>(), 0);
        foreach (var (label, words) in spoken)
        {
            var end = start + new CodePointText(words).Length;
            turns.Add(new SpokenTurn(label, turns.Count % 2 == 0 ? SpeakerRole.Interviewer : SpeakerRole.Interviewee, new TextSpan(start, end)));
            start = end + 1;
        }

        var now = test.Clock.GetUtcNow();
        var raw = RawTranscript.Store(interview.Id, text, turns, now).Value;
        var released = DeidentifiedText.Build(raw, language);
        var version = TranscriptVersion.Draft(interview.Id, 1, released, language, custodian.UserId);
        version.SubmitForReview(raw, released, 0, custodian.UserId).Succeeded.Should().BeTrue();
        interview.SubmitForReview().Succeeded.Should().BeTrue();
        version.Release(raw, released, 0, UserId.New(), now).Succeeded.Should().BeTrue();
        interview.Release().Succeeded.Should().BeTrue();

        var people = actors ?? [.. coders.Select(_ => TestDatabase.Someone(Role.Evaluator))];
        await using (var db = await test.OpenAsync(custodian, DataArea.Custody))
        {
            db.AddRange(interviewee, consent, interview, raw, version);
            await db.SaveChangesAsync();
            var book = await db.Codebooks.FindAsync(await new CodebookService(test.Database).CurrentAsync(custodian, CancellationToken.None));
            var codings = new List<InterviewCoding>();
            foreach (var coder in people)
                codings.Add(InterviewCoding.Assign(interview, coder.UserId, version, book!, codings).Value);
            db.AddRange(codings);
            await db.SaveChangesAsync();
        }

        var coded = new CodedInterview { Id = interview.Id, Organization = organization, Wave = wave, Version = version, Coders = people };
        foreach (var (coder, marks) in people.Zip(coders))
            await coded.CodeAsync(test, coder, marks, submit);
        return coded;
    }

    /// <summary>The span of words that occur once.</summary>
    public TextSpan SpanOf(string quote)
    {
        var text = new CodePointText(Version.Text);
        var at = Version.Text.IndexOf(quote, StringComparison.Ordinal);
        at.Should().BeGreaterThanOrEqualTo(0);
        return text.ToSpan(at, at + quote.Length);
    }

    /// <summary>Number of the interviewee's turn that holds the words.</summary>
    public int TurnOf(string quote) => Version.Turns.Single(t => t.Words.Contains(SpanOf(quote))).Sequence;

    public async Task SubmitAsync(TestDatabase test, Actor coder)
    {
        await using var db = await test.OpenAsync(coder, DataArea.Coding);
        var coding = await db.Codings.Include(c => c.Excerpts).ThenInclude(e => e.Ratings)
            .Include(c => c.Excerpts).ThenInclude(e => e.Applications).SingleAsync(c => c.InterviewId == Id);
        coding.Submit(await CodesAsync(db, coding), test.Clock.GetUtcNow()).Succeeded.Should().BeTrue();
        await db.SaveChangesAsync();
    }

    private static async Task<CodeSet> CodesAsync(TraumaDbContext db, InterviewCoding coding) =>
        new((await db.Set<Code>().Where(c => c.CodebookVersionId == coding.CodebookVersionId).ToListAsync()).Select(c => new CodeMeaning(c.Id, c.Kind, c.Cell)));

    private async Task CodeAsync(TestDatabase test, Actor coder, IReadOnlyList<Mark> marks, bool submit)
    {
        await using (var db = await test.OpenAsync(coder, DataArea.Coding))
        {
            var coding = await db.Codings.SingleAsync(c => c.InterviewId == Id);
            var codes = await CodesAsync(db, coding);
            var transcript = new CodableTranscript(
                new CodePointText(Version.Text), Version.Turns.Select(t => new CodableTurn(t.Sequence, t.SpeakerRole, t.Words)));
            foreach (var mark in marks)
            {
                var isCell = CapacityCell.TryParse(mark.Code, out var cell);
                var gesture = new CodingGesture(
                    Guid.CreateVersion7(),
                    ExcerptId.New(),
                    SpanOf(mark.Quote),
                    isCell ? codes.Of(cell) : codes.Of(Enum.Parse<CodeKind>(mark.Code, ignoreCase: true)))
                {
                    Rating = isCell ? new RatingChoice(mark.Value, mark.Basis, null, mark.IsMixed) : null,
                    ConfirmedAcrossLevels = true,
                };
                var applied = coding.Apply(gesture, transcript, codes, test.Clock.GetUtcNow());
                applied.Succeeded.Should().BeTrue(applied.Refusal?.Code);
            }

            await db.SaveChangesAsync();
        }

        if (submit)
            await SubmitAsync(test, coder);
    }
}

/// <summary>The demonstration's fictional interviews: what was said, how two evaluators coded it, and how it was settled.</summary>
internal sealed record FictionalInterview(
    string Organization, ContentLanguage Language, IReadOnlyList<(string Label, string Words)> Spoken, IReadOnlyList<IReadOnlyList<Mark>> Coders, IReadOnlyList<FictionalInterview.Settlement> Settlements)
{
    private static readonly Assembly Source = typeof(TraumaDatabase).Assembly;

    /// <summary>All of them, in the order of their numbers.</summary>
    public static IEnumerable<FictionalInterview> All() => Enumerable.Range(1, 27).Select(Read);

    private static FictionalInterview Read(int number)
    {
        using var json = JsonDocument.Parse(Text($"{number:00}.json"));
        var root = json.RootElement;
        var text = Text($"{number:00}.txt");
        foreach (var identifier in root.GetProperty("identifiers").EnumerateArray())
            text = text.Replace(identifier.GetProperty("find").GetString()!, identifier.GetProperty("replace").GetString()!, StringComparison.Ordinal);
        return new FictionalInterview(
            root.GetProperty("organization").GetString()!,
            root.GetProperty("language").GetString() == "fr" ? ContentLanguage.French : ContentLanguage.English,
            [
                .. from line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                   let colon = line.IndexOf(':', StringComparison.Ordinal)
                   select (line[..colon].Trim(), line[(colon + 1)..].Trim()),
            ],
            [.. root.GetProperty("codings").EnumerateObject().Select(coder => (IReadOnlyList<Mark>)[.. coder.Value.EnumerateArray().Select(MarkOf)])],
            [
                .. from settled in root.GetProperty("settle").EnumerateArray()
                   select new Settlement(
                       settled.GetProperty("quote").GetString()!,
                       settled.GetProperty("cell").GetString()!,
                       settled.GetProperty("value").ValueKind == JsonValueKind.Number ? settled.GetProperty("value").GetInt32() : null,
                       settled.TryGetProperty("mixed", out var mixed) && mixed.ValueKind == JsonValueKind.True,
                       settled.GetProperty("reason").GetString()!),
            ]);
    }

    private static Mark MarkOf(JsonElement mark)
    {
        var quote = mark.GetProperty("quote").GetString()!;
        if (mark.TryGetProperty("code", out var code))
            return new Mark(quote, code.GetString()!);
        var rating = mark.GetProperty("rating");
        var rated = rating.ValueKind == JsonValueKind.Number;
        return new Mark(
            quote,
            mark.GetProperty("cell").GetString()!,
            rated ? rating.GetInt32() : null,
            rated ? Enum.Parse<RatingBasis>(mark.GetProperty("basis").GetString()!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true) : null,
            mark.TryGetProperty("mixed", out var mixed) && mixed.GetBoolean());
    }

    private static string Text(string file)
    {
        var name = Source.GetManifestResourceNames().Single(n => n.EndsWith("." + file, StringComparison.Ordinal));
        using var reader = new StreamReader(Source.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>How a difference was settled; without a value the cell does not apply.</summary>
    internal sealed record Settlement(string Quote, string Cell, int? Value, bool IsMixed, string Reason);
}
