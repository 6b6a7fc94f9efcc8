using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Tests.Coding;

/// <summary>An interview whose transcript was released, and who codes it.</summary>
internal sealed class ReleasedInterview
{
    public const string HiddenWords = "He broke the door that night.";

    private static readonly string[] Spoken =
    [
        "What changed for you?",
        "I slow down now 🙂. Before I went, I did not. " + HiddenWords + " We talk first.",
        "And the team?",
        "They sit in on it. Café is calmer.",
    ];

    private static int number = Random.Shared.Next(1_000_000, 500_000_000);

    public required InterviewId Id { get; init; }

    public required TranscriptVersion Version { get; init; }

    public required IReadOnlyList<Actor> Coders { get; init; }

    public TextSpan FirstAnswer => Version.Turns[1].Words;

    public TextSpan SecondAnswer => Version.Turns[3].Words;

    /// <summary>An interview assigned to new evaluators, with one passage flagged.</summary>
    public static Task<ReleasedInterview> MakeAsync(TestDatabase test, int coders = 2) =>
        MakeAsync(test, [.. Enumerable.Range(0, coders).Select(_ => TestDatabase.Someone(Role.Evaluator))]);

    public static async Task<ReleasedInterview> MakeAsync(TestDatabase test, params Actor[] coders)
    {
        var organization = await test.AnOrganizationAsync();
        var custodian = TestDatabase.Someone(Role.DataCustodian);
        var reviewer = UserId.New();
        var wave = EvaluationWave.Open(TestDatabase.UniqueText("W"), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)).Value;
        var interviewee = Interviewee.Register(Interlocked.Increment(ref number), organization.Id);
        var consent = ConsentRecord.Record(interviewee.Id, "1", new DateOnly(2026, 1, 5), ContentLanguage.English, new ConsentScope(true, true, true, true)).Value;
        var interview = Interview.Schedule(
            interviewee.PseudonymCode.Length > 0 ? number : 1, wave, organization.Id, InterviewKind.Individual, new DateOnly(2026, 2, 2),
            ContentLanguage.English, DeliveryMode.Virtual, 60, UserId.New(), [interviewee]).Value;
        interview.BeginDeidentification([consent]).Succeeded.Should().BeTrue();
        var text = CodePointText.Normalize(string.Join('\n', Spoken)).Value;
        var turns = new List<SpokenTurn>();
        var start = 0;
        foreach (var line in text.Text.Split('\n'))
        {
            var end = start + new CodePointText(line).Length;
            turns.Add(new SpokenTurn(
                turns.Count % 2 == 0 ? "Q" : "A", turns.Count % 2 == 0 ? SpeakerRole.Interviewer : SpeakerRole.Interviewee, new TextSpan(start, end)));
            start = end + 1;
        }

        var raw = RawTranscript.Store(interview.Id, text, turns, test.Clock.GetUtcNow()).Value;
        var released = DeidentifiedText.Build(raw, ContentLanguage.English);
        var version = TranscriptVersion.Draft(interview.Id, 1, released, ContentLanguage.English, custodian.UserId);
        var hidden = version.Text.IndexOf(HiddenWords, StringComparison.Ordinal);
        version.Mark(released.Text.ToSpan(hidden, hidden + HiddenWords.Length), ContentFlagKind.ViolenceDescribed).Succeeded.Should().BeTrue();
        version.SubmitForReview(raw, released, 0, custodian.UserId).Succeeded.Should().BeTrue();
        interview.SubmitForReview().Succeeded.Should().BeTrue();
        version.Release(raw, released, 0, reviewer, test.Clock.GetUtcNow()).Succeeded.Should().BeTrue();
        interview.Release().Succeeded.Should().BeTrue();

        await using var db = await test.OpenAsync(custodian, DataArea.Custody);
        db.AddRange(wave, interviewee, consent, interview, raw, version);
        await db.SaveChangesAsync();
        var book = await db.Codebooks.FindAsync(await new TraumaCapacity.Application.Coding.CodebookService(test.Database).CurrentAsync(custodian, CancellationToken.None));
        var codings = new List<InterviewCoding>();
        foreach (var coder in coders)
            codings.Add(InterviewCoding.Assign(interview, coder.UserId, version, book!, codings).Value);
        db.AddRange(codings);
        await db.SaveChangesAsync();
        return new ReleasedInterview { Id = interview.Id, Version = version, Coders = coders };
    }
}
