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
            t.HasCheckConstraint("ck_intervention_group_session_minutes", $"session_minutes is null or session_minutes between 1 and {InterventionGroup.MaximumMinutes}");
            t.HasCheckConstraint("ck_intervention_group_completion", "completion_percent between 1 and 100");
            t.HasCheckConstraint("ck_intervention_group_slot_days", $"slot_days between 0 and {InterventionGroup.LongestSlotDays}");
        });
        builder.Property(g => g.Label).HasMaxLength(InterventionGroup.LabelLength);
        builder.Property(g => g.CompletionPercent).HasDefaultValue(InterventionGroup.UsualCompletionPercent).ValueGeneratedNever();
        builder.Property(g => g.SlotDays).HasDefaultValue(InterventionGroup.LongestSlotDays).ValueGeneratedNever();
        builder.HasIndex(g => new { g.OrganizationId, g.Label }).IsUnique();
        builder.HasOne<Organization>().WithMany().HasForeignKey(g => g.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Curriculum>().WithMany().HasForeignKey(g => g.CurriculumId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(g => g.Facilitators).WithOne().HasForeignKey(f => f.GroupId);
        builder.HasMany(g => g.Partners).WithOne().HasForeignKey(p => p.GroupId);
        builder.HasMany(g => g.Slots).WithOne().HasForeignKey(s => s.GroupId);
        builder.HasMany(g => g.Sessions).WithOne().HasForeignKey(s => s.GroupId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(g => g.Organizations);
    }
}

internal sealed class GroupFacilitatorConfiguration : IEntityTypeConfiguration<GroupFacilitator>
{
    public void Configure(EntityTypeBuilder<GroupFacilitator> builder)
    {
        builder.ToTable("group_facilitator", "programme", t =>
            t.HasCheckConstraint("ck_group_facilitator_term", "from_session >= 1 and (to_session is null or to_session >= from_session)"));
        builder.Property(f => f.FromSession).HasDefaultValue(1).ValueGeneratedNever();
        builder.Ignore(f => f.Term);
        builder.HasIndex(f => new { f.GroupId, f.PersonId }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class GroupPartnerConfiguration : IEntityTypeConfiguration<GroupPartner>
{
    public void Configure(EntityTypeBuilder<GroupPartner> builder)
    {
        builder.ToTable("group_partner", "programme", t => t.HasCheckConstraint("ck_group_partner_other", "partner_id <> organization_id"));
        builder.HasIndex(p => new { p.GroupId, p.PartnerId }).IsUnique();
        builder.HasOne<Organization>().WithMany().HasForeignKey(p => p.PartnerId).OnDelete(DeleteBehavior.Restrict);
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
            t.HasCheckConstraint("ck_intervention_session_late", "late_count is null or late_count between 0 and present_count");
            t.HasCheckConstraint("ck_intervention_session_children", $"children_in_care_count is null or children_in_care_count between 0 and {InterventionSession.MaximumChildren}");
            t.HasCheckConstraint("ck_intervention_session_rescheduled_to", "rescheduled_to is null or (status = 'RESCHEDULED' and rescheduled_to <> held_on)");
            t.HasCheckConstraint("ck_intervention_session_rescheduled_from", "rescheduled_from is null or (status = 'HELD' and rescheduled_from <> held_on)");
        });
        builder.Property(s => s.AdaptationNote).HasMaxLength(InterventionSession.AdaptationNoteLength);
        builder.HasIndex(s => new { s.GroupId, s.Number }).IsUnique();
        builder.HasIndex(s => new { s.OrganizationId, s.HeldOn });
        builder.HasMany(s => s.Facilitators).WithOne().HasForeignKey(f => f.SessionId);
        builder.HasMany(s => s.Fidelity).WithOne().HasForeignKey(f => f.SessionId);
        builder.HasMany(s => s.Adaptations).WithOne().HasForeignKey(a => a.SessionId);
        builder.HasMany(s => s.SlotAttendance).WithOne().HasForeignKey(a => a.SessionId);
    }
}

internal sealed class SessionFacilitatorConfiguration : IEntityTypeConfiguration<SessionFacilitator>
{
    public void Configure(EntityTypeBuilder<SessionFacilitator> builder)
    {
        builder.ToTable("session_facilitator", "programme");
        builder.HasIndex(f => new { f.SessionId, f.PersonId }).IsUnique();
        builder.HasIndex(f => f.GroupId);
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FidelityChecklistConfiguration : IEntityTypeConfiguration<FidelityChecklist>
{
    public void Configure(EntityTypeBuilder<FidelityChecklist> builder)
    {
        builder.ToTable("fidelity_checklist", "programme", t => t.HasCheckConstraint("ck_fidelity_checklist_number", "number >= 1"));
        builder.HasIndex(c => new { c.CurriculumId, c.Number }).IsUnique().AreNullsDistinct(false);
        builder.HasOne<Curriculum>().WithMany().HasForeignKey(c => c.CurriculumId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Items).WithOne().HasForeignKey(i => i.ChecklistId);
    }
}

internal sealed class FidelityItemConfiguration : IEntityTypeConfiguration<FidelityItem>
{
    public void Configure(EntityTypeBuilder<FidelityItem> builder)
    {
        builder.ToTable("fidelity_item", "programme", t => t.HasCheckConstraint("ck_fidelity_item_position", "position >= 1"));
        builder.Property(i => i.TextEn).HasMaxLength(FidelityChecklist.ItemLength);
        builder.Property(i => i.TextFr).HasMaxLength(FidelityChecklist.ItemLength);
        builder.HasIndex(i => new { i.ChecklistId, i.Position }).IsUnique();
    }
}

internal sealed class FidelityResponseConfiguration : IEntityTypeConfiguration<FidelityResponse>
{
    public void Configure(EntityTypeBuilder<FidelityResponse> builder)
    {
        builder.ToTable("fidelity_response", "programme");
        builder.HasIndex(f => new { f.SessionId, f.ItemId, f.Rater }).IsUnique();
        builder.HasIndex(f => f.GroupId);
        builder.HasOne<FidelityItem>().WithMany().HasForeignKey(f => f.ItemId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AdaptationTermConfiguration : IEntityTypeConfiguration<AdaptationTerm>
{
    public void Configure(EntityTypeBuilder<AdaptationTerm> builder)
    {
        builder.ToTable("adaptation_term", "programme");
        builder.HasKey(t => t.Key);
        builder.Property(t => t.Key).HasMaxLength(AdaptationTerm.KeyLength);
        builder.Property(t => t.NameEn).HasMaxLength(AdaptationTerm.NameLength);
        builder.Property(t => t.NameFr).HasMaxLength(AdaptationTerm.NameLength);
    }
}

internal sealed class SessionAdaptationConfiguration : IEntityTypeConfiguration<SessionAdaptation>
{
    public void Configure(EntityTypeBuilder<SessionAdaptation> builder)
    {
        builder.ToTable("session_adaptation", "programme");
        builder.Property(a => a.TermKey).HasMaxLength(AdaptationTerm.KeyLength);
        builder.HasIndex(a => new { a.SessionId, a.TermKey }).IsUnique();
        builder.HasIndex(a => a.GroupId);
        builder.HasOne<AdaptationTerm>().WithMany().HasForeignKey(a => a.TermKey).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AnonymousSlotConfiguration : IEntityTypeConfiguration<AnonymousSlot>
{
    public void Configure(EntityTypeBuilder<AnonymousSlot> builder)
    {
        // Nothing but such a code fits in here: no name, no initials (PRV-20).
        builder.ToTable("anonymous_slot", "programme", t => t.HasCheckConstraint("ck_anonymous_slot_code", "code ~ '^P[0-9]{2}$'"));
        builder.Property(s => s.Code).HasMaxLength(AnonymousSlot.CodeLength);
        builder.HasIndex(s => new { s.GroupId, s.Code }).IsUnique();
    }
}

internal sealed class SlotAttendanceConfiguration : IEntityTypeConfiguration<SlotAttendance>
{
    public void Configure(EntityTypeBuilder<SlotAttendance> builder)
    {
        builder.ToTable("slot_attendance", "programme");
        builder.HasIndex(a => new { a.SessionId, a.SlotId }).IsUnique();
        builder.HasIndex(a => a.GroupId);
        builder.HasOne<AnonymousSlot>().WithMany().HasForeignKey(a => a.SlotId);
    }
}
