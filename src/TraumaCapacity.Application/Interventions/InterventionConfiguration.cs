using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Interventions;

internal sealed class InterventionGroupConfiguration : IEntityTypeConfiguration<InterventionGroup>
{
    public void Configure(EntityTypeBuilder<InterventionGroup> builder)
    {
        builder.ToTable("intervention_group", "programme", t =>
        {
            t.HasCheckConstraint("ck_intervention_group_period", "starts_on <= ends_on");
            t.HasCheckConstraint("ck_intervention_group_enrolled", $"enrolled_count between 0 and {InterventionGroup.MaximumEnrolled}");
            t.HasCheckConstraint("ck_intervention_group_completers", "completer_count is null or (completer_count >= 0 and completer_count <= enrolled_count)");
            t.HasCheckConstraint("ck_intervention_group_sessions", "planned_sessions between 1 and 52");
        });
        builder.Property(g => g.Label).HasMaxLength(InterventionGroup.LabelLength);
        builder.HasIndex(g => new { g.OrganizationId, g.Label }).IsUnique();
        builder.HasOne<Organization>().WithMany().HasForeignKey(g => g.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Curriculum>().WithMany().HasForeignKey(g => g.CurriculumId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(g => g.Facilitators).WithOne().HasForeignKey(f => f.GroupId);
        builder.HasMany(g => g.Sessions).WithOne().HasForeignKey(s => s.GroupId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class GroupFacilitatorConfiguration : IEntityTypeConfiguration<GroupFacilitator>
{
    public void Configure(EntityTypeBuilder<GroupFacilitator> builder)
    {
        builder.ToTable("group_facilitator", "programme");
        builder.HasIndex(f => new { f.GroupId, f.PersonId }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InterventionSessionConfiguration : IEntityTypeConfiguration<InterventionSession>
{
    public void Configure(EntityTypeBuilder<InterventionSession> builder)
    {
        builder.ToTable("intervention_session", "programme", t =>
        {
            t.HasCheckConstraint("ck_intervention_session_number", "number >= 1");
            t.HasCheckConstraint("ck_intervention_session_present", "present_count >= 0");
            t.HasCheckConstraint("ck_intervention_session_minutes", "minutes is null or minutes between 1 and 600");
        });
        builder.Property(s => s.AdaptationNote).HasMaxLength(InterventionSession.AdaptationNoteLength);
        builder.HasIndex(s => new { s.GroupId, s.Number }).IsUnique();
        builder.HasIndex(s => new { s.OrganizationId, s.HeldOn });
        builder.HasMany(s => s.Facilitators).WithOne().HasForeignKey(f => f.SessionId);
        builder.HasMany(s => s.Fidelity).WithOne().HasForeignKey(f => f.SessionId);
    }
}

internal sealed class SessionFacilitatorConfiguration : IEntityTypeConfiguration<SessionFacilitator>
{
    public void Configure(EntityTypeBuilder<SessionFacilitator> builder)
    {
        builder.ToTable("session_facilitator", "programme");
        builder.HasIndex(f => new { f.SessionId, f.PersonId }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FidelityResponseConfiguration : IEntityTypeConfiguration<FidelityResponse>
{
    public void Configure(EntityTypeBuilder<FidelityResponse> builder)
    {
        builder.ToTable("fidelity_response", "programme");
        builder.HasIndex(f => new { f.SessionId, f.Item }).IsUnique();
    }
}
