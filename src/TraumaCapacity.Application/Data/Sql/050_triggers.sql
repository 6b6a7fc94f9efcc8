-- Rules that span tables and that no code path may break.

-- The audit trail grows and never changes, whoever asks.
create or replace function audit.refuse_change() returns trigger
    language plpgsql
    as $$ begin raise exception 'The audit trail is append-only.' using errcode = 'TC001'; end $$;
drop trigger if exists append_only on audit.audit_event;
create trigger append_only before update or delete or truncate on audit.audit_event
    for each statement execute function audit.refuse_change();

-- A released transcript keeps its text (INV-21).
create or replace function evidence.keep_released_text() returns trigger
    language plpgsql
    as $$
begin
    if old.state in ('RELEASED', 'WITHDRAWN')
       and (new.text, new.text_sha256, new.length_code_points, new.interview_id) is distinct from (old.text, old.text_sha256, old.length_code_points, old.interview_id) then
        raise exception 'A released transcript does not change.' using errcode = 'TC021';
    end if;
    return new;
end
$$;
drop trigger if exists keep_released_text on evidence.transcript_version;
create trigger keep_released_text before update on evidence.transcript_version
    for each row execute function evidence.keep_released_text();

-- Turns of a released transcript stay as they are.
create or replace function evidence.keep_released_turns() returns trigger
    language plpgsql
    as $$
begin
    if exists (select from evidence.transcript_version v where v.id = coalesce(old.version_id, new.version_id) and v.state = 'RELEASED') then
        raise exception 'The turns of a released transcript do not change.' using errcode = 'TC021';
    end if;
    return coalesce(new, old);
end
$$;
drop trigger if exists keep_released_turns on evidence.transcript_turn;
create trigger keep_released_turns before update or delete on evidence.transcript_turn
    for each row execute function evidence.keep_released_turns();

-- An excerpt lies within a released transcript and quotes what stands there (INV-20, INV-21).
create or replace function evidence.check_excerpt() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
declare
    version record;
begin
    select v.state, v.length_code_points, pg_catalog.substr(v.text, new.start_cp + 1, new.end_cp - new.start_cp) as quoted, v.interview_id
    into version from evidence.transcript_version v where v.id = new.transcript_version_id;
    if version.state <> 'RELEASED' or version.interview_id <> new.interview_id then
        raise exception 'Excerpts are taken from released transcripts only.' using errcode = 'TC021';
    end if;
    if new.end_cp > version.length_code_points or version.quoted is distinct from new.quoted_text then
        raise exception 'The quoted text does not stand at that place.' using errcode = 'TC020';
    end if;
    return new;
end
$$;
drop trigger if exists check_excerpt on evidence.excerpt;
create trigger check_excerpt before insert or update of start_cp, end_cp, quoted_text, transcript_version_id on evidence.excerpt
    for each row execute function evidence.check_excerpt();

-- A rating needs the same coder's code for the same excerpt: the cell, or a theme under it (INV-23, INV-24).
create or replace function evidence.check_rating() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
begin
    if new.retired_at is null and not exists (
        select from evidence.code_application a
        join evidence.code c on c.id = a.code_id
        where a.excerpt_id = new.excerpt_id and a.coder_id = new.coder_id and a.retired_at is null
          and c.kind in ('CELL', 'THEME') and c.cell = new.cell) then
        raise exception 'A rating needs a code of its cell on the same excerpt.' using errcode = 'TC023';
    end if;
    return null;
end
$$;
drop trigger if exists check_rating on evidence.change_rating;
create constraint trigger check_rating after insert or update on evidence.change_rating
    deferrable initially deferred for each row execute function evidence.check_rating();

-- And a code is not taken away from under a rating.
create or replace function evidence.check_rated_code() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
begin
    if exists (
        select from evidence.change_rating r
        where r.excerpt_id = old.excerpt_id and r.coder_id = old.coder_id and r.retired_at is null
          and not exists (
              select from evidence.code_application a
              join evidence.code c on c.id = a.code_id
              where a.excerpt_id = r.excerpt_id and a.coder_id = r.coder_id and a.retired_at is null
                and c.kind in ('CELL', 'THEME') and c.cell = r.cell)) then
        raise exception 'A rating needs a code of its cell on the same excerpt.' using errcode = 'TC023';
    end if;
    return null;
