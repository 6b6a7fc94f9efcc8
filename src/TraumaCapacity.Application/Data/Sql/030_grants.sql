-- What each role reaches. Granted by schema, then taken away where the table of roles says no.
revoke all on schema public from public;

grant usage on schema app, audit to
    tc_programme_scoped, tc_programme_writer, tc_programme_reader, tc_evidence_coder, tc_evidence_lead,
    tc_custodian, tc_release_reader, tc_administrator, tc_accounts, tc_housekeeping;

-- Audit: everyone adds, nobody changes, two roles read. Which batch a line belongs to is not theirs to say.
revoke all on audit.audit_event from public,
    tc_programme_scoped, tc_programme_writer, tc_programme_reader, tc_evidence_coder, tc_evidence_lead,
    tc_custodian, tc_release_reader, tc_administrator, tc_accounts;
grant insert (id, at, user_id, action, entity, entity_id, before, after, request_id) on audit.audit_event to
    tc_programme_scoped, tc_programme_writer, tc_programme_reader, tc_evidence_coder, tc_evidence_lead,
    tc_custodian, tc_release_reader, tc_administrator, tc_accounts, tc_housekeeping;
grant select on audit.audit_event to tc_administrator, tc_custodian;

-- Drafts: each person their own, by row policy.
grant select, insert, update, delete on app.draft to
    tc_programme_scoped, tc_programme_writer, tc_programme_reader, tc_evidence_coder, tc_evidence_lead, tc_custodian;

-- Whether the demonstration came to its end: stored with its people.
grant select, insert, update on app.demo_fill to tc_accounts;
-- Imports: what was handed in, what it did to each row (lines are added, never changed), and the file until it is imported.
grant select, insert, update on app.import to tc_programme_scoped, tc_programme_writer;
grant select, insert on app.import_change to tc_programme_scoped, tc_programme_writer;
grant select, insert, delete on app.import_part to tc_programme_scoped, tc_programme_writer;

-- Programme.
grant usage on schema programme to
    tc_programme_scoped, tc_programme_writer, tc_programme_reader, tc_evidence_coder, tc_evidence_lead, tc_custodian, tc_administrator;
grant select, insert, update, delete on all tables in schema programme to tc_programme_scoped, tc_programme_writer;
grant select on all tables in schema programme to tc_programme_reader, tc_evidence_lead, tc_custodian;
grant select on programme.organization to tc_evidence_coder, tc_administrator;
-- What is shared by all organizations is not changed by a coordinator of some: cohorts and their days, who trains, who is
-- certified.
revoke insert, update, delete on
    programme.organization, programme.training_program, programme.curriculum, programme.curriculum_topic,
    programme.training_cohort, programme.training_day, programme.training_cohort_trainer, programme.certification,
    programme.fidelity_checklist, programme.fidelity_item
    from tc_programme_scoped;
grant update on programme.organization to tc_programme_scoped;

-- The list of adaptations belongs to the product; names of a group's other organizations go to those who see groups.
revoke insert, update, delete on programme.adaptation_term from tc_programme_scoped, tc_programme_writer;
revoke execute on function
    programme.sessions_stand(uuid[]), programme.group_organizations(uuid[]), programme.group_people(uuid, date), programme.is_certified(uuid, date),
    programme.certified_groups(date), programme.facilitated_for(uuid, uuid[])
    from public;
grant execute on function
    programme.group_organizations(uuid[]), programme.group_people(uuid, date), programme.certified_groups(date), programme.facilitated_for(uuid, uuid[])
    to tc_programme_scoped, tc_programme_writer, tc_programme_reader, tc_evidence_lead, tc_custodian;

grant execute on function programme.sessions_stand(uuid[]) to tc_programme_scoped, tc_programme_writer;

-- Housekeeping destroys slots and says so (PRV-20).
grant usage on schema programme to tc_housekeeping;
grant select on
    programme.intervention_group, programme.group_facilitator, programme.group_partner, programme.intervention_session, programme.anonymous_slot,
    programme.slot_attendance to tc_housekeeping;
grant delete on programme.anonymous_slot, programme.slot_attendance to tc_housekeeping;
grant update (slots_on, slots_destroyed_at) on programme.intervention_group to tc_housekeeping;

-- Evidence.
grant usage on schema evidence to tc_evidence_coder, tc_evidence_lead, tc_custodian;
grant select on all tables in schema evidence to tc_evidence_lead, tc_custodian;
grant select on
    evidence.evaluation_wave, evidence.interviewee, evidence.interview, evidence.interview_participation,
    evidence.transcript_version, evidence.transcript_turn, evidence.content_flag,
    evidence.codebook_version, evidence.code,
    evidence.interview_coding, evidence.excerpt, evidence.code_application, evidence.change_rating,
    evidence.consensus_unit, evidence.reconciliation, evidence.reliability_run, evidence.cell_synthesis
    to tc_evidence_coder;
grant update on evidence.interview_coding to tc_evidence_coder;
grant insert, update on evidence.excerpt, evidence.code_application, evidence.change_rating to tc_evidence_coder;
grant select, insert, update on evidence.coding_step, evidence.coder_exposure_day to tc_evidence_coder;
-- What a coder opened, took back or thought again about is nobody else's business.
revoke all on evidence.coding_step, evidence.coder_exposure_day from tc_evidence_lead, tc_custodian;
-- A coder's submission moves the interview on.
grant update (state) on evidence.interview to tc_evidence_coder;

grant insert, update, delete on
    evidence.evaluation_wave, evidence.codebook_version, evidence.code, evidence.interview_coding,
    evidence.consensus_unit, evidence.reconciliation, evidence.reliability_run, evidence.cell_synthesis, evidence.disclosure_policy_version,
    evidence.release_population
    to tc_evidence_lead;
grant update on evidence.interview to tc_evidence_lead;

grant insert, update, delete on
    evidence.evaluation_wave, evidence.interviewee, evidence.consent_record, evidence.interview, evidence.interview_participation,
    evidence.transcript_version, evidence.transcript_turn, evidence.content_flag, evidence.interview_coding
    to tc_custodian;

-- Raw transcripts, the de-identification log and the identity key: the custodian alone (PRV-17).
grant usage on schema raw_evidence, identity_key to tc_custodian;
grant select, insert, update, delete on all tables in schema raw_evidence, identity_key to tc_custodian;

-- Releases: the reader can select here and nowhere else (PRV-12).
grant usage on schema release to tc_release_reader, tc_evidence_lead, tc_custodian;
grant select on all tables in schema release to tc_release_reader, tc_evidence_lead, tc_custodian;
grant insert, update, delete on all tables in schema release to tc_evidence_lead;
-- The custodian approves, which changes the release and none of its cells.
grant update (state, approved_by, approved_at) on release.release to tc_custodian;

-- Accounts.
grant usage on schema account to tc_accounts, tc_administrator, tc_evidence_coder, tc_evidence_lead, tc_custodian;
grant select, insert, update, delete on all tables in schema account to tc_accounts, tc_administrator;
-- Colleagues' names, nothing else of their accounts.
grant select (id, display_name, language, is_disabled) on account.user_account to tc_evidence_coder, tc_evidence_lead, tc_custodian;
grant select on account.role_grant to tc_evidence_lead, tc_custodian;
