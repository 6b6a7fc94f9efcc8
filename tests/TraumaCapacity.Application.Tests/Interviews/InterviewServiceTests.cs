using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Interviews;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Application.Tests.Interviews;

public class InterviewServiceTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private const string Talk = "Interviewer: What changed?\nA: I slow down now.\nInterviewer: And the team?\nA: They sit in on it.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_interview_gets_the_next_number_and_a_person_keeps_their_pseudonym()
    {
        var room = await CustodyRoom.MakeAsync(test);

        var first = await room.ScheduledAsync(consented: false);
        var second = await room.ScheduledAsync(consented: false);

        second.Number.Should().BeGreaterThan(first.Number);
        second.Interviewees.Should().ContainSingle().Which.Pseudonym.Should().Be(first.Interviewees[0].Pseudonym).And.MatchRegex("^I-[0-9]{2,}$");
        second.Interviewees[0].PersonName.Should().Be(room.Person.DisplayName);
        var choices = await room.Interviews.IntervieweeChoicesAsync(room.Custodian, room.Organization.Id, Token);
        choices.People.Should().ContainSingle(p => p.Id == room.Person.Id).Which.Pseudonym.Should().Be(first.Interviewees[0].Pseudonym);
    }

    [Fact]
    [Trait("Rule", "PRV-04")]
    public async Task Who_was_interviewed_under_a_record_that_was_merged_keeps_the_pseudonym()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var first = await room.ScheduledAsync(consented: false);
        var kept = await test.AFacilitatorAsync(room.Organization.Id);
        var national = TestDatabase.Someone(Role.Coordinator);
        var people = new PersonDirectoryService(test.Database, test.Clock);
        var (one, other) = ((await people.FindAsync(national, kept.Id, Token))!, (await people.FindAsync(national, room.Person.Id, Token))!);
        (await new PersonMergeService(test.Database, test.Clock).MergeAsync(national, one.Id, other.Id, one.Version, other.Version, Token)).Succeeded.Should().BeTrue();

        var choices = await room.Interviews.IntervieweeChoicesAsync(room.Custodian, room.Organization.Id, Token);
        choices.People.Should().ContainSingle().Which.Should().Match<PersonChoice>(p => p.Id == kept.Id && p.Pseudonym == first.Interviewees[0].Pseudonym);
        var second = (await room.Interviews.ScheduleAsync(room.Custodian, room.Request(new IntervieweeChoice(null, kept.Id)), Token)).Value;
        (await room.Interviews.FindAsync(room.Custodian, second, Token))!.Interviewees.Should().ContainSingle()
            .Which.Pseudonym.Should().Be(first.Interviewees[0].Pseudonym, "one person is one contributor");
    }

    [Fact]
    public async Task What_a_request_names_must_exist()
    {
        var room = await CustodyRoom.MakeAsync(test);
        async Task<string?> Refused(ScheduleInterview request) => (await room.Interviews.ScheduleAsync(room.Custodian, request, Token)).Refusal?.Code;

        (await Refused(room.Request() with { Wave = WaveId.New() })).Should().Be("Interviews.WaveMissing");
        (await Refused(room.Request() with { Organization = Model.Organizations.OrganizationId.New() })).Should().Be("Interviews.OrganizationMissing");
        (await Refused(room.Request() with { Interviewer = UserId.New() })).Should().Be("Interviews.InterviewerMissing");
        (await Refused(room.Request() with { HeldOn = new DateOnly(2026, 4, 1) })).Should().Be("Interviews.OutsideWave");
        (await Refused(room.Request(new IntervieweeChoice(IntervieweeId.New(), null)))).Should().Be("Interviews.NotThere");
    }

    [Fact]
    public async Task A_wave_is_opened_once_under_a_name()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var name = TestDatabase.UniqueText("W");

        (await room.Interviews.OpenWaveAsync(room.Lead, name, new DateOnly(2026, 1, 1), new DateOnly(2026, 2, 1), Token)).Succeeded.Should().BeTrue();
        (await room.Interviews.OpenWaveAsync(room.Custodian, name, new DateOnly(2026, 1, 1), new DateOnly(2026, 2, 1), Token))
            .Refusal!.Code.Should().Be("Interviews.WaveNameTaken");
    }

    [Theory]
    [Trait("Rule", "PRV-15")]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Funder)]
    [InlineData(Role.Administrator)]
    public async Task To_roles_without_sight_of_evidence_interviews_do_not_exist(Role role)
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = (await room.ScheduledAsync()).Id;
        var actor = TestDatabase.Someone(role);

        await FluentActions.Awaiting(() => room.Interviews.ListAsync(actor, new InterviewFilter(), Token)).Should().ThrowAsync<OutsideOwnAreaException>();
        await FluentActions.Awaiting(() => room.Interviews.FindAsync(actor, id, Token)).Should().ThrowAsync<OutsideOwnAreaException>();
        await FluentActions.Awaiting(() => room.Interviews.WithdrawConsentAsync(actor, IntervieweeId.New(), test.Today, WithdrawalEffect.Delete, Token))
            .Should().ThrowAsync<OutsideOwnAreaException>();
    }

    [Fact]
    public async Task An_evaluator_schedules_nothing_and_sees_only_what_is_assigned()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.ReleasedAsync(Talk);

        await FluentActions.Awaiting(() => room.Interviews.ScheduleAsync(room.Evaluator, room.Request(), Token)).Should().ThrowAsync<OutsideOwnAreaException>();
        (await room.Interviews.FindAsync(room.Evaluator, id, Token)).Should().BeNull();
        (await room.Interviews.ListAsync(room.Evaluator, new InterviewFilter(), Token)).Should().BeEquivalentTo(new { Total = 0 });

        (await room.AssignAsync(id, [room.Evaluator.UserId, room.Interviewer.UserId])).Succeeded.Should().BeTrue();

        var seen = (await room.Interviews.FindAsync(room.Evaluator, id, Token))!;
        seen.Coders.Should().ContainSingle("the other coder is not to be seen").Which.Id.Should().Be(room.Evaluator.UserId);
        seen.Interviewees.Should().OnlyContain(i => i.PersonName == null && i.Consents.Count == 0);
        seen.HasRawTranscript.Should().BeFalse();
        var list = await room.Interviews.ListAsync(room.Evaluator, new InterviewFilter(), Token);
        list.Rows.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Id = id, Coders = (int?)null, OpenFinds = (int?)null, Own = OwnCoding.Assigned });
    }

    [Fact]
    [Trait("Rule", "INV-35")]
    public async Task Coders_are_one_or_two_evaluators_and_the_interviewer_never_alone()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var scheduled = (await room.ScheduledAsync()).Id;
        var id = await room.ReleasedAsync(Talk);
        async Task<string?> Refused(InterviewId interview, params UserId[] coders) =>
            (await room.AssignAsync(interview, coders)).Refusal?.Code;

        (await Refused(scheduled, room.Evaluator.UserId)).Should().Be("Interviews.NotReleased");
        (await Refused(id, room.Interviewer.UserId)).Should().Be("Interviews.InterviewerIsSoleCoder");
        (await Refused(id, room.Custodian.UserId)).Should().Be("Interviews.CoderMayNotCode");
        (await Refused(id, room.Interviewer.UserId, room.Evaluator.UserId)).Should().BeNull();
        (await Refused(id, room.Evaluator.UserId)).Should().BeNull("a coding that has not begun can be taken away");
        (await room.Interviews.FindAsync(room.Lead, id, Token))!.Coders.Should().ContainSingle();
        await test.ExecuteAsync("update evidence.interview_coding set started_at = now() where interview_id = $1", id.Value);
        (await Refused(id, room.Lead.UserId)).Should().Be("Interviews.CodingStarted");
    }

    [Fact]
    public async Task Coders_that_somebody_else_chose_meanwhile_are_not_replaced_unseen()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.ReleasedAsync(Talk);
        var seen = (await room.Interviews.FindAsync(room.Custodian, id, Token))!.Version;
        (await room.AssignAsync(id, [room.Evaluator.UserId])).Succeeded.Should().BeTrue();

        var stale = await room.Interviews.AssignCodersAsync(room.Custodian, id, [room.Lead.UserId], seen, Token);

        stale.Refusal.Should().Be(InterviewsRefusals.ChangedByAnother);
        (await room.Interviews.FindAsync(room.Lead, id, Token))!.Coders.Should().ContainSingle().Which.Id.Should().Be(room.Evaluator.UserId);
    }

    [Fact]
    [Trait("Rule", "INV-34")]
    [Trait("Rule", "PRV-22")]
    public async Task Withdrawal_hides_the_interview_at_once_and_takes_no_new_excerpt()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.ReleasedAsync(Talk);
        await room.AssignAsync(id, [room.Evaluator.UserId]);
        var details = (await room.Interviews.FindAsync(room.Custodian, id, Token))!;
        (await room.Transcripts.ReleasedAsync(room.Evaluator, id, Token)).Should().NotBeNull();

        (await room.Interviews.WithdrawConsentAsync(room.Custodian, details.Interviewees[0].Id, test.Today, WithdrawalEffect.RetainAggregate, Token)).Value.Should().Be(1);

        (await room.Interviews.FindAsync(room.Evaluator, id, Token)).Should().BeNull();
        (await room.Transcripts.ReleasedAsync(room.Evaluator, id, Token)).Should().BeNull();
        (await room.Transcripts.ReleasedAsync(room.Lead, id, Token)).Should().BeNull();
        foreach (var (role, actor) in new[] { ("tc_evidence_coder", room.Evaluator), ("tc_evidence_lead", room.Lead) })
        {
            foreach (var table in new[] { "transcript_version", "interview_coding" })
            {
                (await test.RunAsAsync(role, $"select count(*) from evidence.{table} where interview_id = '{id}'", actor))
                    .Should().Be(0L, "no query of {0} reaches {1}", role, table);
            }
        }

        await FluentActions.Awaiting(() => test.ExecuteAsync(
            """
            insert into evidence.excerpt (id, coding_id, interview_id, coder_id, transcript_version_id, start_cp, end_cp, quoted_text, text_sha256, needs_context, created_at)
            select gen_random_uuid(), c.id, c.interview_id, c.coder_id, c.transcript_version_id, 0, 5, 'Inter', repeat('0', 64), false, now()
            from evidence.interview_coding c where c.interview_id = $1
            """,
            id.Value)).Should().ThrowAsync<Npgsql.PostgresException>().Where(e => e.SqlState == "TC021");
        (await room.Interviews.WithdrawConsentAsync(room.Custodian, details.Interviewees[0].Id, test.Today, WithdrawalEffect.Delete, Token))
            .Refusal!.Code.Should().Be("Interviews.ConsentAlreadyWithdrawn");
    }

    [Fact]
    [Trait("Rule", "PRV-22")]
    public async Task Withdrawal_with_destruction_leaves_no_raw_text_and_no_identity()
    {
        var room = await CustodyRoom.MakeAsync(test);
        var id = await room.UploadedAsync(Talk);
        var interviewee = (await room.Interviews.FindAsync(room.Custodian, id, Token))!.Interviewees[0].Id;

        (await room.Interviews.WithdrawConsentAsync(room.Custodian, interviewee, test.Today, WithdrawalEffect.Delete, Token)).Succeeded.Should().BeTrue();

        (await test.RunAsOwnerAsync($"select count(*) from raw_evidence.raw_transcript where interview_id = '{id}'")).Should().Be(0L);
        (await test.RunAsOwnerAsync($"select count(*) from identity_key.interviewee_identity where interviewee_id = '{interviewee}'")).Should().Be(0L);
        (await room.Interviews.FindAsync(room.Custodian, id, Token))!.State.Should().Be(InterviewState.Withdrawn);
        (await room.Transcripts.PreviewPastedAsync(room.Custodian, id, Talk, Token)).Refusal!.Code.Should().Be("Interviews.TranscriptNotReplaceable");
    }

    [Fact]
    [Trait("Rule", "PRV-17")]
    public async Task No_database_role_but_the_custodians_reaches_raw_text_or_identities()
    {
        foreach (var role in DatabaseRoles.All.Where(r => r != DatabaseRoles.Custodian))
        {
            foreach (var table in new[] { "raw_evidence.raw_transcript", "raw_evidence.raw_turn", "raw_evidence.deidentification_entry", "identity_key.interviewee_identity" })
            {
                (await FluentActions.Awaiting(() => test.RunAsAsync(role, $"select count(*) from {table}")).Should().ThrowAsync<Npgsql.PostgresException>())
                    .Which.SqlState.Should().Be("42501", "{0} must not read {1}", role, table);
            }
        }
    }

    [Fact]
    public async Task A_list_is_filtered_by_state_and_counts_the_others()
    {
        var room = await CustodyRoom.MakeAsync(test);
        await room.ScheduledAsync();
        var uploaded = await room.UploadedAsync(Talk);
        var filter = new InterviewFilter(Organization: room.Organization.Id);

        (await room.Interviews.ListAsync(room.Custodian, filter, Token)).Total.Should().Be(2);
        var list = await room.Interviews.ListAsync(room.Custodian, filter with { State = InterviewState.DeIdentifying }, Token);
        list.Rows.Should().ContainSingle().Which.Id.Should().Be(uploaded);
        list.ByState.Should().BeEquivalentTo(new Dictionary<InterviewState, int> { [InterviewState.Scheduled] = 1, [InterviewState.DeIdentifying] = 1 });
        (await room.Interviews.TasksAsync(room.Custodian, Token)).ToDeidentify.Should().Contain(r => r.Id == uploaded);
    }
}
