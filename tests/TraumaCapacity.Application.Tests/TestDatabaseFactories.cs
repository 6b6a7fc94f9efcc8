using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;
using static System.FormattableString;

namespace TraumaCapacity.Application.Tests;

/// <summary>What tests make in their database: each call makes something new, through the model's own verbs.</summary>
public sealed partial class TestDatabase
{
    /// <summary>Today, as the clock shows it: 15 April 2026 until a test moves it.</summary>
    public DateOnly Today => Clock.Today;

    /// <summary>Runs a statement as the owner, behind the row policies but not behind checks and triggers; parameters are
    /// <c>$1</c>, <c>$2</c> and so on.</summary>
    /// <returns>How many rows it touched.</returns>
    public async Task<int> ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Owner.CreateCommand(sql);
        foreach (var value in parameters)
            command.Parameters.AddWithValue(value);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>A context as the services have it.</summary>
    internal Task<TraumaDbContext> OpenAsync(Actor actor, DataArea area = DataArea.Programme) =>
        Database.OpenAsync(actor, area, TestContext.Current.CancellationToken);

    /// <summary>Stores things as a coordinator of all organizations.</summary>
    internal async Task StoreAsync(params Entity[] entities)
    {
        await using var db = await OpenAsync(Someone(Role.Coordinator));
        db.AddRange(entities);
        await db.SaveChangesAsync();
    }

    /// <summary>An organization with a code of its own.</summary>
    internal async Task<Organization> AnOrganizationAsync(string? name = null, DateOnly? joinedOn = null)
    {
        var code = UniqueText("T");
        var organization = Organization.Register(
            new OrganizationProfile(code, name ?? $"Organization {code}", Jurisdiction.ON), joinedOn ?? new DateOnly(2024, 4, 1)).Value;
        await StoreAsync(organization);
        return organization;
    }

    /// <summary>A person who works as a facilitator at the organization since <paramref name="from"/> (1 April 2024).</summary>
    internal async Task<Person> AFacilitatorAsync(OrganizationId organization, string? name = null, DateOnly? from = null)
    {
        var code = UniqueText("p");
        var person = Person.Register(name ?? $"Facilitator {code}", $"{code}@example.org").Value;
        _ = person.Affiliate(organization, AffiliationRole.Facilitator, from ?? new DateOnly(2024, 4, 1)).Value;
        await StoreAsync(person);
        return person;
    }

    /// <summary>A facilitator who completed a training of their own.</summary>
    /// <param name="certifiedOn">1 May 2025 if nothing is said.</param>
    /// <param name="validityMonths"><c>null</c> for a certification that does not expire.</param>
    internal async Task<Person> ACertifiedFacilitatorAsync(
        OrganizationId organization, DateOnly? certifiedOn = null, int? validityMonths = null, string? name = null)
    {
        var issuedOn = certifiedOn ?? new DateOnly(2025, 5, 1);
        var person = await AFacilitatorAsync(organization, name, issuedOn.AddMonths(-1));
        await CertifyAsync(person, organization, issuedOn, validityMonths);
        return person;
    }

    /// <summary>Certifies a person through a training of one day, held on the day of the certificate.</summary>
    internal async Task<Certification> CertifyAsync(Person person, OrganizationId organization, DateOnly issuedOn, int? validityMonths = null)
    {
        var program = await AProgramAsync(validityMonths: validityMonths);
        var cohort = TrainingCohort.Open(
            program.Id, UniqueText("Cohort "), [new PlannedDay(issuedOn, 6)], 12, DeliveryMode.InPerson, ContentLanguage.English).Value;
        var enrolment = cohort.Enrol(person.Id, organization, 0).Value;
        _ = cohort.RecordAttendance(enrolment.Id, cohort.Days[0].Id, 6, issuedOn).Value;
        _ = cohort.Complete(program, issuedOn).Value;
        var certification = Certification.Issue(cohort, program, enrolment.Id, issuedOn, issuedOn).Value;
        await StoreAsync(cohort, certification);
        return certification;
    }

    /// <summary>A training programme of 30 hours of which 80% must be attended.</summary>
    internal async Task<TrainingProgram> AProgramAsync(
        TrainingTier tier = TrainingTier.CertifiedFacilitator, decimal ratio = 0.8m, int? validityMonths = null)
    {
        var name = UniqueText("Programme ");
        var program = TrainingProgram.Define(name, name, tier, 30, ratio, validityMonths).Value;
        await StoreAsync(program);
        return program;
    }

    /// <summary>A curriculum with a topic a session.</summary>
    internal async Task<Curriculum> ACurriculumAsync(int sessions = 6)
    {
        var name = UniqueText("Curriculum ");
        var topics = Enumerable.Range(1, sessions).Select(n => new TopicTitle(Invariant($"Topic {n}"), Invariant($"Thème {n}"))).ToList();
        var curriculum = Curriculum.Define(name, name, "1", ContentLanguage.English, topics).Value;
        await StoreAsync(curriculum);
        return curriculum;
    }

    /// <summary>Text that no other call returns, short enough for a code.</summary>
    internal static string UniqueText(string prefix) => prefix + Guid.NewGuid().ToString("N")[..10];
}
