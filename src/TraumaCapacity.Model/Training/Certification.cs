using System.Linq.Expressions;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Model.Training;

/// <summary>A certification earned by completing a training (INV-04: issued on or after its last day).</summary>
public sealed class Certification : Entity, IOrganizationScoped
{
    public const int ReasonLength = 500;

    private Certification()
    {
    }

    public CertificationId Id { get; private set; } = CertificationId.New();

    public PersonId PersonId { get; private set; }

    /// <summary>The organization that sponsored the training.</summary>
    public OrganizationId OrganizationId { get; private set; }

    public CertificationKind Kind { get; private set; }

    public EnrolmentId SourceEnrolmentId { get; private set; }

    public DateOnly IssuedOn { get; private set; }

    /// <summary>Last day it is valid; <c>null</c> if it does not expire.</summary>
    public DateOnly? ExpiresOn { get; private set; }

    /// <summary>First day it is no longer valid.</summary>
    public DateOnly? RevokedOn { get; private set; }

    public string? RevocationReason { get; private set; }

    /// <summary>Issues the certification that a completed enrolment earned.</summary>
    /// <param name="cohort">The cohort, closed.</param>
    /// <param name="program">The cohort's programme, which says of what kind and for how long.</param>
    /// <param name="enrolment">Whose.</param>
    /// <param name="issuedOn">On or after the last training day (INV-04), and not later than <paramref name="today"/>.</param>
    public static Result<Certification> Issue(
        TrainingCohort cohort, TrainingProgram program, EnrolmentId enrolment, DateOnly issuedOn, DateOnly today)
    {
        if (program.Id != cohort.ProgramId)
            throw new ArgumentException("Another cohort's programme.", nameof(program));
        if (program.Certifies is not { } kind)
            return TrainingRefusals.ProgramCertifiesNobody;
        if (cohort.Enrolments.FirstOrDefault(e => e.Id == enrolment) is not { } earned)
            return TrainingRefusals.EnrolmentNotFound;
        if (earned.Status != EnrolmentStatus.Completed)
            return TrainingRefusals.EnrolmentNotCompleted;
        if (issuedOn < cohort.EndsOn)
            return TrainingRefusals.IssuedBeforeTrainingEnded(cohort.EndsOn);
        if (issuedOn > today)
            return TrainingRefusals.IssuedInFuture;
        return new Certification
        {
            PersonId = earned.PersonId,
            OrganizationId = earned.OrganizationId,
            Kind = kind,
            SourceEnrolmentId = earned.Id,
            IssuedOn = issuedOn,
            ExpiresOn = program.ValidityMonths is { } months ? issuedOn.AddMonths(months) : null,
        };
    }

    /// <summary>Takes the certification back from a day on.</summary>
    /// <param name="from">First day it is no longer valid, not before it was issued.</param>
    /// <param name="reason">1 to 500 characters.</param>
    public Result<Done> Revoke(DateOnly from, string reason)
    {
        reason = reason.Trim().Normalize();
        if (RevokedOn is not null)
            return TrainingRefusals.AlreadyRevoked;
        if (from < IssuedOn)
            return TrainingRefusals.RevokedBeforeIssued(IssuedOn);
        if (reason.Length is 0 or > ReasonLength)
            return TrainingRefusals.ReasonNotValid(ReasonLength);
        RevokedOn = from;
        RevocationReason = reason;
        return Done.Instance;
    }

    /// <summary>Whether it holds on the date: issued on or before it, not expired, not revoked (INV-05).</summary>
    public bool IsValidOn(DateOnly date) =>
        IssuedOn <= date && (ExpiresOn is null || date <= ExpiresOn) && (RevokedOn is null || date < RevokedOn);

    /// <summary><see cref="IsValidOn"/> as a condition that a query can carry to the database.</summary>
    public static Expression<Func<Certification, bool>> ValidOn(DateOnly date) =>
        c => c.IssuedOn <= date && (c.ExpiresOn == null || date <= c.ExpiresOn) && (c.RevokedOn == null || date < c.RevokedOn);
}
