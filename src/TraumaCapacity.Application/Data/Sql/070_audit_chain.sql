-- A chain of hashes over the audit trail, so that a change made behind the append-only rule shows. The lines of one
-- transaction are a batch; when it commits, the batch is sealed: its seal holds a hash over all its lines and over the seal
-- before. Writers wait for one another at that moment only, not while they work.
create table if not exists audit.seal (
    batch uuid primary key,
    number bigint unique,
    sealed_at timestamptz,
    row_count bigint,
    digest bytea,
    previous_hash bytea,
    hash bytea
);
alter table audit.audit_event add column if not exists batch uuid default nullif(current_setting('audit.batch', true), '')::uuid;
create index if not exists ix_audit_event_batch on audit.audit_event (batch);

-- What a line says, as bytes that do not depend on anybody's settings.
create or replace function audit.content(e audit.audit_event) returns bytea
    language sql stable
    as $$
        select convert_to(
            jsonb_build_array(
                e.id, (extract(epoch from e.at) * 1000000)::bigint, e.user_id, e.action, e.entity, e.entity_id, e.before, e.after, e.request_id)::text,
            'UTF8')
    $$;

create or replace function audit.digest(of_batch uuid, out row_count bigint, out digest bytea)
    language sql stable
    as $$
        select count(*), sha256(coalesce(string_agg(sha256(audit.content(e)), ''::bytea order by e.id), ''::bytea))
        from audit.audit_event e where e.batch = of_batch
    $$;

create or replace function audit.seal_hash(s audit.seal) returns bytea
    language sql stable
    as $$ select sha256(s.previous_hash || int8send(s.number) || uuid_send(s.batch) || int8send(s.row_count) || s.digest) $$;

create or replace function audit.first_hash() returns bytea
    language sql immutable
    as $$ select decode(repeat('00', 32), 'hex') $$;

-- The first line of a transaction opens its batch. The setting is the transaction's own; one that was set by hand, or that is
-- left of a batch already sealed, opens none.
create or replace function audit.open_batch() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
declare
    current text := nullif(current_setting('audit.batch', true), '');
begin
    if current is null or not exists (select from audit.seal s where s.batch = current::uuid and s.number is null) then
        current := gen_random_uuid()::text;
        perform set_config('audit.batch', current, true);
        insert into audit.seal (batch) values (current::uuid);
    end if;
    return null;
end
$$;
drop trigger if exists open_batch on audit.audit_event;
create trigger open_batch before insert on audit.audit_event
    for each statement execute function audit.open_batch();

-- Runs when the transaction commits.
create or replace function audit.seal_batch() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
declare
    sealing audit.seal := new;
    last record;
begin
    select d.row_count, d.digest into sealing.row_count, sealing.digest from audit.digest(new.batch) d;
    perform pg_advisory_xact_lock(hashtext('audit.seal'));
    select s.number, s.hash into last from audit.seal s where s.number is not null order by s.number desc limit 1;
    sealing.number := coalesce(last.number, 0) + 1;
    sealing.previous_hash := coalesce(last.hash, audit.first_hash());
    update audit.seal s
    set number = sealing.number, sealed_at = clock_timestamp(), row_count = sealing.row_count, digest = sealing.digest,
        previous_hash = sealing.previous_hash, hash = audit.seal_hash(sealing)
    where s.batch = new.batch;
    return null;
end
$$;
drop trigger if exists seal_batch on audit.seal;
create constraint trigger seal_batch after insert on audit.seal
    deferrable initially deferred for each row execute function audit.seal_batch();

-- A seal is written once.
create or replace function audit.keep_seal() returns trigger
    language plpgsql
    as $$
begin
    if tg_op <> 'UPDATE' or old.number is not null then
        raise exception 'The audit trail is append-only.' using errcode = 'TC001';
    end if;
    return new;
end
$$;
drop trigger if exists keep_seal on audit.seal;
create trigger keep_seal before update or delete on audit.seal for each row execute function audit.keep_seal();
drop trigger if exists keep_all on audit.seal;
create trigger keep_all before truncate on audit.seal for each statement execute function audit.refuse_change();

-- Lines from before there was a chain become its first batch.
do $$
declare
    earlier constant uuid := gen_random_uuid();
begin
    if exists (select from audit.audit_event where batch is null) then
        alter table audit.audit_event disable trigger append_only;
        update audit.audit_event set batch = earlier where batch is null;
        alter table audit.audit_event enable trigger append_only;
        insert into audit.seal (batch) values (earlier);
    end if;
end
$$;
alter table audit.audit_event alter column batch set not null;

-- Holds every line against its seal, and every seal against the one before.
-- entries: lines there are; seals: batches; head: the hash of the last seal, which stands for all before it;
-- broken: whether something does not fit, and then the first that does not: its batch's number (none where lines were added
-- past the chain), when it was, how many lines are there and how many were sealed.
create or replace function audit.verify(
    out entries bigint, out seals bigint, out head text,
    out broken boolean, out broken_number bigint, out broken_at timestamptz, out lines_found bigint, out lines_sealed bigint)
    language plpgsql stable security definer set search_path = pg_catalog
    as $$
begin
    select count(*) into entries from audit.audit_event;
    select count(*) into seals from audit.seal;
    select encode(s.hash, 'hex') into head from audit.seal s order by s.number desc nulls last limit 1;
    select true, f.number, f.at, f.found, f.sealed into broken, broken_number, broken_at, lines_found, lines_sealed
    from (
        select s.number, coalesce(l.at, s.sealed_at) as at, coalesce(l.found, 0) as found, coalesce(s.row_count, 0) as sealed
        from (
            select x.*, lag(x.number) over w as number_before, lag(x.hash) over w as hash_before, audit.seal_hash(x) as expected
            from audit.seal x window w as (order by x.number)) s
        full join (
            select e.batch, count(*) as found, min(e.at) as at,
                   sha256(string_agg(sha256(audit.content(e)), ''::bytea order by e.id)) as digest
            from audit.audit_event e group by e.batch) l on l.batch = s.batch
        where s.number is null or l.batch is null
           or s.number <> coalesce(s.number_before, 0) + 1
           or s.previous_hash is distinct from coalesce(s.hash_before, audit.first_hash())
           or s.hash is distinct from s.expected
           or s.row_count is distinct from l.found or s.digest is distinct from l.digest) f
    order by f.number nulls last limit 1;
    broken := coalesce(broken, false);
end
$$;

revoke all on audit.seal from public;
revoke all on function audit.verify() from public;
grant execute on function audit.verify() to tc_administrator;
