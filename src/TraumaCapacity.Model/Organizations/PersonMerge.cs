using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Model.Organizations;

/// <summary>Where two people stand who are surely two: what keeps their records from becoming one.</summary>
public enum MergeObstacle
{
    /// <summary>Both are enrolled in one cohort.</summary>
    Cohort,

    /// <summary>Both train one cohort.</summary>
    CohortTrainers,

    /// <summary>Both facilitated one session.</summary>
    Session,

    /// <summary>Both are on one list of another kind, such as those present at a meeting.</summary>
    OtherList,
}

/// <summary>That two records of one person became one. Which rows moved is kept with it, so that it can be taken back as a
/// whole. The record that was merged stays, without any rows of its own: an identity key that points at it still finds the
/// person.</summary>
public sealed class PersonMerge : Entity
{
    private PersonMerge()
    {
    }

    public PersonMergeId Id { get; private set; } = PersonMergeId.New();

    /// <summary>The record that stays.</summary>
    public PersonId KeptId { get; private set; }

    /// <summary>The record that became the other.</summary>
    public PersonId MergedId { get; private set; }

    /// <summary>Whether the merged record took part until then.</summary>
    public bool MergedWasActive { get; private set; }

    /// <summary>When it was taken back; <c>null</c> while it stands.</summary>
    public DateTimeOffset? UndoneAt { get; private set; }

    /// <summary>Who took it back.</summary>
    public UserId? UndoneBy { get; private set; }

    /// <summary>Marks the merged record as another's; the database moves its rows.</summary>
    /// <returns>Refused where both are one record, or one of them has become another already.</returns>
    public static Result<PersonMerge> Of(Person kept, Person merged)
    {
        if (kept.Id == merged.Id)
            return OrganizationRefusals.MergeWithItself;
        if (kept.MergedIntoId is not null || merged.MergedIntoId is not null)
            return OrganizationRefusals.PersonMerged;
        var merge = new PersonMerge { KeptId = kept.Id, MergedId = merged.Id, MergedWasActive = merged.IsActive };
        merged.BecomeRecordOf(kept.Id);
        return merge;
    }

    /// <summary>Takes the merge back. Refused the second time, and where the record that was kept has become another since.</summary>
    public Result<Done> Undo(Person kept, Person merged, DateTimeOffset at, UserId? by)
    {
        if (kept.Id != KeptId || merged.Id != MergedId)
            throw new ArgumentException("The records of another merge.", nameof(merged));
        if (UndoneAt is not null)
            return OrganizationRefusals.MergeUndone;
        if (kept.MergedIntoId is not null)
            return OrganizationRefusals.PersonMerged;
        merged.StandAlone(MergedWasActive);
        (UndoneAt, UndoneBy) = (at, by);
        return Done.Instance;
    }
}

/// <summary>What a merge did to a row.</summary>
public enum MergeAct
{
    /// <summary>The row is the kept person's now.</summary>
    Moved,

    /// <summary>The kept person had the same already, so the row was taken away; its content is kept here.</summary>
    Removed,

    /// <summary>An affiliation was widened to cover both; what it said before is kept here.</summary>
    Widened,
}

/// <summary>One row that a merge touched.</summary>
public sealed class PersonMergeStep : Entity
{
    public const int TableLength = 63;

    private PersonMergeStep()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public PersonMergeId MergeId { get; private set; }

    /// <summary>1, 2, 3 … in the order in which it was done.</summary>
    public int Number { get; private set; }

    /// <summary>The table of the row, in schema <c>programme</c>.</summary>
    public string TableName { get; private set; } = "";

    public Guid RowId { get; private set; }

    public MergeAct Act { get; private set; }

    /// <summary>The row as it was, where it was removed or widened.</summary>
    public string? Before { get; private set; }
}
