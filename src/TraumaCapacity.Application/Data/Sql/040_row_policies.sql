-- The second wall behind the application's query filters. «Sees everything» is another role with an open policy, not an
-- OR inside the policy, which would keep PostgreSQL from using the index.
create or replace procedure app.scope_rows(target regclass, condition text, scoped_role text)
    language plpgsql
    as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('drop policy if exists scoped on %s', target);
    execute format('create policy scoped on %s to %I using (%s) with check (%s)', target, scoped_role, condition, condition);
end
$$;

create or replace procedure app.open_rows(target regclass, roles text[])
    language plpgsql
    as $$
declare
    role text;
begin
    foreach role in array roles loop
        execute format('drop policy if exists %I on %s', 'open_' || role, target);
        execute format('create policy %I on %s to %I using (true) with check (true)', 'open_' || role, target, role);
    end loop;
end
$$;

-- The lead evaluator sees all but what is no longer, or not yet, to be seen.
create or replace procedure app.scope_lead(target regclass, condition text)
    language plpgsql
    as $$
begin
    execute format('drop policy if exists open_tc_evidence_lead on %s', target);
    execute format('drop policy if exists scope_lead on %s', target);
    execute format('create policy scope_lead on %s to tc_evidence_lead using (%s) with check (%s)', target, condition, condition);
end
$$;

do $$
declare
    t text;
    everyone constant text[] := array[
        'tc_programme_writer', 'tc_programme_reader', 'tc_evidence_coder', 'tc_evidence_lead', 'tc_custodian', 'tc_administrator',
        'tc_housekeeping'];
