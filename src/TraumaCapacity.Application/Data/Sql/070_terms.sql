-- Terms that the product brings along. Their keys are stored with sessions and never change.
insert into programme.adaptation_term (key, name_en, name_fr, position, is_retired, created_at) values
    ('SHORTENED', 'Session shortened', 'Séance écourtée', 1, false, now()),
    ('LENGTHENED', 'Session longer than planned', 'Séance plus longue que prévu', 2, false, now()),
    ('TOPIC_MOVED', 'Topic moved to another session', 'Thème déplacé à une autre séance', 3, false, now()),
    ('CONTENT_LEFT_OUT', 'Part of the content left out', 'Une partie du contenu omise', 4, false, now()),
    ('CONTENT_ADDED', 'Content added', 'Contenu ajouté', 5, false, now()),
    ('ACTIVITY_REPLACED', 'Activity replaced by another', 'Activité remplacée par une autre', 6, false, now()),
    ('MATERIAL_SIMPLIFIED', 'Material simplified or read aloud', 'Matériel simplifié ou lu à voix haute', 7, false, now()),
    ('LANGUAGE', 'Held in another language or interpreted', 'Tenue dans une autre langue ou avec interprétation', 8, false, now()),
    ('CULTURAL_PRACTICE', 'Cultural or traditional practice included', 'Pratique culturelle ou traditionnelle intégrée', 9, false, now()),
    ('OTHER_MODE', 'Held another way: online, by telephone, outdoors', 'Tenue autrement : en ligne, par téléphone, en plein air', 10, false, now()),
    ('SAFETY_FIRST', 'Plan set aside for someone’s safety or distress', 'Plan mis de côté pour la sécurité ou la détresse d’une personne', 11, false, now()),
    ('OTHER', 'Something else', 'Autre chose', 12, false, now())
on conflict (key) do update set name_en = excluded.name_en, name_fr = excluded.name_fr, position = excluded.position;

-- The standard checklist: for every curriculum without one of its own.
insert into programme.fidelity_checklist (id, curriculum_id, number, created_at)
select '0192f5a0-0000-7000-8000-000000000100', null, 1, now()
where not exists (select from programme.fidelity_checklist where curriculum_id is null and number = 1);
insert into programme.fidelity_item (id, checklist_id, position, text_en, text_fr, is_topic, created_at) values
    ('0192f5a0-0000-7000-8000-000000000101', '0192f5a0-0000-7000-8000-000000000100', 1, 'Opening check-in', 'Tour de table d’ouverture', false, now()),
    ('0192f5a0-0000-7000-8000-000000000102', '0192f5a0-0000-7000-8000-000000000100', 2, 'Topic as in the manual', 'Thème conforme au manuel', true, now()),
    ('0192f5a0-0000-7000-8000-000000000103', '0192f5a0-0000-7000-8000-000000000100', 3, 'Practice activity', 'Activité de mise en pratique', false, now()),
    ('0192f5a0-0000-7000-8000-000000000104', '0192f5a0-0000-7000-8000-000000000100', 4, 'Closing and next step', 'Clôture et prochaine étape', false, now())
on conflict (id) do nothing;
