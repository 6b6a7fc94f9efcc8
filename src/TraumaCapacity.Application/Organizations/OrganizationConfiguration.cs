using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Organizations;

internal sealed class OrganizationConfiguration : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("organization", "programme", t => t.HasCheckConstraint("ck_organization_period", "left_on is null or joined_on <= left_on"));
        builder.Property(o => o.Name).HasMaxLength(Organization.NameLength);
        builder.Property(o => o.PublicCode).HasMaxLength(Organization.CodeLength);
        builder.HasIndex(o => o.PublicCode).IsUnique();
    }
}

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("person", "programme");
        builder.Property(p => p.DisplayName).HasMaxLength(Person.NameLength);
        builder.Property(p => p.WorkEmail).HasMaxLength(Person.EmailLength);
        // Not unique: two coordinators who do not see each other's people may each register the same person (PeopleByAddress).
        builder.HasIndex(p => p.WorkEmail);
        builder.HasMany(p => p.Affiliations).WithOne().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FacilitatorAffiliationConfiguration : IEntityTypeConfiguration<FacilitatorAffiliation>
{
    public void Configure(EntityTypeBuilder<FacilitatorAffiliation> builder)
    {
        builder.ToTable("facilitator_affiliation", "programme", t => t.HasCheckConstraint("ck_facilitator_affiliation_period", "ends_on is null or starts_on <= ends_on"));
        builder.HasOne<Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.OrganizationId, a.PersonId });
    }
}
