-- Two records of one person become one. Every table of the programme that refers to people is found in the catalogue, so
-- that a table added later is not forgotten. What is done to a row is written down in person_merge_step, in order, and
-- undo_merge does the opposite in the opposite order.

-- The columns that refer to a person, but for the person's own records and the merges.
create or replace function programme.person_references() returns table (table_name text, column_name text)
    language sql stable set search_path = ''
    as $$
        select c.relname::text, a.attname::text
        from pg_catalog.pg_constraint f
        join pg_catalog.pg_class c on c.oid = f.conrelid
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[1]
        where f.contype = 'f' and f.confrelid = 'programme.person'::regclass
          and c.relnamespace = 'programme'::regnamespace
          and c.relname not in ('person', 'person_merge', 'person_merge_step')
        order by 1, 2
    $$;

create or replace function programme.note_merge_step(merge uuid, target text, target_row uuid, act text, before jsonb, by_user uuid) returns void
    language plpgsql volatile set search_path = ''
    as $$
begin
    insert into programme.person_merge_step (id, merge_id, number, table_name, row_id, act, before, created_at, created_by)
    values (
        gen_random_uuid(), merge, 1 + (select count(*) from programme.person_merge_step s where s.merge_id = merge),
        target, target_row, act, before, now(), by_user);
end
$$;

-- Moves every row of the merged person to the kept one. Where both are on one list a unique index refuses, and the whole
-- transaction with it: people who stood side by side are two.
create or replace function programme.merge_people(merge uuid, kept uuid, merged uuid) returns void
    language plpgsql volatile set search_path = ''
    as $$
declare
    who constant uuid := app.current_user_id();
    reference record;
    moved uuid;
    mine uuid;
    theirs record;
    absorbed record;
    was jsonb;
begin
    -- Affiliations first: the same role at the same organization at the same time is one affiliation.
    for theirs in select * from programme.facilitator_affiliation a where a.person_id = merged order by a.starts_on, a.id loop
        select a.id into mine from programme.facilitator_affiliation a
        where a.person_id = kept and a.organization_id = theirs.organization_id and a.role = theirs.role
          and a.starts_on <= coalesce(theirs.ends_on, 'infinity') and theirs.starts_on <= coalesce(a.ends_on, 'infinity')
        order by a.starts_on limit 1;
        continue when mine is null;
        -- Widened, it may meet another of the kept person's own: that one is absorbed in the same way.
        for absorbed in
            with recursive touching as (
                select a.id, a.starts_on, a.ends_on from programme.facilitator_affiliation a where a.id = theirs.id
                union
                select a.id, a.starts_on, a.ends_on
                from touching t
                join programme.facilitator_affiliation a
                  on a.person_id = kept and a.organization_id = theirs.organization_id and a.role = theirs.role
                 and a.starts_on <= coalesce(t.ends_on, 'infinity') and t.starts_on <= coalesce(a.ends_on, 'infinity'))
            select a.* from programme.facilitator_affiliation a join touching t on t.id = a.id where a.id <> mine
        loop
            perform programme.note_merge_step(merge, 'facilitator_affiliation', absorbed.id, 'REMOVED', to_jsonb(absorbed), who);
            delete from programme.facilitator_affiliation a where a.id = absorbed.id;
            select jsonb_build_object('starts_on', a.starts_on, 'ends_on', a.ends_on) into was
            from programme.facilitator_affiliation a where a.id = mine;
            update programme.facilitator_affiliation a
            set starts_on = least(a.starts_on, absorbed.starts_on),
                ends_on = case when a.ends_on is null or absorbed.ends_on is null then null else greatest(a.ends_on, absorbed.ends_on) end
            where a.id = mine
            returning was || jsonb_build_object('left_starts_on', a.starts_on, 'left_ends_on', a.ends_on) into was;
            perform programme.note_merge_step(merge, 'facilitator_affiliation', mine, 'WIDENED', was, who);
        end loop;
    end loop;

    -- Being named for a group twice says nothing against it; one name stays, from the first session of both to the last.
    for theirs in
        select g.*, k.id as kept_id
        from programme.group_facilitator g
        join programme.group_facilitator k on k.group_id = g.group_id and k.person_id = kept
        where g.person_id = merged
    loop
        perform programme.note_merge_step(
            merge, 'group_facilitator', theirs.id, 'REMOVED',
            (select to_jsonb(g) from programme.group_facilitator g where g.id = theirs.id), who);
        delete from programme.group_facilitator g where g.id = theirs.id;
        was := null;
        select jsonb_build_object('from_session', k.from_session, 'to_session', k.to_session) into was
        from programme.group_facilitator k
        where k.id = theirs.kept_id
          and (theirs.from_session < k.from_session or k.to_session is not null and coalesce(theirs.to_session > k.to_session, true));
        continue when was is null;
        update programme.group_facilitator k
        set from_session = least(k.from_session, theirs.from_session),
            to_session = case when k.to_session is null or theirs.to_session is null then null else greatest(k.to_session, theirs.to_session) end
        where k.id = theirs.kept_id
        returning was || jsonb_build_object('left_from_session', k.from_session, 'left_to_session', k.to_session) into was;
        perform programme.note_merge_step(merge, 'group_facilitator', theirs.kept_id, 'WIDENED', was, who);
    end loop;

    for reference in select * from programme.person_references() loop
        for moved in execute format('update programme.%I set %I = $1 where %I = $2 returning id', reference.table_name, reference.column_name, reference.column_name) using kept, merged loop
            perform programme.note_merge_step(merge, reference.table_name, moved, 'MOVED', null, who);
        end loop;
    end loop;
