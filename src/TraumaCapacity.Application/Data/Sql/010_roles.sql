-- The roles an operation can run under. None can log in; the application's login may only switch to them, and inherits
-- nothing. They belong to the whole server, so two databases migrated at once may both try.
do $$
declare
    name text;
begin
    foreach name in array array[
        'tc_programme_scoped', 'tc_programme_writer', 'tc_programme_reader',
        'tc_evidence_coder', 'tc_evidence_lead', 'tc_custodian',
        'tc_release_reader', 'tc_administrator', 'tc_accounts', 'tc_housekeeping']
    loop
        if not exists (select from pg_roles where rolname = name) then
            begin
                execute format('create role %I nologin noinherit', name);
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;
    end loop;
end
$$;