begin
    -- Programme rows of an organization.
    for t in
        select format('%I.%I', c.table_schema, c.table_name)
        from information_schema.columns c
        join information_schema.tables i using (table_schema, table_name)
        where c.table_schema = 'programme' and c.column_name = 'organization_id' and i.table_type = 'BASE TABLE'
    loop
        call app.scope_rows(t, 'organization_id = any ((select app.organizations())::uuid[])', 'tc_programme_scoped');
        call app.open_rows(t, everyone);
    end loop;

    -- A group and what belongs to it: of the organization that leads it, and of those that run it with them.
    for t in
        select format('%I.%I', c.table_schema, c.table_name)
        from information_schema.columns c
        join information_schema.columns o using (table_schema, table_name)
        join information_schema.tables i using (table_schema, table_name)
        where c.table_schema = 'programme' and c.column_name = 'group_id' and o.column_name = 'organization_id' and i.table_type = 'BASE TABLE'
    loop
        call app.scope_rows(
            t,
            'organization_id = any ((select app.organizations())::uuid[]) or group_id = any ((select programme.my_partner_groups())::uuid[])',
            'tc_programme_scoped');
    end loop;
    call app.scope_rows(
        'programme.intervention_group',
        'organization_id = any ((select app.organizations())::uuid[]) or id = any ((select programme.my_partner_groups())::uuid[])',
        'tc_programme_scoped');

    call app.scope_rows('programme.organization', 'id = any ((select app.organizations())::uuid[])', 'tc_programme_scoped');
    call app.open_rows('programme.organization', everyone);
    call app.scope_rows(
        'programme.person',
        'created_by = (select app.current_user_id()) or id = any ((select programme.my_people())::uuid[])',
        'tc_programme_scoped');
    call app.open_rows('programme.person', everyone);

    -- One coder's work, and what rests on everybody's. Once consent is taken back it is there for the custodian alone.
    foreach t in array array['interview_coding', 'excerpt', 'code_application', 'change_rating'] loop
        call app.scope_rows(
            'evidence.' || t,
            'interview_id = any ((select evidence.my_interviews())::uuid[]) and ('
                || 'coder_id = (select app.current_user_id()) or interview_id = any ((select evidence.my_submitted_interviews())::uuid[]))',
            'tc_evidence_coder');
        call app.scope_lead('evidence.' || t, 'interview_id <> all ((select evidence.withdrawn_interviews())::uuid[])');
        call app.open_rows('evidence.' || t, array['tc_custodian']);
    end loop;

    -- A coder's steps and exposure: theirs alone, always.
    foreach t in array array['coding_step', 'coder_exposure_day'] loop
        call app.scope_rows('evidence.' || t, 'coder_id = (select app.current_user_id())', 'tc_evidence_coder');
    end loop;

    foreach t in array array['consensus_unit', 'reconciliation', 'reliability_run'] loop
        call app.scope_rows('evidence.' || t, 'interview_id = any ((select evidence.my_submitted_interviews())::uuid[])', 'tc_evidence_coder');
        call app.scope_lead('evidence.' || t, 'interview_id <> all ((select evidence.withdrawn_interviews())::uuid[])');
        call app.open_rows('evidence.' || t, array['tc_custodian']);
    end loop;

    call app.scope_rows('evidence.interview', 'id = any ((select evidence.my_interviews())::uuid[])', 'tc_evidence_coder');
    call app.open_rows('evidence.interview', array['tc_evidence_lead', 'tc_custodian']);
    call app.scope_rows('evidence.interview_participation', 'interview_id = any ((select evidence.my_interviews())::uuid[])', 'tc_evidence_coder');
    call app.open_rows('evidence.interview_participation', array['tc_evidence_lead', 'tc_custodian']);

    -- Before a second person released it, a de-identified text is the custodians' (PRV-18).
    call app.scope_rows(
        'evidence.transcript_version',
        'state = ''RELEASED'' and interview_id = any ((select evidence.my_interviews())::uuid[])',
        'tc_evidence_coder');
    call app.scope_lead('evidence.transcript_version', 'state = ''RELEASED''');
    call app.open_rows('evidence.transcript_version', array['tc_custodian']);

    foreach t in array array['transcript_turn', 'content_flag'] loop
        call app.scope_rows(
            'evidence.' || t,
            'exists (select from evidence.transcript_version v where v.id = version_id)',
            'tc_evidence_coder');
        call app.scope_lead('evidence.' || t, 'exists (select from evidence.transcript_version v where v.id = version_id)');
        call app.open_rows('evidence.' || t, array['tc_custodian']);
    end loop;

    -- Interviewees (pseudonyms) and syntheses may be read by every evaluator; of an interview whose consent was taken back,
    -- no synthesis (PRV-22).
    execute 'alter table evidence.interviewee enable row level security';
    call app.open_rows('evidence.interviewee', array['tc_evidence_coder', 'tc_evidence_lead', 'tc_custodian']);
    execute 'drop policy if exists open_tc_evidence_coder on evidence.cell_synthesis';
    call app.scope_rows(
        'evidence.cell_synthesis',
        'interview_id is null or interview_id <> all ((select evidence.withdrawn_interviews())::uuid[])',
        'tc_evidence_coder');
    call app.scope_lead('evidence.cell_synthesis', 'interview_id is null or interview_id <> all ((select evidence.withdrawn_interviews())::uuid[])');
    call app.open_rows('evidence.cell_synthesis', array['tc_custodian']);

    -- The reader of releases sees what was published, also if it was superseded later; of what was withdrawn, that it was.
    call app.scope_rows('release.release', 'published_at is not null', 'tc_release_reader');
    call app.open_rows('release.release', array['tc_evidence_lead', 'tc_custodian']);
    call app.scope_rows('release.release_cell', 'exists (select from release.release r where r.id = release_id and r.state <> ''WITHDRAWN'')', 'tc_release_reader');
    call app.open_rows('release.release_cell', array['tc_evidence_lead', 'tc_custodian']);

    -- Drafts: each person their own.
    execute 'alter table app.draft enable row level security';
    execute 'drop policy if exists own on app.draft';
    execute 'create policy own on app.draft using (user_id = (select app.current_user_id())) with check (user_id = (select app.current_user_id()))';

    -- Imports: each person their own, and all of them for those who write for all organizations. The file itself is
    -- nobody's but the person's who handed it in.
    call app.scope_rows('app.import', 'created_by = (select app.current_user_id())', 'tc_programme_scoped');
    call app.open_rows('app.import', array['tc_programme_writer']);
    call app.scope_rows('app.import_change', 'import_id = any ((select app.my_imports())::uuid[])', 'tc_programme_scoped');
    call app.open_rows('app.import_change', array['tc_programme_writer']);
    execute 'alter table app.import_part enable row level security';
    execute 'drop policy if exists own on app.import_part';
    execute 'create policy own on app.import_part using (import_id = any ((select app.my_imports())::uuid[])) with check (import_id = any ((select app.my_imports())::uuid[]))';

    -- Grants of roles limited to an organization are the administrator's and sign-in's business.
    execute 'alter table account.role_grant enable row level security';
    call app.open_rows('account.role_grant', array['tc_accounts', 'tc_administrator', 'tc_evidence_lead', 'tc_custodian']);
end
$$;
