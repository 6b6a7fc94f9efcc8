-- Who asks, as the application told this connection. Marked stable, and always called inside (select …), so that the
-- planner evaluates it once a query and can use an index on the column it is compared with.
create or replace function app.current_user_id() returns uuid
    language sql stable parallel safe
    as $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;

create or replace function app.organizations() returns uuid[]
    language sql stable parallel safe
    as $$ select coalesce(string_to_array(nullif(current_setting('app.organizations', true), ''), ',')::uuid[], '{}') $$;

-- Text as people search and sort it: small letters, no accents.
create or replace function app.fold(value text) returns text
    language sql immutable strict parallel safe
    as $$ select lower(regexp_replace(normalize(value, NFD), E'[\u0300-\u036F]', '', 'g')) $$;
create index if not exists ix_organization_name_folded on programme.organization (app.fold(name));
create index if not exists ix_person_name_folded on programme.person (app.fold(display_name));

drop function if exists programme.emails_taken(text[]);

-- The three below look behind the row policies (security definer): a policy that asked its own table would never end.

-- People a limited coordinator may see: those with an affiliation at one of their organizations.
create or replace function programme.my_people() returns uuid[]
    language sql stable security definer set search_path = ''
    as $$
        select coalesce(array_agg(distinct a.person_id), '{}')
        from programme.facilitator_affiliation a
        where a.organization_id = any (app.organizations())
    $$;

-- Interviews whose consent was taken back: nobody but the custodian reaches anything of them (PRV-22).
create or replace function evidence.withdrawn_interviews() returns uuid[]
    language sql stable security definer set search_path = ''
    as $$ select coalesce(array_agg(i.id), '{}') from evidence.interview i where i.state = 'WITHDRAWN' $$;

-- Interviews assigned to the coder.
create or replace function evidence.my_interviews() returns uuid[]
    language sql stable security definer set search_path = ''
    as $$
        select coalesce(array_agg(c.interview_id), '{}')
        from evidence.interview_coding c
        join evidence.interview i on i.id = c.interview_id
        where c.coder_id = app.current_user_id() and i.state <> 'WITHDRAWN'
    $$;

-- Of those, the ones that every assigned coder has submitted: only then may one coder see another's work (INV-27).
create or replace function evidence.my_submitted_interviews() returns uuid[]
    language sql stable security definer set search_path = ''
    as $$
        select coalesce(array_agg(c.interview_id), '{}')
        from evidence.interview_coding c
        where c.interview_id = any (evidence.my_interviews())
          and c.coder_id = app.current_user_id()
          and not exists (
              select from evidence.interview_coding other
              where other.interview_id = c.interview_id and other.submitted_at is null)
    $$;

-- Places taken in a cohort, also by people of organizations that the asker may not see. Locked until the end of the
-- transaction, two who enrol at once cannot both get the last place.
create or replace function programme.places_taken(cohort uuid, lock boolean) returns integer
    language plpgsql volatile security definer set search_path = ''
    as $$
begin
    if lock then
        perform 1 from programme.training_cohort c where c.id = cohort for update;
    end if;
    return (
        select count(*)::integer from programme.training_enrolment e
        where e.cohort_id = cohort and e.status not in ('WAITLISTED', 'WITHDRAWN'));
end
$$;

-- A person's trainers, their trainers, and so on (INV-10).
create or replace function programme.trainers_of(person uuid) returns uuid[]
    language sql stable security definer set search_path = ''
    as $$
        with recursive lineage (person_id) as (
            select t.person_id
            from programme.training_enrolment e
            join programme.training_cohort_trainer t on t.cohort_id = e.cohort_id
            where e.person_id = person and e.status <> 'WITHDRAWN'
            union
            select t.person_id
            from lineage l
            join programme.training_enrolment e on e.person_id = l.person_id and e.status <> 'WITHDRAWN'
            join programme.training_cohort_trainer t on t.cohort_id = e.cohort_id)
        select coalesce(array_agg(person_id), '{}') from lineage
    $$;

-- Files that were handed in and not imported go after a day, whoever handed them in; so does what was noted of them, but
-- for how their columns were matched.
create or replace function app.forget_import_files(before timestamptz) returns void
    language sql volatile security definer set search_path = ''
    as $$
        delete from app.import_part p where p.stored_at < before;
        delete from app.import i where i.state = 'UPLOADED' and i.columns is null and i.created_at < before;
    $$;

-- Who handed in each import, for the history: the name that colleagues see, nothing else of the account.
create or replace function app.import_authors(imports uuid[]) returns table (import_id uuid, display_name text)
    language sql stable security definer set search_path = ''
    as $$
        select i.id, u.display_name
        from app.import i join account.user_account u on u.id = i.created_by
        where i.id = any (imports)
    $$;

-- What the asker handed in.
create or replace function app.my_imports() returns uuid[]
    language sql stable security definer set search_path = ''
    as $$ select coalesce(array_agg(i.id), '{}') from app.import i where i.created_by = app.current_user_id() $$;
