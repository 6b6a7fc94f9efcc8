using Npgsql;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Releases;
using TraumaCapacity.Application.Tests.Synthesis;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Model.Releases.Disclosure;
using TraumaCapacity.Tests;

namespace TraumaCapacity.Application.Tests.Releases;

public sealed class ReleaseServiceTests(TestPostgres server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "PRV-04")]
    [Trait("Rule", "PRV-28")]
    [Trait("Rule", "PRV-14")]
    public async Task Hidden_cells_are_explained_to_those_who_check_and_to_nobody_else()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        var step = await initiative.PrepareAsync();

        var check = (await initiative.Releases.CheckAsync(initiative.Custodian, step.Number, Cancel)).Value;

        HiddenReason? Why(string cell) => check.Explanations.SingleOrDefault(e => e.Table is ReleaseTable.ChangeMatrix && e.RowKey == cell)?.Reason;
        Why("AWR-F").Should().BeNull();
        Why("SAF-F").Should().BeNull();
        Why("SAF-O").Should().BeNull();
        Why("CMP-F").Should().Be(HiddenReason.OnePoint);
        Why("COL-C").Should().Be(HiddenReason.AllWorse);
        Why("AWR-O").Should().Be(HiddenReason.TooFewContributors);
        check.Explanations.Single(e => e.RowKey == "AWR-O").Should().Match<HiddenExplanation>(e => e.Has == 6 && e.Needs == 8);
        check.Explanations.Select(e => (e.Table, e.RowKey, e.ColumnKey)).Should().BeEquivalentTo(
            check.Figures.Where(f => f.Status is not ReleaseCellStatus.Shown).Select(f => (f.Table, f.RowKey, f.ColumnKey)), "each hidden cell has its reason");
        check.HasChanged.Should().BeFalse();

        // Which rule hid a cell of the matrix is not in what is published: it would be an answer.
        (await initiative.Test.RunAsOwnerAsync("select string_agg(distinct status || shown::text, ',') from release.release_cell where \"table\" = 'CHANGE_MATRIX' and status <> 'SHOWN'"))
            .Should().Be("PRIMARY{}");
    }

    [Fact]
    [Trait("Rule", "PRV-12")]
    public async Task The_true_value_of_a_hidden_cell_is_in_no_table_that_releases_are_read_from()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        await initiative.PrepareAsync();

        // Every hidden cell holds nothing at all; so none can hold its value.
        (await initiative.Test.RunAsOwnerAsync("select count(*) from release.release_cell where status <> 'SHOWN' and shown::text <> '{}'")).Should().Be(0L);
        (await initiative.Test.RunAsOwnerAsync("select count(*) from release.release_cell where status <> 'SHOWN'")).Should().NotBe(0L);

        // Nor does the audit trail of what was stored.
        (await initiative.Test.RunAsOwnerAsync(
            "select count(*) from audit.audit_event where entity = 'release_cell' and after ->> 'status' <> 'SHOWN' and after ->> 'shown' <> '{}'")).Should().Be(0L);

        // And no organization is named.
        foreach (var organization in initiative.Organizations)
        {
            (await initiative.Test.RunAsOwnerAsync(
                $"select count(*) from release.release_cell where shown::text like '%{organization.PublicCode}%' or shown::text like '%{organization.Id}%'")).Should().Be(0L);
        }
    }

    [Fact]
    [Trait("Rule", "PRV-12")]
    public async Task The_readers_database_role_reaches_releases_and_nothing_else()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        var tables = new List<string>();
        await using (var command = initiative.Test.Owner.CreateCommand(
            "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema') union all select quote_ident(schemaname) || '.' || quote_ident(viewname) from pg_views where schemaname not in ('pg_catalog', 'information_schema')"))
        await using (var reader = await command.ExecuteReaderAsync(Cancel))
        {
            while (await reader.ReadAsync(Cancel))
                tables.Add(reader.GetString(0));
        }

        var reached = new List<string>();
        foreach (var table in tables)
        {
            try
            {
                await initiative.Test.RunAsAsync("tc_release_reader", $"select count(*) from {table}", initiative.Funder);
                reached.Add(table);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                // As it should be.
            }
        }

        reached.Should().BeEquivalentTo("release.release", "release.release_cell");

        // And of those, only what was published.
        var prepared = await initiative.PrepareAsync();
        (await initiative.Test.RunAsAsync("tc_release_reader", "select count(*) from release.release_cell", initiative.Funder)).Should().Be(0L);
        var approved = (await initiative.Releases.ApproveAsync(initiative.OtherLead, prepared, Cancel)).Value;
        (await initiative.Test.RunAsAsync("tc_release_reader", "select count(*) from release.release", initiative.Funder)).Should().Be(0L);
        _ = (await initiative.Releases.PublishAsync(initiative.Lead, approved, Cancel)).Value;
        (await initiative.Test.RunAsAsync("tc_release_reader", "select count(*) from release.release", initiative.Funder)).Should().Be(1L);
        await FluentActions.Awaiting(() => initiative.Test.RunAsAsync("tc_release_reader", "update release.release set title_en = 'x'", initiative.Funder))
            .Should().ThrowAsync<PostgresException>();
    }

    [Fact]
    public async Task Whoever_prepares_does_not_approve_by_the_service_or_by_sql()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        var step = await initiative.PrepareAsync();

        (await initiative.Releases.ApproveAsync(initiative.Lead, step, Cancel)).Refusal.Should().Be(ReleasesRefusals.SecondPersonApproves);
        foreach (var role in new[] { "tc_evidence_lead", "tc_custodian" })
        {
            await FluentActions.Awaiting(() => initiative.Test.RunAsAsync(
                role, $"update release.release set state = 'APPROVED', approved_by = prepared_by, approved_at = now() where id = '{step.Id}'", initiative.Lead))
                .Should().ThrowAsync<PostgresException>().Where(e => e.ConstraintName == "ck_release_second_person");
        }

        var approved = await initiative.Releases.ApproveAsync(initiative.Custodian, step, Cancel);
        approved.Succeeded.Should().BeTrue();
        (await initiative.Releases.ApproveAsync(initiative.OtherLead, approved.Value, Cancel)).Refusal.Should().Be(ReleasesRefusals.WrongState);
        (await initiative.Test.RunAsOwnerAsync($"select count(*) from audit.audit_event where entity = 'release' and entity_id = '{step.Id}' and user_id = '{initiative.Custodian.UserId}' and after ->> 'state' = 'APPROVED'"))
            .Should().Be(1L);
    }

    [Fact]
    [Trait("Rule", "PRV-22")]
    public async Task What_was_approved_does_not_change_whoever_tries()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        var published = await initiative.PublishAsync();

        string[] attempts =
        [
            $"update release.release_cell set shown = '{{}}' where release_id = '{published.Id}'",
            $"update release.release_cell set status = 'SHOWN' where release_id = '{published.Id}'",
            $"delete from release.release_cell where release_id = '{published.Id}'",
            $"insert into release.release_cell (id, release_id, \"table\", row_key, column_key, status, shown, sort_order, created_at) values (gen_random_uuid(), '{published.Id}', 'NOTES', 'X', 'X', 'SHOWN', '{{}}', 999, now())",
            $"update release.release set sha256 = repeat('0', 64) where id = '{published.Id}'",
            $"update release.release set title_fr = 'Autre' where id = '{published.Id}'",
            $"update release.release set cut_off = cut_off + 1 where id = '{published.Id}'",
            $"update release.release set codebook_version = '2' where id = '{published.Id}'",
            $"update release.release set approved_by = gen_random_uuid() where id = '{published.Id}'",
            $"update release.release set published_at = now() where id = '{published.Id}'",
            $"update release.release set state = 'PREPARED', approved_by = null, approved_at = null, published_at = null where id = '{published.Id}'",
            $"update release.release set state = 'APPROVED', published_at = null where id = '{published.Id}'",
            $"delete from release.release where id = '{published.Id}'",
            "truncate release.release cascade",
            "truncate release.release_cell",
        ];
        foreach (var sql in attempts)
        {
            foreach (var role in new[] { "tc_evidence_lead", "tc_custodian", "tc_release_reader", null })
            {
                Func<Task> attempt = role is null
                    ? () => initiative.Test.RunAsOwnerAsync(sql)
                    : () => initiative.Test.RunAsAsync(role, sql, initiative.Lead);
                await attempt.Should().ThrowAsync<PostgresException>($"{role ?? "the owner"} tried: {sql}");
            }
        }

        var step = published;
        (await initiative.Releases.RecheckAsync(initiative.Lead, step, new HashSet<CapacityCell>(), Cancel)).Refusal.Should().Be(ReleasesRefusals.WrongState);
        (await initiative.Releases.DiscardAsync(initiative.Lead, step, Cancel)).Refusal.Should().Be(ReleasesRefusals.WrongState);
    }

    [Fact]
    [Trait("Rule", "PRV-13")]
    public async Task The_same_inputs_give_the_same_release_and_its_hash_is_over_what_is_stored()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        var first = await initiative.PrepareAsync();
        var second = await initiative.PrepareAsync();

        var checks = new List<ReleaseCheck>();
        foreach (var step in new[] { first, second })
            checks.Add((await initiative.Releases.CheckAsync(initiative.Lead, step.Number, Cancel)).Value);
        checks[0].Sha256.Should().Be(checks[1].Sha256).And.HaveLength(64);
        checks[0].Figures.Should().Equal(checks[1].Figures);

        await using var db = await initiative.Test.OpenAsync(initiative.Lead, DataArea.ReleasePreparation);
        var stored = db.Releases.Where(r => r.Id == first.Id).Select(r => new { Release = r, r.Cells }).Single();
        stored.Release.HashOfCells().Should().Be(checks[0].Sha256);
    }

    [Fact]
    [Trait("Rule", "INV-29")]
    public async Task Where_nobody_was_interviewed_there_is_no_evidence_and_no_zero()
    {
        await using var initiative = await ReleaseInitiative.WithoutEvidenceAsync(server);
        var step = await initiative.PrepareAsync();

        var figures = (await initiative.Releases.CheckAsync(initiative.Lead, step.Number, Cancel)).Value.Figures;

        figures.Where(f => f.Table is ReleaseTable.ChangeMatrix).Should().HaveCount(12).And.OnlyContain(f => f.Status == ReleaseCellStatus.Primary);
        figures.Single(f => f.RowKey == ReleaseKeys.Finding).Read<FindingShape>().Should()
            .Be(new FindingShape(FindingKind.NothingShown, 0, 0, 0, 0, null, null, null));
        figures.Single(f => f is { Table: ReleaseTable.Headline, RowKey: ReleaseKeys.Interviewees }).Read<HeadlineShape>().Count
            .Should().Be(new DisclosedCount(DisclosedCountKind.Exact, 0), "that nobody was interviewed is itself a count");
    }

    [Fact]
    [Trait("Rule", "INV-33")]
    public async Task Units_that_await_consensus_are_counted_disclosed_and_in_no_value()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        var organization = initiative.Organizations[12];
        await initiative.AddInterviewAsync(organization, [Mark.Answer(1, "AWR-F", 2), Mark.Answer(2, "SAF-O", 2)], [Mark.Answer(1, "AWR-F", -1), Mark.Answer(2, "SAF-O", 1)]);
        var before = (await initiative.Releases.CheckAsync(initiative.Lead, (await initiative.PrepareAsync()).Number, Cancel)).Value;

        before.AwaitingConsensus.Should().Be(2);
        before.OutOfDate.Should().Be(12, "the organization's values were signed before");
        before.Figures.Single(f => f.RowKey == ReleaseKeys.AwaitingConsensus).Read<int>().Should().Be(2);
        Matrix(before, "AWR-F").Points.Should().Equal(0, 3, 3, 3, 4);
    }

    [Fact]
    [Trait("Rule", "PRV-21")]
    public async Task Organizations_whose_data_a_community_governs_are_left_out_of_every_number()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        var before = (await initiative.Releases.CheckAsync(initiative.Lead, (await initiative.PrepareAsync()).Number, Cancel)).Value;
        var governed = await initiative.AddOrganizationAsync(Jurisdiction.YT, 1, await initiative.Test.ACurriculumAsync(), DataGovernanceRegime.Ocap);
        await initiative.AddInterviewAsync(governed, ReleaseInitiative.Marks(1));
        await initiative.SignAsync(governed);

        var after = (await initiative.Releases.CheckAsync(initiative.Lead, (await initiative.PrepareAsync()).Number, Cancel)).Value;

        after.LeftOut.Should().Equal(governed.Name);
        after.Figures.Where(f => f.RowKey != ReleaseKeys.LeftOut).Should().Equal(before.Figures.Where(f => f.RowKey != ReleaseKeys.LeftOut));
        after.Figures.Single(f => f.RowKey == ReleaseKeys.LeftOut).Read<bool>().Should().BeTrue("the release says so");
        before.Figures.Single(f => f.RowKey == ReleaseKeys.LeftOut).Read<bool>().Should().BeFalse();
    }

    [Fact]
    [Trait("Rule", "PRV-10")]
    public async Task A_release_that_differs_by_too_few_people_from_the_one_before_is_held_until_the_cells_are_left_out()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        await initiative.PublishAsync();
        var organization = initiative.Organizations[12];
        await initiative.AddInterviewAsync(organization, [Mark.Answer(1, "AWR-F", 2)]);
        await initiative.SignAsync(organization);
        var step = await initiative.PrepareAsync();

        var check = (await initiative.Releases.CheckAsync(initiative.Custodian, step.Number, Cancel)).Value;
        check.Differences.Should().Equal(new HeldDifference(CapacityCell.Parse("AWR-F"), 1, 1, 8));
        check.Can.Approve.Should().BeFalse();
        (await initiative.Releases.ApproveAsync(initiative.Custodian, step, Cancel)).Refusal!.Code.Should().Be("Releases.HeldByDifference");

        var rechecked = (await initiative.Releases.RecheckAsync(initiative.Lead, step, new HashSet<CapacityCell> { CapacityCell.Parse("AWR-F") }, Cancel)).Value;
        var without = (await initiative.Releases.CheckAsync(initiative.Custodian, step.Number, Cancel)).Value;
        without.Differences.Should().BeEmpty();
        without.Figures.Single(f => f.RowKey == "AWR-F").Status.Should().Be(ReleaseCellStatus.Complementary);
        without.Explanations.Single(e => e.RowKey == "AWR-F").Reason.Should().Be(HiddenReason.Withheld);
        var approved = await initiative.Releases.ApproveAsync(initiative.Custodian, rechecked, Cancel);
        approved.Succeeded.Should().BeTrue();
    }

    [Fact]
    [Trait("Rule", "PRV-22")]
    public async Task Who_takes_their_consent_back_is_in_no_later_release_and_stops_one_that_waits()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        var step = await initiative.PrepareAsync();
        var before = (await initiative.Releases.CheckAsync(initiative.Lead, step.Number, Cancel)).Value;
        var approved = (await initiative.Releases.ApproveAsync(initiative.Custodian, step, Cancel)).Value;
        var interview = initiative.Interviews[^1];
        await initiative.Test.ExecuteAsync(
            "update evidence.consent_record set withdrawn_on = $2, withdrawal_effect = 'RETAIN_AGGREGATE' where interviewee_id in (select interviewee_id from evidence.interview_participation where interview_id = $1)",
            interview.Id.Value,
            initiative.Test.Today);
        await initiative.Test.ExecuteAsync("update evidence.interview set state = 'WITHDRAWN' where id = $1", interview.Id.Value);

        (await initiative.Releases.PublishAsync(initiative.Lead, approved, Cancel)).Refusal.Should().Be(ReleasesRefusals.ConsentWithdrawn);

        var after = (await initiative.Releases.CheckAsync(initiative.Lead, (await initiative.PrepareAsync()).Number, Cancel)).Value;
        var (then, now) = (Matrix(before, "SAF-O"), Matrix(after, "SAF-O"));
        now.Points.Sum().Should().Be(then.Points.Sum() - 1);
        now.NotSigned.Should().Be(1, "the organization's value rested on that interview and was not signed again");
    }

    [Fact]
    public async Task Publishing_supersedes_and_withdrawing_takes_the_figures_away()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        var first = await initiative.PublishAsync();
        var second = await initiative.PublishAsync();
        var funder = initiative.Funder;

        var rows = await initiative.Published.ListAsync(funder, Cancel);
        rows.Select(r => (r.Number, r.State, r.SupersededBy)).Should().Equal(
            (second.Number, ReleaseState.Published, null), (first.Number, ReleaseState.Superseded, (int?)second.Number));
        var reading = (await initiative.Published.FindAsync(funder, second.Number, Cancel)).Value;
        reading.Figures.Should().NotBeEmpty();
        reading.Figures.Single(f => f is { Table: ReleaseTable.Headline, RowKey: ReleaseKeys.Groups }).Read<HeadlineShape>().Previous!.Release.Should().Be(first.Number);

        (await initiative.Releases.WithdrawAsync(initiative.Lead, second, "Too short", Cancel)).Refusal!.Code.Should().Be("Releases.ReasonLength");
        _ = (await initiative.Releases.WithdrawAsync(initiative.Lead, second, "A cohort was entered twice; a corrected release follows.", Cancel)).Value;

        var withdrawn = (await initiative.Published.FindAsync(funder, second.Number, Cancel)).Value;
        withdrawn.Release.State.Should().Be(ReleaseState.Withdrawn);
        withdrawn.Figures.Should().BeEmpty();
        (await initiative.Published.ExportAsync(funder, second.Number, "csv", "en", Cancel)).Refusal.Should().Be(ReleasesRefusals.NotFound);
        (await initiative.Test.RunAsAsync("tc_release_reader", $"select count(*) from release.release_cell where release_id = '{second.Id}'", funder)).Should().Be(0L);
    }

    [Fact]
    [Trait("Rule", "PRV-24")]
    public async Task Every_role_reads_and_takes_away_just_what_the_table_of_roles_grants()
    {
        await using var initiative = await ReleaseInitiative.WithoutEvidenceAsync(server);
        var published = await initiative.PublishAsync();
        var waiting = await initiative.PrepareAsync();

        foreach (var role in new[] { Role.Funder, Role.Coordinator, Role.Evaluator, Role.LeadEvaluator, Role.DataCustodian })
        {
            var actor = TestDatabase.Someone(role);
            (await initiative.Published.FindAsync(actor, published.Number, Cancel)).Succeeded.Should().BeTrue(role.ToString());
            (await initiative.Published.FindAsync(actor, waiting.Number, Cancel)).Refusal.Should().Be(ReleasesRefusals.NotFound, "it is not published");
            (await initiative.Published.ListAsync(actor, Cancel)).Select(r => r.Number).Should().Equal(published.Number);
            (await initiative.Published.ExportAsync(actor, published.Number, "csv", "en", Cancel)).Succeeded.Should().Be(role is not Role.Coordinator, role.ToString());
            (await initiative.Test.RunAsOwnerAsync($"select string_agg(action, ',') from audit.audit_event where entity = 'release' and user_id = '{actor.UserId}'"))
                .Should().Be(role is Role.Coordinator ? "DENIED" : "EXPORT");
        }

        await FluentActions.Awaiting(() => initiative.Published.ListAsync(TestDatabase.Someone(Role.Administrator), Cancel)).Should().ThrowAsync<OutsideOwnAreaException>();
        foreach (var role in new[] { Role.Funder, Role.Coordinator, Role.Evaluator, Role.Administrator })
        {
            await FluentActions.Awaiting(() => initiative.Releases.ListAsync(TestDatabase.Someone(role), Cancel)).Should().ThrowAsync<OutsideOwnAreaException>();
            await FluentActions.Awaiting(() => initiative.Releases.ApproveAsync(TestDatabase.Someone(role), waiting, Cancel)).Should().ThrowAsync<OutsideOwnAreaException>();
        }

        (await initiative.Releases.PrepareAsync(initiative.Custodian, new PrepareRelease(initiative.Wave.Id, ReleaseInitiative.CutOff, "a", "b"), Cancel))
            .Refusal.Should().Be(ReleasesRefusals.LeadPrepares);
        (await initiative.Releases.PublishAsync(initiative.Custodian, waiting, Cancel)).Refusal.Should().Be(ReleasesRefusals.LeadPrepares);
    }

    [Fact]
    public async Task A_stale_step_is_refused_and_so_is_one_after_the_evidence_changed()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        var step = await initiative.PrepareAsync();
        await initiative.AddOrganizationAsync(Jurisdiction.ON, 3, await initiative.Test.ACurriculumAsync());

        (await initiative.Releases.ApproveAsync(initiative.Custodian, step, Cancel)).Refusal.Should().Be(ReleasesRefusals.EvidenceChanged);
        (await initiative.Releases.CheckAsync(initiative.Custodian, step.Number, Cancel)).Value.HasChanged.Should().BeTrue();
        var rechecked = (await initiative.Releases.RecheckAsync(initiative.Lead, step, new HashSet<CapacityCell>(), Cancel)).Value;
        (await initiative.Releases.ApproveAsync(initiative.Custodian, step, Cancel)).Refusal.Should().Be(ReleasesRefusals.ChangedByAnother);
        (await initiative.Releases.ApproveAsync(initiative.Custodian, rechecked, Cancel)).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task What_cannot_be_prepared_is_refused_with_its_reason_and_nothing_is_stored()
    {
        await using var initiative = await ReleaseInitiative.MakeAsync(server);
        var (wave, day) = (initiative.Wave.Id, ReleaseInitiative.CutOff);

        async Task<string?> RefusedAsync(PrepareRelease request) => (await initiative.Releases.PrepareAsync(initiative.Lead, request, Cancel)).Refusal?.Code;
        (await RefusedAsync(new(WaveId.New(), day, "a", "b"))).Should().Be("Releases.NotFound");
        (await RefusedAsync(new(wave, initiative.Test.Today.AddDays(1), "a", "b"))).Should().Be("Releases.CutOffInFuture");
        (await RefusedAsync(new(wave, initiative.Wave.StartsOn.AddDays(-1), "a", "b"))).Should().Be("Releases.CutOffBeforeWave");
        (await RefusedAsync(new(wave, initiative.Wave.StartsOn, "a", "b"))).Should().Be("Releases.InterviewsAfterCutOff");
        (await RefusedAsync(new(wave, day, " ", "b"))).Should().Be("Releases.TitleLength");
        (await RefusedAsync(new(wave, day, "a", new string('x', 201)))).Should().Be("Releases.TitleLength");
        (await initiative.Test.RunAsOwnerAsync("select count(*) from release.release")).Should().Be(0L);
    }

    private static MatrixShape Matrix(ReleaseCheck check, string cell) => check.Figures.Single(f => f.RowKey == cell).Read<MatrixShape>();
}
