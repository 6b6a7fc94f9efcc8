namespace TraumaCapacity.Model.Coding;

/// <summary>What a rating rests on, from weakest to strongest.</summary>
public enum RatingBasis
{
    Inferred,
    GeneralStatement,
    ConcreteExample,
    Documented,
}

/// <summary>Whether the speaker credits the initiative.</summary>
public enum ChangeAttribution
{
    Initiative,
    Partly,
    Other,
    Unclear,
}
