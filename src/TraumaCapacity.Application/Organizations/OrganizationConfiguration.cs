using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Organizations;

internal sealed class OrganizationConfiguration : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("organization", "programme", t => t.HasCheckConstraint("ck_organization_period", "left_on is null or joined_on <= left_on"));
        builder.Property(o => o.Name).HasMaxLength(Organization.NameLength);
        builder.Property(o => o.PublicCode).HasMaxLength(Organization.CodeLength);
        builder.HasEnumList(o => o.ProgramStreams);
        builder.HasMany(o => o.Sites).WithOne().HasForeignKey(s => s.OrganizationId);
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
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
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

internal sealed class SiteConfiguration : IEntityTypeConfiguration<Site>
{
    public void Configure(EntityTypeBuilder<Site> builder)
    {
        builder.ToTable("site", "programme", t => t.HasCheckConstraint("ck_site_settings_some", "cardinality(settings) > 0"));
        builder.Property(s => s.Name).HasMaxLength(Site.NameLength);
        builder.HasEnumList(s => s.Settings);
        builder.HasIndex(s => new { s.OrganizationId, s.Name }).IsUnique();
    }
}

internal sealed class PersonMergeConfiguration : IEntityTypeConfiguration<PersonMerge>
{
    public void Configure(EntityTypeBuilder<PersonMerge> builder)
    {
        builder.ToTable("person_merge", "programme", t => t.HasCheckConstraint("ck_person_merge_two", "kept_id <> merged_id"));
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.KeptId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.MergedId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PersonMergeStepConfiguration : IEntityTypeConfiguration<PersonMergeStep>
{
    public void Configure(EntityTypeBuilder<PersonMergeStep> builder)
    {
        builder.ToTable("person_merge_step", "programme");
        builder.Property(s => s.TableName).HasMaxLength(PersonMergeStep.TableLength);
        builder.Property(s => s.Before).HasColumnType("jsonb");
        builder.HasOne<PersonMerge>().WithMany().HasForeignKey(s => s.MergeId);
        builder.HasIndex(s => new { s.MergeId, s.Number }).IsUnique();
    }
}
