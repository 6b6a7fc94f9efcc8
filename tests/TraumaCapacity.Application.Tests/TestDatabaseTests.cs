using Microsoft.EntityFrameworkCore;

namespace TraumaCapacity.Application.Tests;

public sealed class TestDatabaseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_certified_facilitator_can_be_made()
    {
        var organization = await database.AnOrganizationAsync();

        var person = await database.ACertifiedFacilitatorAsync(organization.Id);

        await using var db = await database.OpenAsync(TestDatabase.CoordinatorOf(organization.Id));
        (await db.Certifications.SingleAsync()).PersonId.Should().Be(person.Id);
    }
}
