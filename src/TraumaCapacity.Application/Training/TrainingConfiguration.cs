using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Training;

internal sealed class TrainingProgramConfiguration : IEntityTypeConfiguration<TrainingProgram>
{
    public void Configure(EntityTypeBuilder<TrainingProgram> builder)
    {
        builder.ToTable("training_program", "programme", t =>
        {
            t.HasCheckConstraint("ck_training_program_ratio", "minimum_attendance_ratio between 0 and 1");
            t.HasCheckConstraint("ck_training_program_hours", "contact_hours > 0");
            t.HasCheckConstraint("ck_training_program_validity", "validity_months is null or validity_months > 0");
        });
        builder.Property(p => p.NameEn).HasMaxLength(TrainingProgram.NameLength);
        builder.Property(p => p.NameFr).HasMaxLength(TrainingProgram.NameLength);
        builder.HasIndex(p => p.NameEn).IsUnique();
    }
}

internal sealed class CurriculumConfiguration : IEntityTypeConfiguration<Curriculum>
{
    public void Configure(EntityTypeBuilder<Curriculum> builder)
    {
        builder.ToTable("curriculum", "programme", t => t.HasCheckConstraint("ck_curriculum_sessions", "planned_sessions between 1 and 52"));
        builder.Property(c => c.NameEn).HasMaxLength(Curriculum.NameLength);
        builder.Property(c => c.NameFr).HasMaxLength(Curriculum.NameLength);
        builder.Property(c => c.VersionLabel).HasMaxLength(Curriculum.VersionLabelLength);
        builder.HasIndex(c => new { c.NameEn, c.VersionLabel, c.Language }).IsUnique();
        builder.HasMany(c => c.Topics).WithOne().HasForeignKey(t => t.CurriculumId);
    }
}

internal sealed class CurriculumTopicConfiguration : IEntityTypeConfiguration<CurriculumTopic>
{
    public void Configure(EntityTypeBuilder<CurriculumTopic> builder)
    {
        builder.ToTable("curriculum_topic", "programme");
        builder.Property(t => t.TitleEn).HasMaxLength(Curriculum.NameLength);
        builder.Property(t => t.TitleFr).HasMaxLength(Curriculum.NameLength);
        builder.HasIndex(t => new { t.CurriculumId, t.Number }).IsUnique();
    }
}

internal sealed class TrainingCohortConfiguration : IEntityTypeConfiguration<TrainingCohort>
{
    public void Configure(EntityTypeBuilder<TrainingCohort> builder)
    {
        builder.ToTable("training_cohort", "programme", t =>
        {
            t.HasCheckConstraint("ck_training_cohort_period", "starts_on <= ends_on");
            t.HasCheckConstraint("ck_training_cohort_capacity", "capacity between 1 and 500");
        });
        builder.Property(c => c.Code).HasMaxLength(TrainingCohort.CodeLength);
        builder.Property(c => c.Location).HasMaxLength(TrainingCohort.LocationLength);
        builder.HasIndex(c => c.Code).IsUnique();
        builder.HasOne<TrainingProgram>().WithMany().HasForeignKey(c => c.ProgramId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Curriculum>().WithMany().HasForeignKey(c => c.CurriculumId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Days).WithOne().HasForeignKey(d => d.CohortId);
        builder.HasMany(c => c.Enrolments).WithOne().HasForeignKey(e => e.CohortId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Trainers).WithOne().HasForeignKey(t => t.CohortId);
    }
}

internal sealed class CohortTrainerConfiguration : IEntityTypeConfiguration<CohortTrainer>
{
    public void Configure(EntityTypeBuilder<CohortTrainer> builder)
    {
        builder.ToTable("training_cohort_trainer", "programme");
        builder.HasIndex(t => new { t.CohortId, t.PersonId }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(t => t.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TrainingDayConfiguration : IEntityTypeConfiguration<TrainingDay>
{
    public void Configure(EntityTypeBuilder<TrainingDay> builder)
    {
        builder.ToTable("training_day", "programme", t => t.HasCheckConstraint("ck_training_day_hours", "hours > 0 and hours <= 24"));
        builder.HasIndex(d => new { d.CohortId, d.Date }).IsUnique();
    }
}

internal sealed class TrainingEnrolmentConfiguration : IEntityTypeConfiguration<TrainingEnrolment>
{
    public void Configure(EntityTypeBuilder<TrainingEnrolment> builder)
    {
        builder.ToTable("training_enrolment", "programme");
        builder.HasIndex(e => new { e.CohortId, e.PersonId }).IsUnique();
        builder.HasIndex(e => e.OrganizationId);
        builder.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(e => e.Attendance).WithOne().HasForeignKey(a => a.EnrolmentId);
    }
}

internal sealed class TrainingAttendanceConfiguration : IEntityTypeConfiguration<TrainingAttendance>
{
    public void Configure(EntityTypeBuilder<TrainingAttendance> builder)
    {
        builder.ToTable("training_attendance", "programme", t => t.HasCheckConstraint("ck_training_attendance_hours", "hours_attended between 0 and 24"));
        builder.HasIndex(a => new { a.EnrolmentId, a.DayId }).IsUnique();
        builder.HasIndex(a => a.OrganizationId);
        builder.HasOne<TrainingDay>().WithMany().HasForeignKey(a => a.DayId);
    }
}

internal sealed class CertificationConfiguration : IEntityTypeConfiguration<Certification>
{
    public void Configure(EntityTypeBuilder<Certification> builder)
    {
        builder.ToTable("certification", "programme", t =>
        {
            t.HasCheckConstraint("ck_certification_period", "expires_on is null or issued_on <= expires_on");
            t.HasCheckConstraint("ck_certification_revocation", "(revoked_on is null) = (revocation_reason is null)");
        });
        builder.Property(c => c.RevocationReason).HasMaxLength(Certification.ReasonLength);
        builder.HasIndex(c => new { c.SourceEnrolmentId, c.Kind }).IsUnique();
        builder.HasIndex(c => c.PersonId);
        builder.HasIndex(c => c.OrganizationId);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<TrainingEnrolment>().WithMany().HasForeignKey(c => c.SourceEnrolmentId).OnDelete(DeleteBehavior.Restrict);
    }
}
