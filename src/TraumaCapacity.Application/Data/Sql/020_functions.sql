-- Who asks, as the application told this connection. Marked stable, and always called inside (select …), so that the
-- planner evaluates it once a query and can use an index on the column it is compared with.
create or replace function app.current_user_id() returns uuid
    language sql stable parallel safe
    as $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;

create or replace function app.organizations() returns uuid[]
    language sql stable parallel safe
    as $$ select coalesce(string_to_array(nullif(current_setting('app.organizations', true), ''), ',')::uuid[], '{}') $$;

-- The three below look behind the row policies (security definer): a policy that asked its own table would never end.

-- People a limited coordinator may see: those with an affiliation at one of their organizations.
create or replace function programme.my_people() returns uuid[]
    language sql stable security definer set search_path = ''
    as $$
        select coalesce(array_agg(distinct a.person_id), '{}')
        from programme.facilitator_affiliation a
        where a.organization_id = any (app.organizations())
    $$;

-- Interviews assigned to the coder.
create or replace function evidence.my_interviews() returns uuid[]
    language sql stable security definer set search_path = ''
    as $$
        select coalesce(array_agg(c.interview_id), '{}')
        from evidence.interview_coding c
        where c.coder_id = app.current_user_id()
    $$;

-- Of those, the ones that every assigned coder has submitted: only then may one coder see another's work (INV-27).
create or replace function evidence.my_submitted_interviews() returns uuid[]
    language sql stable security definer set search_path = ''
    as $$
        select coalesce(array_agg(c.interview_id), '{}')
        from evidence.interview_coding c
        where c.coder_id = app.current_user_id()
          and not exists (
              select from evidence.interview_coding other
              where other.interview_id = c.interview_id and other.submitted_at is null)
    $$;
