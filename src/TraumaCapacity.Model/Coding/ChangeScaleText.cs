namespace TraumaCapacity.Model.Coding;

/// <summary>How a point of the scale, or «insufficient evidence», is explained to a coder.</summary>
/// <param name="Value">The point, or <c>null</c> for insufficient evidence.</param>
/// <param name="Label">Its name.</param>
/// <param name="Anchor">When it applies.</param>
/// <param name="Short">The anchor in a few words, for those who know it.</param>
public sealed record ScaleAnchor(int? Value, BilingualText Label, BilingualText Anchor, BilingualText Short);

/// <summary>The words of the change rating scale CRS-5, version 1 (4.2). Adapted from CFIR's rating to changes; other than
/// there, 0 means a stated absence of change, since text without a change is not coded at all.</summary>
public static class ChangeScaleText
{
    /// <summary>From the clear positive change down, then insufficient evidence: the order in which a coder reads them.</summary>
    public static IReadOnlyList<ScaleAnchor> Anchors { get; } =
    [
        new(2, new("Clear positive change", "Changement positif manifeste"),
            new("Something became better, and at least one concrete example says who, what is done differently, and when or where. It goes on, or happened more than once.",
                "Quelque chose s’est amélioré, et au moins un exemple concret dit qui, ce qui se fait autrement, et quand ou où. Cela dure, ou s’est produit plus d’une fois."),
            new("For the better, concrete example, repeated.", "Pour le mieux, exemple concret, répété.")),
        new(1, new("Some positive change", "Certain changement positif"),
            new("Better in general terms, without an example; or a single first attempt; or better and worse, with better prevailing; or a reasonable inference.",
                "Mieux, en termes généraux, sans exemple; ou une seule première tentative; ou du mieux et du pire, le mieux l’emportant; ou une déduction raisonnable."),
            new("General statement, first attempt, or net better.", "Énoncé général, premier essai ou mieux au total.")),
        new(0, new("No change", "Aucun changement"),
            new("The speaker says that it did not change, or was already so before. Better and worse that balance are 0 and mixed. Silence is never 0.",
                "La personne dit que cela n’a pas changé, ou que c’était déjà ainsi. Du mieux et du pire qui s’équilibrent : 0, résultats mitigés. Le silence n’est jamais 0."),
            new("Says it has not changed, or was in place before.", "Dit que rien n’a changé, ou déjà en place.")),
        new(-1, new("Some negative change", "Certain changement négatif"),
            new("Worse in general terms, without an example; or once; or better and worse, with worse prevailing; or a reasonable inference.",
                "Pire, en termes généraux, sans exemple; ou une seule fois; ou du mieux et du pire, le pire l’emportant; ou une déduction raisonnable."),
            new("General statement, or net worse.", "Énoncé général ou pire au total.")),
        new(-2, new("Clear negative change", "Changement négatif manifeste"),
            new("Something became worse, and at least one concrete example says who, what, and when or where. It goes on, or happened more than once.",
                "Quelque chose s’est détérioré, et au moins un exemple concret dit qui, quoi, et quand ou où. Cela dure, ou s’est produit plus d’une fois."),
            new("For the worse, concrete example, repeated.", "Pour le pire, exemple concret, répété.")),
        new(null, new("Insufficient evidence", "Preuve insuffisante"),
            new("It belongs to the cell, but its direction cannot be judged. Counted apart, never as 0.",
                "Cela relève de la cellule, mais on ne peut juger du sens. Compté à part, jamais comme 0."),
            new("No clear direction.", "Sens incertain.")),
    ];

    /// <summary>The words of a point.</summary>
    public static ScaleAnchor Of(int? value) => Anchors.Single(a => a.Value == value);
}
