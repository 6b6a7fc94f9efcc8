using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Data;

/// <summary>What an actor may do in the programme area. The database roles say the same once more.</summary>
public static class ProgrammeAccess
{
    /// <summary>Coordinators and administrators write; evaluators and the custodian read.</summary>
    public static bool MayWriteProgramme(this Actor actor) => actor.IsAny(Role.Coordinator, Role.Administrator);

    /// <summary>Whether the actor writes for all organizations, and so may change what they share: the list of
    /// organizations, programmes, cohorts, certifications.</summary>
    public static bool WritesForAllOrganizations(this Actor actor) =>
        actor.Is(Role.Administrator) || (actor.Is(Role.Coordinator) && actor.AllOrganizations);
}
