-- What every evaluator may read of the consensus, also of interviews that are not theirs: the values that a synthesis is
-- made from, without turns, words or reasons. A view looks behind the row policies, as its owner. An interview appears
-- when its reconciliation was opened, which is after every coder submitted (INV-27), and leaves when an interviewee
-- withdrew with the effect of deletion.
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

grant select on evidence.interview_evidence, evidence.interview_cell_evidence to tc_evidence_coder, tc_evidence_lead, tc_custodian;
