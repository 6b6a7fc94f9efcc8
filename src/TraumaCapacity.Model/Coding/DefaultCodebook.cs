using static TraumaCapacity.Model.Coding.CapacityDomain;
using static TraumaCapacity.Model.Coding.RelationshipLevel;

namespace TraumaCapacity.Model.Coding;

/// <summary>The coding guide that the product comes with, version 1.0: the twelve cells with their themes, and plan,
/// barrier and context, in both languages. Domains and levels are adapted from the coding guideline of Singh and
/// colleagues (BMC Public Health 2020;20:1833, Table 1); the tests between neighbouring cells, the rule that a stated
/// absence of change is coded, and all examples are this product's. Every example is invented.</summary>
public static class DefaultCodebook
{
    /// <summary>Its version.</summary>
    public const string VersionLabel = "1.0";

    /// <summary>A new copy of it, published.</summary>
    public static CodebookVersion Create()
    {
        var version = CodebookVersion.Compose(VersionLabel, [.. CapacityCell.All.SelectMany(Entries), .. Unrated]);
        version.Publish();
        return version;
    }

    private static IEnumerable<CodeText> Entries(CapacityCell cell)
    {
        yield return Cells.Single(c => c.Cell == cell);
        var number = 0;
        foreach (var (_, label, definition) in Themes.Where(t => t.Cell == cell))
        {
            number++;
            yield return new CodeText(CodeKind.Theme, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{cell.Code}.{number}"), cell, label, definition);
        }
    }

    private static CodeText Cell(
        CapacityDomain domain, RelationshipLevel level, BilingualText definition, BilingualText include, BilingualText exclude, BilingualText example)
    {
        var cell = new CapacityCell(domain, level);
        var label = new BilingualText($"{Names[domain].En} × {Levels[level].En}", $"{Names[domain].Fr} × {Levels[level].Fr}");
        return new CodeText(CodeKind.Cell, cell.Code, cell, label, definition) { Include = include, Exclude = exclude, Example = example };
    }

    private static BilingualText T(string en, string fr) => new(en, fr);

    /// <summary>The four domains' names.</summary>
    public static IReadOnlyDictionary<CapacityDomain, BilingualText> Names { get; } = new Dictionary<CapacityDomain, BilingualText>
    {
        [Awareness] = T("Awareness", "Sensibilisation"),
        [Competency] = T("Competency", "Compétence"),
        [Collaboration] = T("Collaboration", "Collaboration"),
        [Safety] = T("Safety", "Sécurité"),
    };

    /// <summary>The three levels' names.</summary>
    public static IReadOnlyDictionary<RelationshipLevel, BilingualText> Levels { get; } = new Dictionary<RelationshipLevel, BilingualText>
    {
        [Facilitator] = T("Facilitator", "Personne facilitatrice"),
        [Organization] = T("Organization", "Organisme"),
        [Community] = T("Community", "Communauté"),
    };

    private static IReadOnlyList<CodeText> Cells { get; } =
    [
        Cell(Awareness, Facilitator,
            T("The facilitator’s own knowledge, attitude or way of seeing changed.",
              "Les connaissances, l’attitude ou le regard de la personne facilitatrice elle-même ont changé."),
            T("Seeing behaviour as a response to what someone lived through; noticing signs of trauma; sensing whether a family is ready; understanding one’s own reactions.",
              "Voir un comportement comme une réponse à ce qui a été vécu; remarquer les signes d’un traumatisme; sentir si une famille est prête; comprendre ses propres réactions."),
            T("New actions (CMP-F); the team’s view (AWR-O); praise of the training that names no change.",
              "Les gestes nouveaux (CMP-F); le regard de l’équipe (AWR-O); les éloges de la formation qui ne nomment aucun changement."),
            T("A year ago I would have called her resistant. Now I wonder what happened before she came to us, and I wait for the answer.",
              "Il y a un an, j’aurais dit qu’elle résistait. Maintenant je me demande ce qui s’est passé avant qu’elle arrive chez nous, et j’attends la réponse.")),
        Cell(Awareness, Organization,
            T("What the project as a whole understands or recognizes changed.",
              "Ce que l’organisme, dans son ensemble, comprend ou reconnaît a changé."),
            T("Managers or colleagues now recognize violence as part of families’ lives, the need for trained staff, or what the work does to staff.",
              "La direction ou les collègues reconnaissent maintenant la violence dans la vie des familles, le besoin de personnel formé ou les effets du travail sur l’équipe."),
            T("A written policy (SAF-O); staff doing something new (CMP-O); one person’s insight (AWR-F).",
              "Une politique écrite (SAF-O); une nouvelle façon de faire de l’équipe (CMP-O); la prise de conscience d’une seule personne (AWR-F)."),
            T("Our director used to change the subject. In the fall she put it first on the agenda and asked each of us what we had been seeing.",
              "Avant, notre directrice changeait de sujet. À l’automne, elle l’a mis en premier à l’ordre du jour et a demandé à chacune ce qu’elle voyait.")),
        Cell(Awareness, Community,
            T("What services or people outside the project understand or recognize changed.",
              "Ce que les services ou les gens à l’extérieur de l’organisme comprennent ou reconnaissent a changé."),
            T("Schools, health services, partner agencies or local leaders recognizing violence, its effects, or the need to respond.",
              "Les écoles, les services de santé, les partenaires ou les élus qui reconnaissent la violence, ses effets ou la nécessité d’agir."),
            T("Referrals or shared work (COL-C); what the speaker came to understand about the community (AWR-F).",
              "Les aiguillages ou le travail en commun (COL-C); ce que la personne elle-même a compris de la communauté (AWR-F)."),
            T("The school secretary told me she keeps the poster up now, because parents stop and read it to the end.",
              "La secrétaire de l’école m’a dit qu’elle laisse l’affiche en place maintenant, parce que les parents s’arrêtent et la lisent jusqu’au bout.")),
        Cell(Competency, Facilitator,
            T("What the facilitator does changed: knowledge is being applied.",
              "Ce que fait la personne facilitatrice a changé : les connaissances sont mises en pratique."),
            T("Using skills in or outside the group, modelling, pacing, reflecting after a session, confidence that shows in what is done.",
              "L’usage d’habiletés dans le groupe ou ailleurs, l’exemple donné, le rythme, le retour après une séance, une assurance qui se voit dans les gestes."),
            T("Knowing without doing (AWR-F); working better with a co-facilitator (COL-F).",
              "Savoir sans faire (AWR-F); mieux travailler avec une coanimatrice (COL-F)."),
            T("I stop talking sooner. On Tuesday I left the silence alone and it was the quiet one who filled it.",
              "Je me tais plus tôt. Mardi, j’ai laissé le silence, et c’est la plus discrète qui l’a rempli.")),
        Cell(Competency, Organization,
            T("What the project does as a body changed.",
              "Ce que l’organisme fait, comme organisme, a changé."),
            T("Intake, supervision or hiring done differently; all staff trained; tools taken up; the approach carried into other programs.",
              "L’accueil, la supervision ou l’embauche se font autrement; tout le personnel est formé; des outils sont adoptés; l’approche passe à d’autres programmes."),
            T("Space or policy whose point is safety (SAF-O); what people intend to do (PLAN).",
              "Un lieu ou une politique dont le but est la sécurité (SAF-O); ce qu’on a l’intention de faire (PLAN)."),
            T("The playgroup staff open with the same two questions we use. Nobody told them to; it is on their sheet.",
              "L’équipe de la halte-jeux commence par les deux mêmes questions que nous. Personne ne l’a exigé; c’est sur leur feuille.")),
        Cell(Competency, Community,
            T("What services outside the project do, or are able to do, changed.",
              "Ce que font, ou peuvent faire, les services à l’extérieur de l’organisme a changé."),
            T("Another agency giving or adapting the approach; people elsewhere trained and putting it to use.",
              "Un autre organisme qui offre ou adapte l’approche; des gens d’ailleurs formés qui s’en servent."),
            T("Getting along better without anything being done differently (COL-C).",
              "Une meilleure entente sans que rien ne se fasse autrement (COL-C)."),
            T("Two nurses from the clinic took our day, and they hold their own circle there on Thursdays.",
              "Deux infirmières de la clinique ont suivi notre journée, et elles tiennent leur propre cercle là-bas le jeudi.")),
        Cell(Collaboration, Facilitator,
            T("The facilitator’s working relationships changed.",
              "Les relations de travail de la personne facilitatrice ont changé."),
            T("With participants, with a co-facilitator, with people in other services that she or he names.",
              "Avec les participantes, avec une coanimatrice, avec des personnes d’autres services qu’elle nomme."),
            T("Agreements between organizations (COL-C); support from management (COL-O).",
              "Les ententes entre organismes (COL-C); l’appui de la direction (COL-O)."),
            T("We divide the evening at the door now: who opens, who watches the faces. We argued for a month before that.",
              "On se partage la soirée dès l’entrée : qui ouvre, qui surveille les visages. On s’est obstinées un mois avant d’y arriver.")),
        Cell(Collaboration, Organization,
            T("Relationships inside the project, or between projects that run the intervention, changed.",
              "Les relations à l’intérieur de l’organisme, ou entre organismes qui offrent l’intervention, ont changé."),
            T("Backing from management, time and staff that are shared, co-facilitators from two projects.",
              "L’appui de la direction, du temps et du personnel mis en commun, des coanimatrices de deux organismes."),
            T("Partners outside the initiative (COL-C); the pair of facilitators itself (COL-F).",
              "Les partenaires à l’extérieur de l’initiative (COL-C); le duo d’animation lui-même (COL-F)."),
            T("Finance gave us a line for the snacks and the bus tickets. I no longer have to ask each time.",
              "Les finances nous ont donné une ligne pour les collations et les billets d’autobus. Je n’ai plus à demander chaque fois.")),
        Cell(Collaboration, Community,
            T("Relationships between the project and services outside it changed, for better or worse.",
              "Les relations entre l’organisme et les services de l’extérieur ont changé, en mieux ou en pire."),
            T("Referral pathways, tables where services meet, written or spoken agreements, contacts lost.",
              "Les trajets d’aiguillage, les tables de concertation, les ententes écrites ou verbales, les contacts perdus."),
            T("Awareness alone (AWR-C); one facilitator’s own contacts (COL-F).",
              "La sensibilisation seule (AWR-C); les contacts personnels d’une personne facilitatrice (COL-F)."),
            T("Legal aid keeps the first Monday for the women we send. Before, they were on the list with everyone.",
              "L’aide juridique garde le premier lundi pour les femmes qu’on leur envoie. Avant, elles étaient sur la liste avec tout le monde.")),
        Cell(Safety, Facilitator,
            T("The setting a facilitator works in, or creates for a group, became more or less welcoming, consistent and reliable; also for the facilitator’s own well-being.",
              "Le cadre où travaille la personne facilitatrice, ou qu’elle crée pour un groupe, est devenu plus ou moins accueillant, constant et fiable; y compris pour son propre bien-être."),
            T("Supervision one can count on, group routines that stay the same, support after a hard evening.",
              "Une supervision sur laquelle on peut compter, des habitudes de groupe qui ne changent pas, du soutien après une soirée difficile."),
            T("Skill as such (CMP-F); the building and its rules (SAF-O).",
              "L’habileté comme telle (CMP-F); le bâtiment et ses règles (SAF-O)."),
            T("There is a person I may call until ten at night when a group was hard. I used it twice this winter.",
              "Il y a quelqu’un que je peux appeler jusqu’à vingt-deux heures quand la soirée a été dure. Je l’ai fait deux fois cet hiver.")),
        Cell(Safety, Organization,
            T("The project’s setting, rules or predictability changed: it stays when a person leaves the room.",
              "Le cadre, les règles ou la constance de l’organisme ont changé : cela demeure quand une personne quitte la pièce."),
            T("How rooms and reception are laid out, confidentiality, safety protocols, staff who stay, child-minding.",
              "L’aménagement des pièces et de l’accueil, la confidentialité, les protocoles de sécurité, du personnel qui reste, la halte-garderie."),
            T("Attitudes (AWR-O); what staff do with participants (CMP-O).",
              "Les attitudes (AWR-O); ce que l’équipe fait avec les participantes (CMP-O)."),
            T("The list of names is gone from the counter. There is a rule, on one page, and the weekend staff signed it too.",
              "La liste de noms a disparu du comptoir. Il y a une règle, sur une page, et l’équipe de fin de semaine l’a signée aussi.")),
        Cell(Safety, Community,
            T("The wider setting became more or less welcoming, consistent and reliable for families.",
              "Le milieu est devenu plus ou moins accueillant, constant et fiable pour les familles."),
            T("Hand-offs from one service to another that can be trusted, public places where families are at ease, answers that do not depend on who is on shift.",
              "Des passages d’un service à l’autre auxquels on peut se fier, des lieux publics où les familles sont à l’aise, des réponses qui ne dépendent pas de qui est en poste."),
            T("Being referred more often (COL-C).",
              "Être aiguillé plus souvent (COL-C)."),
            T("At the courthouse they let her wait in the side room now, whoever is at the desk. She did not have to explain again.",
              "Au palais de justice, on la laisse attendre dans la petite salle maintenant, peu importe qui est au comptoir. Elle n’a pas eu à tout réexpliquer.")),
    ];

    private static IReadOnlyList<(CapacityCell Cell, BilingualText Label, BilingualText Definition)> Themes { get; } =
    [
        (new(Awareness, Facilitator), T("Relational, trauma-informed lens", "Regard relationnel, sensible aux traumatismes"),
            T("Behaviour is understood through relationships and what was lived through.", "Le comportement est compris à partir des relations et de ce qui a été vécu.")),
        (new(Awareness, Facilitator), T("Families’ circumstances and readiness", "Réalité des familles et moment propice"),
            T("What families carry, and whether now is the time for such a group.", "Ce que les familles portent, et si le moment convient à un tel groupe.")),
        (new(Awareness, Facilitator), T("Need for programs that work", "Besoin de programmes efficaces"),
            T("What is offered to families does not meet what they need.", "Ce qui est offert aux familles ne répond pas à leurs besoins.")),
        (new(Awareness, Facilitator), T("Own reactions", "Ses propres réactions"),
            T("What the work stirs up in oneself.", "Ce que le travail remue en soi.")),
        (new(Awareness, Organization), T("Capacity to sustain the intervention", "Capacité de maintenir l’intervention"),
            T("The project sees what people, time and training it takes to go on.", "L’organisme voit le personnel, le temps et la formation qu’il faut pour continuer.")),
        (new(Awareness, Organization), T("Violence named as a reality of families", "La violence nommée comme réalité des familles"),
            T("Unhealthy relationships and violence are spoken of as part of the mandate.", "Les relations malsaines et la violence font partie du mandat dont on parle.")),
        (new(Awareness, Organization), T("What the work does to staff", "Effets du travail sur l’équipe"),
            T("Exposure of staff to hard stories is recognized.", "L’exposition de l’équipe aux récits difficiles est reconnue.")),
        (new(Awareness, Community), T("Need for shared supports", "Besoin de soutiens communs"),
            T("Services see that none of them can respond alone.", "Les services voient qu’aucun d’eux ne peut répondre seul.")),
        (new(Awareness, Community), T("Effects of violence recognized", "Effets de la violence reconnus"),
            T("People outside see what violence does to families.", "Les gens de l’extérieur voient ce que la violence fait aux familles.")),
        (new(Competency, Facilitator), T("Running the group safely and well", "Animer le groupe de façon sûre et efficace"),
            T("Pacing, grounding, closing, answering disclosures.", "Le rythme, l’apaisement, la clôture, l’accueil des confidences.")),
        (new(Competency, Facilitator), T("Skills used elsewhere", "Habiletés utilisées ailleurs"),
            T("What was learned is used in other work, or at home.", "Ce qui a été appris sert dans d’autres tâches, ou à la maison.")),
        (new(Competency, Facilitator), T("Adapting the material", "Adapter le matériel"),
            T("Content or form is fitted to the people in the room.", "Le contenu ou la forme est ajusté aux personnes présentes.")),
        (new(Competency, Organization), T("Practices of the project changed", "Pratiques de l’organisme modifiées"),
            T("Intake, supervision, meetings or hiring follow the approach.", "L’accueil, la supervision, les réunions ou l’embauche suivent l’approche.")),
        (new(Competency, Organization), T("Approach extended to other programs", "Approche étendue à d’autres programmes"),
            T("It is used beyond the group it was learned for.", "Elle sert au-delà du groupe pour lequel elle a été apprise.")),
        (new(Competency, Community), T("Services elsewhere respond better", "Des services d’ailleurs répondent mieux"),
            T("Outside staff apply what they learned.", "Du personnel de l’extérieur applique ce qu’il a appris.")),
        (new(Competency, Community), T("Approach taken up elsewhere", "Approche reprise ailleurs"),
            T("Another service runs or adapts it.", "Un autre service l’offre ou l’adapte.")),
        (new(Collaboration, Facilitator), T("With participants", "Avec les participantes"),
            T("Trust, contact and access between facilitator and participants.", "La confiance, le contact et l’accès entre la personne facilitatrice et les participantes.")),
        (new(Collaboration, Facilitator), T("With a co-facilitator", "Avec une coanimatrice"),
            T("Preparing, sharing and looking back together.", "Préparer, partager et faire le point ensemble.")),
        (new(Collaboration, Facilitator), T("With contacts in other services", "Avec des contacts d’autres services"),
            T("Someone named whom one can call.", "Une personne nommée qu’on peut appeler.")),
        (new(Collaboration, Organization), T("Backing from management", "Appui de la direction"),
            T("Time, money or protection given to the work.", "Du temps, de l’argent ou de la protection accordés au travail.")),
        (new(Collaboration, Organization), T("Projects working together", "Organismes qui travaillent ensemble"),
            T("Groups or staff shared between projects.", "Des groupes ou du personnel partagés entre organismes.")),
        (new(Collaboration, Community), T("Referral pathways", "Trajets d’aiguillage"),
            T("How families move between services, opened or closed.", "La façon dont les familles passent d’un service à l’autre, ouverte ou fermée.")),
        (new(Collaboration, Community), T("Joint tables and agreements", "Tables de concertation et ententes"),
            T("Services meet, decide or sign together.", "Des services se réunissent, décident ou signent ensemble.")),
        (new(Safety, Facilitator), T("Supervision and support", "Supervision et soutien"),
            T("Someone is there, at a time that holds.", "Quelqu’un est là, à un moment qui tient.")),
        (new(Safety, Facilitator), T("Routines of the group", "Habitudes du groupe"),
            T("Beginnings, endings and rules that stay the same.", "Des débuts, des fins et des règles qui ne changent pas.")),
        (new(Safety, Facilitator), T("Own well-being", "Son propre bien-être"),
            T("Rest, limits, and what helps to put it down.", "Le repos, les limites et ce qui aide à déposer le poids.")),
        (new(Safety, Organization), T("Welcoming spaces", "Lieux accueillants"),
            T("Rooms, entrances, reception, child-minding.", "Les pièces, l’entrée, l’accueil, la halte-garderie.")),
        (new(Safety, Organization), T("Policies and confidentiality", "Politiques et confidentialité"),
            T("Rules that protect, written or kept by all.", "Des règles qui protègent, écrites ou suivies par tout le monde.")),
        (new(Safety, Community), T("Hand-offs that can be trusted", "Passages fiables d’un service à l’autre"),
            T("Someone arrives at the next service without starting over.", "On arrive au service suivant sans devoir tout recommencer.")),
        (new(Safety, Community), T("Places families can be", "Lieux où les familles sont bien"),
            T("Public and shared places become easier, or harder, to be in.", "Il devient plus facile, ou plus difficile, d’être dans les lieux publics et partagés.")),
    ];

    private static IReadOnlyList<CodeText> Unrated { get; } =
    [
        new(CodeKind.Plan, "PLAN", null, T("Plans moving forward", "Projets à venir"),
            T("Something that is thought of or intended, and has not happened. Never rated.", "Ce à quoi on pense ou qu’on a l’intention de faire, et qui n’a pas eu lieu. Jamais coté."))
        {
            Include = T("Wishes, next steps, applications sent, dates set.", "Les souhaits, les prochaines étapes, les demandes envoyées, les dates fixées."),
            Exclude = T("A first step already taken: code the change in its cell.", "Un premier pas déjà fait : codez le changement dans sa cellule."),
            Example = T("If the grant comes through, we would like a second evening for the ones who work days.", "Si la subvention arrive, on aimerait une deuxième soirée pour celles qui travaillent le jour."),
        },
        new(CodeKind.Barrier, "BARRIER", null, T("Barrier", "Obstacle"),
            T("What stands in the way of change. Never rated.", "Ce qui empêche le changement. Jamais coté."))
        {
            Include = T("Lack of money, staff or space; distance; turnover; other duties.", "Le manque d’argent, de personnel ou de locaux; la distance; le roulement; les autres tâches."),
            Exclude = T("Where something became worse, code that change in its cell too.", "Si quelque chose s’est détérioré, codez aussi ce changement dans sa cellule."),
            Example = T("The bus stops running at eight, and group ends at half past.", "L’autobus s’arrête à vingt heures, et le groupe finit à la demie."),
        },
        new(CodeKind.Context, "CONTEXT", null, T("Context", "Contexte"),
            T("Background that is needed to understand other excerpts. Never rated.", "Ce qu’il faut savoir pour comprendre d’autres extraits. Jamais coté."))
        {
            Include = T("Who is served, where, since when; how the project is set up.", "Qui est servi, où, depuis quand; comment l’organisme fonctionne."),
            Exclude = T("Anything that changed, or is said not to have changed.", "Tout ce qui a changé, ou dont on dit que cela n’a pas changé."),
            Example = T("There are three of us for the whole valley, and the road closes in January.", "On est trois pour toute la vallée, et la route ferme en janvier."),
        },
    ];
}
