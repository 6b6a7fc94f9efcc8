using System.Globalization;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Model.Interviews;

/// <summary>A service provider who was interviewed, known by a pseudonym only; who it is lies in another schema.</summary>
public sealed class Interviewee : Entity
{
    private Interviewee()
    {
    }

    public IntervieweeId Id { get; private set; } = IntervieweeId.New();

    /// <summary>Such as <c>I-07</c>, unique.</summary>
    public string PseudonymCode { get; private set; } = "";

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>Registers an interviewee under the pseudonym of a number, from 1: 7 becomes <c>I-07</c>.</summary>
    public static Interviewee Register(int number, OrganizationId organization)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return new Interviewee
        {
            PseudonymCode = string.Create(CultureInfo.InvariantCulture, $"I-{number:00}"),
            OrganizationId = organization,
        };
    }
}

/// <summary>Who an interviewee is. Data custodians only (PRV-17).</summary>
public sealed class IntervieweeIdentity : Entity
{
    private IntervieweeIdentity()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public IntervieweeId IntervieweeId { get; private set; }

    public PersonId PersonId { get; private set; }

    /// <summary>Records who the interviewee is.</summary>
    public static IntervieweeIdentity Link(IntervieweeId interviewee, PersonId person) =>
        new() { IntervieweeId = interviewee, PersonId = person };
}