end
$$;
drop trigger if exists check_rated_code on evidence.code_application;
create constraint trigger check_rated_code after update or delete on evidence.code_application
    deferrable initially deferred for each row execute function evidence.check_rated_code();

-- What was submitted stays as it was submitted.
create or replace function evidence.keep_submitted() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
begin
    if exists (
        select from evidence.interview_coding c
        where c.interview_id = new.interview_id and c.coder_id = new.coder_id and c.submitted_at is not null) then
        raise exception 'A submitted coding does not change.' using errcode = 'TC027';
    end if;
    return new;
end
$$;
drop trigger if exists keep_submitted on evidence.excerpt;
create trigger keep_submitted before insert or update on evidence.excerpt
    for each row execute function evidence.keep_submitted();
drop trigger if exists keep_submitted on evidence.code_application;
create trigger keep_submitted before insert or update on evidence.code_application
    for each row execute function evidence.keep_submitted();
drop trigger if exists keep_submitted on evidence.change_rating;
create trigger keep_submitted before insert or update on evidence.change_rating
    for each row execute function evidence.keep_submitted();

-- An address is registered once, as far as the asker can see: this looks with the asker's own row policies, so that it
-- tells nobody of a person they may not know of. Whoever registers people waits for the one before.
create or replace function programme.check_address() returns trigger
    language plpgsql set search_path = ''
    as $$
begin
    if new.work_email is null or tg_op = 'UPDATE' and new.work_email is not distinct from old.work_email then
        return new;
    end if;
    perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('programme.person.work_email'));
    if exists (select from programme.person p where p.work_email = new.work_email and p.id <> new.id) then
        raise exception 'Someone is registered with that address.' using errcode = 'unique_violation', constraint = 'person_work_email_in_sight';
    end if;
    return new;
end
$$;
drop trigger if exists check_address on programme.person;
create trigger check_address before insert or update of work_email on programme.person
    for each row execute function programme.check_address();

-- Sessions stay within their group: number, dates, presence (INV-07, INV-08).
create or replace function programme.check_session() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
declare
    g record;
begin
    select starts_on, ends_on, planned_sessions, enrolled_count, organization_id into g
    from programme.intervention_group where id = new.group_id;
    if new.organization_id <> g.organization_id then
        raise exception 'A session belongs to its group''s organization.' using errcode = 'TC007';
    end if;
    if new.number > g.planned_sessions + 2 then
        raise exception 'The session number is beyond the plan.' using errcode = 'TC007';
    end if;
    if new.held_on < g.starts_on or new.held_on > g.ends_on or (new.status = 'HELD' and new.held_on > (now() at time zone 'America/Vancouver' + interval '1 day')::date) then
        raise exception 'The session lies outside its group''s dates.' using errcode = 'TC007';
    end if;
    if new.status = 'RESCHEDULED' and (new.rescheduled_to is null or new.rescheduled_to < g.starts_on or new.rescheduled_to > g.ends_on) then
        raise exception 'A rescheduled session names its new day within its group''s dates.' using errcode = 'TC007';
    end if;
    if new.status = 'HELD' and new.rescheduled_from is null and exists (
        select from programme.intervention_session s
        where s.group_id = new.group_id and s.id <> new.id and s.status = 'HELD' and s.rescheduled_from is null
          and ((s.number < new.number and s.held_on > new.held_on) or (s.number > new.number and s.held_on < new.held_on))) then
        raise exception 'Sessions are held in the order of their numbers.' using errcode = 'TC007';
    end if;
    if new.present_count > g.enrolled_count then
        raise exception 'More present than enrolled.' using errcode = 'TC008';
    end if;
    return new;
end
$$;
drop trigger if exists check_session on programme.intervention_session;
create trigger check_session before insert or update on programme.intervention_session
    for each row execute function programme.check_session();