end
$$;

-- Takes a merge back. Refused (TC014) where a row that it moved has since been given to another person or taken away, and
-- where a session that was logged since rests on what the two were together.
create or replace function programme.undo_merge(merge uuid, kept uuid, merged uuid) returns void
    language plpgsql volatile set search_path = ''
    as $$
declare
    step record;
    target text;
    touched integer;
begin
    for step in select * from programme.person_merge_step s where s.merge_id = merge order by s.number desc loop
        if step.act = 'REMOVED' then
            execute format('insert into programme.%I select * from jsonb_populate_record(null::programme.%I, $1)', step.table_name, step.table_name) using step.before;
            touched := 1;
        elsif step.act = 'WIDENED' and step.table_name = 'group_facilitator' then
            update programme.group_facilitator f
            set from_session = (step.before ->> 'from_session')::integer, to_session = (step.before ->> 'to_session')::integer
            where f.id = step.row_id and f.person_id = kept
              and f.from_session = (step.before ->> 'left_from_session')::integer
              and f.to_session is not distinct from (step.before ->> 'left_to_session')::integer;
            get diagnostics touched = row_count;
        elsif step.act = 'WIDENED' then
            update programme.facilitator_affiliation a
            set starts_on = (step.before ->> 'starts_on')::date, ends_on = (step.before ->> 'ends_on')::date
            where a.id = step.row_id and a.person_id = kept
              and a.starts_on = (step.before ->> 'left_starts_on')::date
              and a.ends_on is not distinct from (step.before ->> 'left_ends_on')::date;
            get diagnostics touched = row_count;
        else
            select r.column_name into target from programme.person_references() r where r.table_name = step.table_name limit 1;
            execute format('update programme.%I set %I = $1 where id = $2 and %I = $3', step.table_name, target, target) using merged, step.row_id, kept;
            get diagnostics touched = row_count;
        end if;
        if touched <> 1 then
            raise exception 'A row of the merge was changed since.' using errcode = 'TC014';
        end if;
    end loop;

    -- A certificate that was earned with a training goes where the training goes.
    update programme.certification c set person_id = e.person_id
    from programme.training_enrolment e
    where e.id = c.source_enrolment_id and c.person_id <> e.person_id and c.person_id in (kept, merged);

    if not programme.sessions_stand(array[kept, merged]) then
        raise exception 'A session rests on the merge.' using errcode = 'TC014';
    end if;
end
$$;

-- For those who see every organization: a merge may move rows of any of them.
revoke all on programme.person_merge, programme.person_merge_step from tc_programme_scoped;
