using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Application.Interviews;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Tests.Interviews;

/// <summary>An organization with a person to interview, a wave, and the colleagues who do it, each with an account.</summary>
internal sealed class CustodyRoom
{
    public static readonly DateOnly HeldOn = new(2026, 2, 2);

    private CustodyRoom(TestDatabase test)
    {
        Test = test;
        Interviews = new InterviewService(test.Database, test.Clock);
        Transcripts = new TranscriptService(test.Database, test.Clock);
        Deidentification = new DeidentificationService(test.Database, test.Clock);
    }

    public TestDatabase Test { get; }

    public InterviewService Interviews { get; }

    public TranscriptService Transcripts { get; }

    public DeidentificationService Deidentification { get; }

    public required Organization Organization { get; init; }

    public required Person Person { get; init; }

    public required WaveId Wave { get; init; }

    public required Actor Custodian { get; init; }

    public required Actor Second { get; init; }

    public required Actor Lead { get; init; }

    public required Actor Evaluator { get; init; }

    public required Actor Interviewer { get; init; }

    public static async Task<CustodyRoom> MakeAsync(TestDatabase test)
    {
        var organization = await test.AnOrganizationAsync();
        var custodian = await ColleagueAsync(test, Role.DataCustodian);
        var wave = await new InterviewService(test.Database, test.Clock).OpenWaveAsync(
            custodian, TestDatabase.UniqueText("W"), new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 31), CancellationToken.None);
        return new CustodyRoom(test)
        {
            Organization = organization,
            Person = await test.AFacilitatorAsync(organization.Id, "Océane Wolverton " + TestDatabase.UniqueText("Z")),
            Wave = wave.Value,
            Custodian = custodian,
            Second = await ColleagueAsync(test, Role.DataCustodian),
            Lead = await ColleagueAsync(test, Role.LeadEvaluator),
            Evaluator = await ColleagueAsync(test, Role.Evaluator),
            Interviewer = await ColleagueAsync(test, Role.Evaluator),
        };
    }

    public static async Task<Actor> ColleagueAsync(TestDatabase test, Role role)
    {
        var actor = TestDatabase.Someone(role);
        var name = TestDatabase.UniqueText("u");
        await using var db = await test.OpenAsync(TestDatabase.Someone(Role.Administrator), DataArea.Administration);
        db.Users.Add(new UserAccount
        {
            Id = actor.UserId.Value,
            UserName = $"{name}@example.org",
            NormalizedUserName = $"{name}@EXAMPLE.ORG",
            Email = $"{name}@example.org",
            NormalizedEmail = $"{name}@EXAMPLE.ORG",
            DisplayName = name,
            SecurityStamp = name,
            CreatedAt = test.Clock.GetUtcNow(),
        });
        db.RoleGrants.Add(RoleGrant.Give(actor.UserId, role));
        await db.SaveChangesAsync();
        return actor;
    }

    public ScheduleInterview Request(params IntervieweeChoice[] interviewees) => new(
        Wave, Organization.Id, InterviewKind.Individual, HeldOn, ContentLanguage.English, DeliveryMode.Virtual, 50, Interviewer.UserId,
        interviewees.Length == 0 ? [new IntervieweeChoice(null, Person.Id)] : interviewees);

    /// <summary>A scheduled interview, with consent unless told otherwise.</summary>
    public async Task<InterviewDetails> ScheduledAsync(bool consented = true)
    {
        var id = (await Interviews.ScheduleAsync(Custodian, Request(), CancellationToken.None)).Value;
        var details = (await Interviews.FindAsync(Custodian, id, CancellationToken.None))!;
        if (consented && details.Interviewees[0].Consents.Count == 0)
        {
            (await Interviews.RecordConsentAsync(
                Custodian,
                new RecordConsent(details.Interviewees[0].Id, "1.0", HeldOn, ContentLanguage.English, new ConsentScope(true, false, false, false)),
                CancellationToken.None)).Succeeded.Should().BeTrue();
        }

        return details;
    }

    /// <summary>An interview with a raw transcript.</summary>
    public async Task<InterviewId> UploadedAsync(string text)
    {
        var id = (await ScheduledAsync()).Id;
        var preview = (await Transcripts.PreviewPastedAsync(Custodian, id, text, CancellationToken.None)).Value;
        (await Transcripts.StoreAsync(Custodian, id, preview, new Dictionary<string, SpeakerRole>(StringComparer.Ordinal), CancellationToken.None)).Succeeded.Should().BeTrue();
        return id;
    }

    /// <summary>Replaces every open find as suggested.</summary>
    public async Task ReplaceAllAsync(InterviewId id)
    {
        while ((await Deidentification.OpenAsync(Custodian, id, CancellationToken.None))!.Finds.FirstOrDefault(f => f.Status == FindingStatus.Open) is { } find)
        {
            (await Deidentification.ReplaceAsync(Custodian, id, find.Id, find.Version, find.Kind, find.Suggestion, everywhere: true, CancellationToken.None))
                .Succeeded.Should().BeTrue();
        }
    }

    /// <summary>An interview whose text a second person released.</summary>
    public async Task<InterviewId> ReleasedAsync(string text)
    {
        var id = await UploadedAsync(text);
        await ReplaceAllAsync(id);
        (await Deidentification.PrepareAsync(Custodian, id, CancellationToken.None)).Succeeded.Should().BeTrue();
        (await Deidentification.SubmitAsync(Custodian, id, CancellationToken.None)).Succeeded.Should().BeTrue();
        (await Deidentification.ReleaseAsync(Second, id, CancellationToken.None)).Succeeded.Should().BeTrue();
        return id;
    }

    /// <summary>Says who codes an interview, as the lead evaluator who looks at it now.</summary>
    public async Task<Result<Done>> AssignAsync(InterviewId id, IReadOnlyCollection<UserId> coders) =>
        await Interviews.AssignCodersAsync(Lead, id, coders, (await Interviews.FindAsync(Lead, id, CancellationToken.None))!.Version, CancellationToken.None);
}