create or replace function programme.check_group() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
begin
    if exists (select from programme.intervention_session s where s.group_id = new.id and s.present_count > new.enrolled_count) then
        raise exception 'More present than enrolled.' using errcode = 'TC008';
    end if;
    if exists (select from programme.intervention_session s where s.group_id = new.id and s.number > new.planned_sessions + 2) then
        raise exception 'A session''s number is beyond the plan.' using errcode = 'TC007';
    end if;
    if exists (select from programme.intervention_session s where s.group_id = new.id and (s.held_on < new.starts_on or s.held_on > new.ends_on)) then
        raise exception 'A session lies outside its group''s dates.' using errcode = 'TC007';
    end if;
    return new;
end
$$;
drop trigger if exists check_group on programme.intervention_group;
create trigger check_group before update on programme.intervention_group
    for each row execute function programme.check_group();

-- A group stays with the organization that leads it; after the row policies have had their say.
create or replace function programme.keep_lead() returns trigger
    language plpgsql
    as $$
begin
    if new.organization_id <> old.organization_id then
        raise exception 'A group stays with the organization that leads it.' using errcode = 'TC007';
    end if;
    return null;
end
$$;
drop trigger if exists keep_lead on programme.intervention_group;
create trigger keep_lead after update of organization_id on programme.intervention_group
    for each row execute function programme.keep_lead();

-- What belongs to a group carries the group's own organization, which is what the row policies go by.
create or replace function programme.check_group_part() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
begin
    if not exists (select from programme.intervention_group g where g.id = new.group_id and g.organization_id = new.organization_id) then
        raise exception 'A part of a group belongs to its group''s organization.' using errcode = 'TC007';
    end if;
    return new;
end
$$;
create or replace function programme.check_session_part() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
begin
    if not exists (
        select from programme.intervention_session s
        where s.id = new.session_id and s.group_id = new.group_id and s.organization_id = new.organization_id) then
        raise exception 'A part of a session belongs to its session''s group.' using errcode = 'TC007';
    end if;
    return new;
end
$$;
do $$
declare
    t text;
begin
    foreach t in array array['group_facilitator', 'group_partner', 'anonymous_slot'] loop
        execute format('drop trigger if exists check_group_part on programme.%I', t);
        execute format('create trigger check_group_part before insert or update on programme.%I for each row execute function programme.check_group_part()', t);
    end loop;
    foreach t in array array['session_facilitator', 'fidelity_response', 'session_adaptation', 'slot_attendance'] loop
        execute format('drop trigger if exists check_session_part on programme.%I', t);
        execute format('create trigger check_session_part before insert or update on programme.%I for each row execute function programme.check_session_part()', t);
    end loop;
end
$$;

-- With slots, those present are counted (INV-08); looked at when everything of the session is stored.
create or replace function programme.check_slots() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
declare
    asked uuid;
begin
    asked := case tg_table_name
        when 'intervention_session' then (to_jsonb(new) ->> 'id')::uuid
        else (coalesce(to_jsonb(new), to_jsonb(old)) ->> 'session_id')::uuid end;
    if exists (
        select from programme.intervention_session s
        join programme.intervention_group g on g.id = s.group_id
        where s.id = asked and g.slots_on and s.status = 'HELD'
          and s.present_count <> (select count(*) from programme.slot_attendance a where a.session_id = s.id)) then
        raise exception 'As many are present as slots are.' using errcode = 'TC008';
    end if;
    return null;
end
$$;
drop trigger if exists check_slots on programme.intervention_session;
create constraint trigger check_slots after insert or update on programme.intervention_session
    deferrable initially deferred for each row execute function programme.check_slots();
drop trigger if exists check_slots on programme.slot_attendance;
create constraint trigger check_slots after insert or update or delete on programme.slot_attendance
    deferrable initially deferred for each row execute function programme.check_slots();

-- Nobody attends more hours than a day has, and only days of their own cohort (INV-02). Held against all rows of a
-- statement at once, since attendance also comes by the million; planned anew each time, for one row or for all of them.
create or replace function programme.check_attendance() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
declare
    broken boolean;
