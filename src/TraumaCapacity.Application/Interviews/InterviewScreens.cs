using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Interviews;

/// <summary>Who is interviewed: someone who has a pseudonym, or a new one. A person may be named for the identity key; who
/// has a pseudonym already keeps it.</summary>
/// <param name="Existing">A pseudonym given before.</param>
/// <param name="Person">Who it is; kept in the identity key alone.</param>
public sealed record IntervieweeChoice(IntervieweeId? Existing, PersonId? Person);

/// <summary>An interview to be scheduled.</summary>
public sealed record ScheduleInterview(
    WaveId Wave,
    OrganizationId Organization,
    InterviewKind Kind,
    DateOnly HeldOn,
    ContentLanguage Language,
    DeliveryMode Mode,
    int? Minutes,
    UserId Interviewer,
    IReadOnlyList<IntervieweeChoice> Interviewees);

/// <summary>A consent to be recorded.</summary>
public sealed record RecordConsent(
    IntervieweeId Interviewee, string ProtocolVersion, DateOnly ConsentedOn, ContentLanguage Language, ConsentScope Scope);

/// <summary>Which interviews a list shows; what is <c>null</c> limits nothing.</summary>
public sealed record InterviewFilter(InterviewState? State = null, OrganizationId? Organization = null, WaveId? Wave = null, int Page = 1)
{
    /// <summary>Rows on a page of the list.</summary>
    public const int PageSize = 50;
}

/// <summary>Where one's own coding of an interview stands.</summary>
public enum OwnCoding
{
    None,
    Assigned,
    Started,
    Submitted,
}

/// <summary>An interview in a list.</summary>
/// <param name="Interviewees">Pseudonyms, in order.</param>
/// <param name="OpenFinds">Passages to decide on; <c>null</c> for all but custodians.</param>
/// <param name="Coders">How many are assigned; <c>null</c> for evaluators (INV-27).</param>
public sealed record InterviewRow(
    InterviewId Id,
    int Number,
    OrganizationId OrganizationId,
    string Organization,
    string Wave,
    DateOnly HeldOn,
    InterviewKind Kind,
    ContentLanguage Language,
    InterviewState State,
    IReadOnlyList<string> Interviewees,
    int? OpenFinds,
    int? Coders,
    OwnCoding Own);

/// <summary>A page of a list of interviews, and how many there are in each state under the other filters.</summary>
public sealed record InterviewList(IReadOnlyList<InterviewRow> Rows, int Total, IReadOnlyDictionary<InterviewState, int> ByState);

/// <summary>A wave to choose.</summary>
public sealed record WaveRow(WaveId Id, string Name, DateOnly StartsOn, DateOnly EndsOn);

/// <summary>An organization to choose.</summary>
public sealed record OrganizationChoice(OrganizationId Id, string Name);

/// <summary>A colleague to choose.</summary>
public sealed record ColleagueChoice(UserId Id, string Name);

/// <summary>Someone of an organization to interview. Custodians only.</summary>
/// <param name="Pseudonym">Their pseudonym where they have one.</param>
public sealed record PersonChoice(PersonId Id, string Name, IntervieweeId? Interviewee, string? Pseudonym);

/// <summary>A pseudonym of an organization that is linked to nobody.</summary>
public sealed record PseudonymChoice(IntervieweeId Id, string Pseudonym);

/// <summary>Who can be interviewed at an organization. Custodians only.</summary>
public sealed record IntervieweeChoices(IReadOnlyList<PersonChoice> People, IReadOnlyList<PseudonymChoice> Unlinked);

/// <summary>What the form for scheduling offers.</summary>
public sealed record ScheduleChoices(
    IReadOnlyList<WaveRow> Waves, IReadOnlyList<OrganizationChoice> Organizations, IReadOnlyList<ColleagueChoice> Interviewers);

/// <summary>A consent on record.</summary>
public sealed record ConsentRow(
    string ProtocolVersion, DateOnly ConsentedOn, ContentLanguage Language, ConsentScope Scope, DateOnly? WithdrawnOn, WithdrawalEffect? Effect);

/// <summary>An interviewee of an interview.</summary>
/// <param name="PersonName">Who it is; <c>null</c> for all but custodians, and where nobody is linked.</param>
/// <param name="Consents">Newest first; none for evaluators.</param>
public sealed record IntervieweeRow(IntervieweeId Id, string Pseudonym, string? PersonName, IReadOnlyList<ConsentRow> Consents);

/// <summary>A coder of an interview, and how far they are.</summary>
public sealed record CoderRow(UserId Id, string Name, DateTimeOffset? StartedAt, DateTimeOffset? SubmittedAt);

/// <summary>A version of the de-identified text, without the text.</summary>
/// <param name="ReviewNote">What the second person asked for when handing it back.</param>
public sealed record TranscriptRow(
    TranscriptVersionId Id,
    int VersionNumber,
    TranscriptState State,
    int Words,
    int Turns,
    int Flags,
    string? DeidentifiedBy,
    string? ReviewedBy,
    DateTimeOffset? ReleasedAt,
    string? ReviewNote);

/// <summary>One interview.</summary>
/// <param name="Coders">Assigned coders; to a coder, before all submitted, only themselves (INV-27).</param>
/// <param name="Assignable">Who may be assigned; empty for those who may not assign.</param>
/// <param name="HasRawTranscript">Whether a raw transcript is stored; <c>false</c> for all but custodians.</param>
/// <param name="MayReview">Whether the actor is a second person: a custodian who decided nothing about this text (PRV-18).</param>
/// <param name="Version">What a change of the coders is held to.</param>
public sealed record InterviewDetails(
    InterviewId Id,
    int Number,
    string Wave,
    OrganizationId OrganizationId,
    string Organization,
    InterviewKind Kind,
    DateOnly HeldOn,
    ContentLanguage Language,
    DeliveryMode Mode,
    int? Minutes,
    UserId InterviewerId,
    string Interviewer,
    InterviewState State,
    IReadOnlyList<IntervieweeRow> Interviewees,
    IReadOnlyList<CoderRow> Coders,
    IReadOnlyList<ColleagueChoice> Assignable,
    TranscriptRow? Transcript,
    bool HasRawTranscript,
    int OpenFinds,
    bool MayReview,
    OwnCoding Own,
    uint Version);

/// <summary>What waits for a custodian, or for a lead evaluator.</summary>
/// <param name="ToTranscribe">Held, and nothing uploaded.</param>
/// <param name="ToDeidentify">Being de-identified.</param>
/// <param name="ToReview">Waiting for a second person, whom the actor can be.</param>
/// <param name="ToAssign">Released and coded by nobody.</param>
public sealed record InterviewTasks(
    IReadOnlyList<InterviewRow> ToTranscribe,
    IReadOnlyList<InterviewRow> ToDeidentify,
    IReadOnlyList<InterviewRow> ToReview,
    IReadOnlyList<InterviewRow> ToAssign);
