using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Interviews;

internal sealed class EvaluationWaveConfiguration : IEntityTypeConfiguration<EvaluationWave>
{
    public void Configure(EntityTypeBuilder<EvaluationWave> builder)
    {
        builder.ToTable("evaluation_wave", "evidence", t => t.HasCheckConstraint("ck_evaluation_wave_period", "starts_on <= ends_on"));
        builder.Property(w => w.Name).HasMaxLength(EvaluationWave.NameLength);
        builder.HasIndex(w => w.Name).IsUnique();
    }
}

internal sealed class IntervieweeConfiguration : IEntityTypeConfiguration<Interviewee>
{
    public void Configure(EntityTypeBuilder<Interviewee> builder)
    {
        builder.ToTable("interviewee", "evidence");
        builder.Property(i => i.PseudonymCode).HasMaxLength(20);
        builder.HasIndex(i => i.PseudonymCode).IsUnique();
        builder.HasOne<Organization>().WithMany().HasForeignKey(i => i.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IntervieweeIdentityConfiguration : IEntityTypeConfiguration<IntervieweeIdentity>
{
    public void Configure(EntityTypeBuilder<IntervieweeIdentity> builder)
    {
        builder.ToTable("interviewee_identity", "identity_key");
        builder.HasIndex(i => i.IntervieweeId).IsUnique();
        builder.HasOne<Interviewee>().WithMany().HasForeignKey(i => i.IntervieweeId);
        builder.HasOne<Person>().WithMany().HasForeignKey(i => i.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ConsentRecordConfiguration : IEntityTypeConfiguration<ConsentRecord>
{
    public void Configure(EntityTypeBuilder<ConsentRecord> builder)
    {
        builder.ToTable("consent_record", "evidence", t =>
            t.HasCheckConstraint("ck_consent_record_withdrawal", "(withdrawn_on is null) = (withdrawal_effect is null) and (withdrawn_on is null or consented_on <= withdrawn_on)"));
        builder.Property(c => c.ProtocolVersion).HasMaxLength(ConsentRecord.ProtocolVersionLength);
        builder.HasIndex(c => c.IntervieweeId);
        builder.HasOne<Interviewee>().WithMany().HasForeignKey(c => c.IntervieweeId);
    }
}

internal sealed class InterviewConfiguration : IEntityTypeConfiguration<Interview>
{
    public void Configure(EntityTypeBuilder<Interview> builder)
    {
        builder.ToTable("interview", "evidence", t =>
        {
            t.HasCheckConstraint("ck_interview_number", "number >= 1");
            t.HasCheckConstraint("ck_interview_minutes", $"minutes is null or minutes between 1 and {Interview.MaximumMinutes}");
        });
        builder.HasIndex(i => i.Number).IsUnique();
        builder.HasIndex(i => new { i.OrganizationId, i.WaveId });
        builder.HasOne<EvaluationWave>().WithMany().HasForeignKey(i => i.WaveId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(i => i.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(i => i.Interviewees).WithOne().HasForeignKey(p => p.InterviewId);
    }
}

internal sealed class InterviewParticipationConfiguration : IEntityTypeConfiguration<InterviewParticipation>
{
    public void Configure(EntityTypeBuilder<InterviewParticipation> builder)
    {
        builder.ToTable("interview_participation", "evidence");
        builder.HasIndex(p => new { p.InterviewId, p.IntervieweeId }).IsUnique();
        builder.HasOne<Interviewee>().WithMany().HasForeignKey(p => p.IntervieweeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RawTranscriptConfiguration : IEntityTypeConfiguration<RawTranscript>
{
    public void Configure(EntityTypeBuilder<RawTranscript> builder)
    {
        builder.ToTable("raw_transcript", "raw_evidence");
        builder.Property(t => t.TextSha256).HasMaxLength(64).IsFixedLength();
        builder.HasIndex(t => t.InterviewId).IsUnique();
        builder.HasOne<Interview>().WithMany().HasForeignKey(t => t.InterviewId);
        builder.HasMany(t => t.Entries).WithOne().HasForeignKey(e => e.RawTranscriptId);
        builder.HasMany(t => t.Turns).WithOne().HasForeignKey(t => t.RawTranscriptId);
    }
}

internal sealed class RawTurnConfiguration : IEntityTypeConfiguration<RawTurn>
{
    public void Configure(EntityTypeBuilder<RawTurn> builder)
    {
        builder.ToTable("raw_turn", "raw_evidence", t => t.HasCheckConstraint("ck_raw_turn_span", "0 <= start_cp and start_cp < end_cp"));
        builder.Property(t => t.SpeakerLabel).HasMaxLength(RawTurn.LabelLength);
        builder.Property(t => t.ShownLabel).HasMaxLength(TranscriptTurn.SpeakerLabelLength);
        builder.HasIndex(t => new { t.RawTranscriptId, t.Sequence }).IsUnique();
    }
}

internal sealed class DeidentificationEntryConfiguration : IEntityTypeConfiguration<DeidentificationEntry>
{
    public void Configure(EntityTypeBuilder<DeidentificationEntry> builder)
    {
        builder.ToTable("deidentification_entry", "raw_evidence", t =>
        {
            t.HasCheckConstraint("ck_deidentification_entry_span", "0 <= start_cp and start_cp < end_cp");
            t.HasCheckConstraint("ck_deidentification_entry_replacement", "(status = 'REPLACED') = (replacement is not null)");
            t.HasCheckConstraint("ck_deidentification_entry_dismissal", "(status = 'DISMISSED') = (dismissal_reason is not null)");
            t.HasCheckConstraint("ck_deidentification_entry_decision", "(status = 'OPEN') = (decided_by is null)");
        });
        builder.Property(e => e.Replacement).HasMaxLength(ReplacementTag.MaximumLength);
        builder.Property(e => e.DismissalReason).HasMaxLength(DeidentificationEntry.ReasonLength);
    }
}

internal sealed class TranscriptVersionConfiguration : IEntityTypeConfiguration<TranscriptVersion>
{
    public void Configure(EntityTypeBuilder<TranscriptVersion> builder)
    {
        builder.ToTable("transcript_version", "evidence", t =>
            t.HasCheckConstraint(
                "ck_transcript_version_review",
                "state <> 'RELEASED' or (reviewed_by is not null and released_at is not null and reviewed_by <> deidentified_by)"));
        builder.Property(t => t.TextSha256).HasMaxLength(64).IsFixedLength();
        builder.Property(t => t.ReviewNote).HasMaxLength(TranscriptVersion.ReviewNoteLength);
        builder.HasIndex(t => new { t.InterviewId, t.VersionNumber }).IsUnique();
        builder.HasOne<Interview>().WithMany().HasForeignKey(t => t.InterviewId);
        builder.HasMany(t => t.Turns).WithOne().HasForeignKey(t => t.VersionId);
        builder.HasMany(t => t.Flags).WithOne().HasForeignKey(f => f.VersionId);
    }
}

internal sealed class TranscriptTurnConfiguration : IEntityTypeConfiguration<TranscriptTurn>
{
    public void Configure(EntityTypeBuilder<TranscriptTurn> builder)
    {
        builder.ToTable("transcript_turn", "evidence", t => t.HasCheckConstraint("ck_transcript_turn_span", "0 <= start_cp and start_cp < end_cp"));
        builder.Property(t => t.SpeakerLabel).HasMaxLength(TranscriptTurn.SpeakerLabelLength);
        builder.HasIndex(t => new { t.VersionId, t.Sequence }).IsUnique();
    }
}

internal sealed class ContentFlagConfiguration : IEntityTypeConfiguration<ContentFlag>
{
    public void Configure(EntityTypeBuilder<ContentFlag> builder) =>
        builder.ToTable("content_flag", "evidence", t => t.HasCheckConstraint("ck_content_flag_span", "0 <= start_cp and start_cp < end_cp"));
}
