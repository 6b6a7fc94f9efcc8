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

-- Groups that one of the asker's organizations runs with another one, which leads them.
create or replace function programme.my_partner_groups() returns uuid[]
    language sql stable security definer set search_path = ''
    as $$
        select coalesce(array_agg(distinct p.group_id), '{}')
        from programme.group_partner p
        where p.partner_id = any (app.organizations())
    $$;

-- Whether the asker sees a group. Everybody who is not limited to organizations does.
create or replace function programme.sees_group(organization_id uuid, group_id uuid) returns boolean
    language sql stable security definer set search_path = ''
    as $$
        select pg_catalog.current_setting('role') <> 'tc_programme_scoped'
            or organization_id = any (app.organizations())
            or group_id = any (programme.my_partner_groups())
    $$;

-- As Certification.ValidOn has it, of facilitators.
create or replace function programme.is_certified(person uuid, on_day date) returns boolean
    language sql stable security definer set search_path = ''
    as $$
        select exists (
            select from programme.certification c
            where c.person_id = person and c.kind = 'FACILITATOR' and c.issued_on <= on_day
              and (c.expires_on is null or on_day <= c.expires_on) and (c.revoked_on is null or on_day < c.revoked_on))
    $$;

-- The three below tell those who see a group what its pages need of its other organizations: names, who works there on a
-- day, who is certified. The other organizations' own rows stay out of their sight.

create or replace function programme.group_organizations(groups uuid[])
    returns table (group_id uuid, organization_id uuid, name text, is_lead boolean)
    language sql stable security definer set search_path = ''
    as $$
        select g.id, o.id, o.name::text, o.id = g.organization_id
        from programme.intervention_group g
        join programme.organization o
            on o.id = g.organization_id
            or exists (select from programme.group_partner p where p.group_id = g.id and p.partner_id = o.id)
        where g.id = any (groups) and programme.sees_group(g.organization_id, g.id)
    $$;

-- Whoever works at one of the group's organizations on the day, was named for the group or facilitated one of its sessions.
create or replace function programme.group_people(asked uuid, on_day date)
    returns table (person_id uuid, name text, is_affiliated boolean, is_certified boolean)
    language sql stable security definer set search_path = ''
    as $$
        with seen as (
            select g.id, g.organization_id from programme.intervention_group g
            where g.id = asked and programme.sees_group(g.organization_id, g.id)),
        organizations as (
            select s.organization_id from seen s
            union
            select p.partner_id from programme.group_partner p join seen s on s.id = p.group_id),
        affiliated as (
            select distinct a.person_id from programme.facilitator_affiliation a
            where a.organization_id in (select o.organization_id from organizations o)
              and a.starts_on <= on_day and (a.ends_on is null or on_day <= a.ends_on)),
        people as (
            select a.person_id from affiliated a
            union
            select f.person_id from programme.group_facilitator f join seen s on s.id = f.group_id
            union
            select f.person_id from programme.session_facilitator f join seen s on s.id = f.group_id)
        select n.id, n.display_name::text,
            exists (select from affiliated a where a.person_id = n.id),
            programme.is_certified(n.id, on_day)
        from people p join programme.person n on n.id = p.person_id
    $$;

-- Running groups that somebody certified facilitates from here on.
create or replace function programme.certified_groups(on_day date) returns uuid[]
    language sql stable security definer set search_path = ''
    as $$
        select coalesce(array_agg(distinct g.id), '{}')
        from programme.intervention_group g
        join programme.group_facilitator f on f.group_id = g.id
        where g.status = 'RUNNING' and programme.sees_group(g.organization_id, g.id)
          and (f.to_session is null or f.to_session > (
              select coalesce(max(s.number), 0) from programme.intervention_session s where s.group_id = g.id))
          and programme.is_certified(f.person_id, on_day)
    $$;

-- Whether each session that was held and that one of the people facilitated still stands: they were affiliated with one of
-- the group's organizations that day (INV-06), and somebody who facilitated was certified (INV-05).
create or replace function programme.sessions_stand(people uuid[]) returns boolean
    language sql stable security definer set search_path = ''
    as $$
        select not exists (
            select from programme.session_facilitator f
            join programme.intervention_session s on s.id = f.session_id and s.status = 'HELD'
            join programme.intervention_group g on g.id = s.group_id
            where f.person_id = any (people) and (
                not exists (
                    select from programme.facilitator_affiliation a
                    where a.person_id = f.person_id and a.starts_on <= s.held_on and (a.ends_on is null or s.held_on <= a.ends_on)
                      and (a.organization_id = g.organization_id or exists (
                          select from programme.group_partner p where p.group_id = g.id and p.partner_id = a.organization_id)))
                or not exists (
                    select from programme.session_facilitator c
                    where c.session_id = s.id and programme.is_certified(c.person_id, s.held_on))))
    $$;

-- Whether somebody who works at the organizations that leave, and at no other of the group, facilitated one of its sessions.
drop function if exists programme.facilitated_for(uuid, uuid);
create or replace function programme.facilitated_for(asked uuid, leaving uuid[]) returns boolean
    language sql stable security definer set search_path = ''
    as $$
        select exists (
            select from programme.session_facilitator f
            join programme.intervention_session s on s.id = f.session_id
            join programme.intervention_group g on g.id = s.group_id
            where g.id = asked and cardinality(leaving) > 0 and programme.sees_group(g.organization_id, g.id) and not exists (
                select from programme.facilitator_affiliation a
                where a.person_id = f.person_id and a.starts_on <= s.held_on and (a.ends_on is null or s.held_on <= a.ends_on)
                  and a.organization_id <> all (leaving)
                  and (a.organization_id = g.organization_id or exists (
                      select from programme.group_partner p where p.group_id = g.id and p.partner_id = a.organization_id))))
    $$;