begin
    execute
        'select exists (
            select from changed n
            left join programme.training_enrolment e on e.id = n.enrolment_id and e.organization_id = n.organization_id
            left join programme.training_day d on d.id = n.day_id and d.cohort_id = e.cohort_id
            where d.hours is null or n.hours_attended > d.hours)'
        into broken;
    if broken then
        raise exception 'More hours than the day has, or another cohort''s day.' using errcode = 'TC002';
    end if;
    return null;
end
$$;
drop trigger if exists check_attendance on programme.training_attendance;
drop trigger if exists check_new_attendance on programme.training_attendance;
drop trigger if exists check_changed_attendance on programme.training_attendance;
create trigger check_new_attendance after insert on programme.training_attendance
    referencing new table as changed for each statement execute function programme.check_attendance();
create trigger check_changed_attendance after update on programme.training_attendance
    referencing new table as changed for each statement execute function programme.check_attendance();

-- A certification is issued on or after the last day of its training (INV-04).
create or replace function programme.check_certification() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
begin
    if exists (
        select from programme.training_enrolment e
        join programme.training_day d on d.cohort_id = e.cohort_id
        where e.id = new.source_enrolment_id and d.date > new.issued_on) then
        raise exception 'A certification is issued on or after the last training day.' using errcode = 'TC004';
    end if;
    return new;
end
$$;
drop trigger if exists check_certification on programme.certification;
create trigger check_certification before insert or update on programme.certification
    for each row execute function programme.check_certification();

-- A release that was approved keeps its cells; its figures and approval never change again.
create or replace function release.keep_frozen() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
begin
    if exists (select from release.release r where r.id = coalesce(new.release_id, old.release_id) and r.state <> 'PREPARED') then
        raise exception 'An approved release does not change.' using errcode = 'TC112';
    end if;
    return coalesce(new, old);
end
$$;
drop trigger if exists keep_frozen on release.release_cell;
create trigger keep_frozen before insert or update or delete on release.release_cell
    for each row execute function release.keep_frozen();

-- The steps of a release, and what each may change: approving sets who and when, publishing and withdrawing likewise.
create or replace function release.keep_approved() returns trigger
    language plpgsql
    as $$
begin
    if tg_op = 'DELETE' then
        if old.state <> 'PREPARED' then
            raise exception 'An approved release is not deleted.' using errcode = 'TC112';
        end if;
        return old;
    end if;
    if new.state <> old.state and (old.state, new.state) not in (
        ('PREPARED', 'APPROVED'), ('APPROVED', 'PUBLISHED'), ('PUBLISHED', 'SUPERSEDED'),
        ('APPROVED', 'WITHDRAWN'), ('PUBLISHED', 'WITHDRAWN'), ('SUPERSEDED', 'WITHDRAWN')) then
        raise exception 'A release does not take that step.' using errcode = 'TC112';
    end if;
    if (old.state <> 'PREPARED' or new.state <> 'PREPARED') and
       (to_jsonb(new) - array['state', 'approved_by', 'approved_at', 'published_at', 'withdrawn_at', 'withdrawal_reason'])
       is distinct from
       (to_jsonb(old) - array['state', 'approved_by', 'approved_at', 'published_at', 'withdrawn_at', 'withdrawal_reason'])
       or old.approved_by is not null and (new.approved_by, new.approved_at) is distinct from (old.approved_by, old.approved_at)
       or old.published_at is not null and new.published_at is distinct from old.published_at
       or old.withdrawn_at is not null and (new.withdrawn_at, new.withdrawal_reason) is distinct from (old.withdrawn_at, old.withdrawal_reason) then
        raise exception 'An approved release does not change.' using errcode = 'TC112';
    end if;
    return new;
end
$$;
drop trigger if exists keep_approved on release.release;
create trigger keep_approved before update or delete on release.release
    for each row execute function release.keep_approved();

create or replace function release.refuse_truncate() returns trigger
    language plpgsql
    as $$ begin raise exception 'Releases are not emptied.' using errcode = 'TC112'; end $$;
drop trigger if exists keep_all on release.release;
create trigger keep_all before truncate on release.release for each statement execute function release.refuse_truncate();
drop trigger if exists keep_all on release.release_cell;
create trigger keep_all before truncate on release.release_cell for each statement execute function release.refuse_truncate();
