using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Tests.Interventions;

/// <summary>A group of its own for a test: an organization, two facilitators of whom the first is certified, a curriculum of
/// eight sessions, nine participants from 3 February to 30 June 2026.</summary>
internal sealed record APlace(OrganizationId Organization, CurriculumId Curriculum, GroupId Group, PersonId[] People)
{
    public static async Task<APlace> MakeAsync(TestDatabase test, int? slotDays = null, params OrganizationId[] partners)
    {
        var organization = await test.AnOrganizationAsync();
        var certified = await test.ACertifiedFacilitatorAsync(organization.Id);
        var other = await test.AFacilitatorAsync(organization.Id);
        var curriculum = await test.ACurriculumAsync(8);
        var group = (await new GroupService(test.Database, test.Clock).OpenAsync(
            TestDatabase.Someone(Role.Coordinator),
            new OpenGroup
            {
                OrganizationId = organization.Id,
                Partners = partners,
                CurriculumId = curriculum.Id,
                Plan = APlan(),
                Facilitators = [new(certified.Id), new(other.Id)],
                SlotDays = slotDays,
            },
            TestContext.Current.CancellationToken)).Value;
        return new APlace(organization.Id, curriculum.Id, group, [certified.Id, other.Id]);
    }

    public static GroupPlan APlan() => new()
    {
        Label = "Tuesday group",
        StartsOn = new DateOnly(2026, 2, 3),
        EndsOn = new DateOnly(2026, 6, 30),
        PlannedSessions = 8,
        EnrolledCount = 9,
    };

    public SessionRecord ARecord(int number = 1) => new()
    {
        Number = number,
        HeldOn = new DateOnly(2026, 2, 3).AddDays(7 * number),
        PresentCount = 6,
        Facilitators = People,
    };
}
