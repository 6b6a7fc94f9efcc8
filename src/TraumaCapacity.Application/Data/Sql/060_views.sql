-- What every evaluator may read of the consensus, also of interviews that are not theirs: the values that a synthesis is
-- made from, without turns, words or reasons. A view looks behind the row policies, as its owner. An interview appears
-- when its reconciliation was opened, which is after every coder submitted (INV-27), and leaves when an interviewee
-- withdrew with the effect of deletion.
drop view if exists evidence.retained_synthesis;
drop view if exists evidence.interview_cell_evidence;
drop view if exists evidence.interview_evidence;

create view evidence.interview_evidence as
select r.interview_id, i.number, i.organization_id, i.wave_id, r.coder_count, r.scale_version, r.codebook_major,
       coalesce((
           select array_agg(p.interviewee_id order by p.interviewee_id)
           from evidence.interview_participation p
           where p.interview_id = i.id), '{}') as interviewees
from evidence.reconciliation r
join evidence.interview i on i.id = r.interview_id
where not exists (
    select from evidence.interview_participation p
    join evidence.consent_record c on c.interviewee_id = p.interviewee_id
    where p.interview_id = i.id and c.withdrawal_effect = 'DELETE');

create view evidence.interview_cell_evidence as
select u.interview_id, u.cell,
       coalesce(array_agg(u.value order by u.turn_sequence) filter (where u.outcome = 'RATED'), '{}') as rated_values,
       coalesce(array_agg(u.is_mixed order by u.turn_sequence) filter (where u.outcome = 'RATED'), '{}') as mixed,
       count(*) filter (where u.outcome = 'INSUFFICIENT_EVIDENCE')::int as insufficient_count,
       count(*) filter (where u.outcome is null)::int as awaiting_count,
       max(array_position(array['INFERRED', 'GENERAL_STATEMENT', 'CONCRETE_EXAMPLE', 'DOCUMENTED'], u.basis::text) - 1)
           filter (where u.outcome = 'RATED') as basis_rank,
       coalesce(sum(u.excerpt_count) filter (where u.outcome in ('RATED', 'INSUFFICIENT_EVIDENCE')), 0)::int as excerpt_count
from evidence.consensus_unit u
group by u.interview_id, u.cell;

-- The signed values of an interview that was withdrawn while its part in the aggregates may stay: without what anybody wrote
-- about it. The interview's own syntheses are out of reach from then on (PRV-22).
create view evidence.retained_synthesis as
select s.id, s.scope, s.wave_id, s.organization_id, s.interview_id, s.cell, s.status, s.value, s.is_mixed,
       s.suggested_status, s.suggested_value, s.suggested_mixed, null::text as override_reason, null::text as rationale,
       s.confidence, s.basis, s.is_double_coded, s.excerpt_count, s.interviewee_count, s.scale_version, s.codebook_major,
       s.algorithm_version, s.inputs_sha256, s.signed_off_by, s.signed_off_at, s.superseded_at, s.created_at, s.created_by, s.xmin
from evidence.cell_synthesis s
join evidence.interview_evidence e on e.interview_id = s.interview_id
join evidence.interview i on i.id = s.interview_id
where i.state = 'WITHDRAWN';

grant select on evidence.interview_evidence, evidence.interview_cell_evidence, evidence.retained_synthesis to tc_evidence_coder, tc_evidence_lead, tc_custodian;
