using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Application.Coding;

internal sealed class CodebookVersionConfiguration : IEntityTypeConfiguration<CodebookVersion>
{
    public void Configure(EntityTypeBuilder<CodebookVersion> builder)
    {
        builder.ToTable("codebook_version", "evidence");
        builder.Property(v => v.VersionLabel).HasMaxLength(20);
        builder.HasIndex(v => v.VersionLabel).IsUnique();
        builder.HasMany(v => v.Codes).WithOne().HasForeignKey(c => c.CodebookVersionId);
    }
}

internal sealed class CodeConfiguration : IEntityTypeConfiguration<Code>
{
    public void Configure(EntityTypeBuilder<Code> builder)
    {
        builder.ToTable("code", "evidence", t => t.HasCheckConstraint("ck_code_cell", "(kind in ('CELL', 'THEME')) = (cell is not null)"));
        builder.Property(c => c.Key).HasMaxLength(Code.KeyLength);
        builder.Property(c => c.LabelEn).HasMaxLength(Code.LabelLength);
        builder.Property(c => c.LabelFr).HasMaxLength(Code.LabelLength);
        builder.HasIndex(c => new { c.CodebookVersionId, c.Key }).IsUnique();
    }
}

internal sealed class InterviewCodingConfiguration : IEntityTypeConfiguration<InterviewCoding>
{
    public void Configure(EntityTypeBuilder<InterviewCoding> builder)
    {
        builder.ToTable("interview_coding", "evidence");
        builder.HasIndex(c => new { c.InterviewId, c.CoderId }).IsUnique();
        builder.HasIndex(c => c.CoderId);
        builder.HasOne<Interview>().WithMany().HasForeignKey(c => c.InterviewId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<TranscriptVersion>().WithMany().HasForeignKey(c => c.TranscriptVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CodebookVersion>().WithMany().HasForeignKey(c => c.CodebookVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Excerpts).WithOne().HasForeignKey(e => e.CodingId);
        builder.HasMany(c => c.Steps).WithOne().HasForeignKey(s => s.CodingId);
    }
}

internal sealed class ExcerptConfiguration : IEntityTypeConfiguration<Excerpt>
{
    public void Configure(EntityTypeBuilder<Excerpt> builder)
    {
        builder.ToTable("excerpt", "evidence", t => t.HasCheckConstraint("ck_excerpt_span", "0 <= start_cp and start_cp < end_cp"));
        builder.Property(e => e.TextSha256).HasMaxLength(64).IsFixedLength();
        builder.HasIndex(e => new { e.InterviewId, e.CoderId });
        builder.Ignore(e => e.Span);
        builder.Ignore(e => e.State);
        builder.HasOne<TranscriptVersion>().WithMany().HasForeignKey(e => e.TranscriptVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(e => e.Applications).WithOne().HasForeignKey(a => a.ExcerptId);
        builder.HasMany(e => e.Ratings).WithOne().HasForeignKey(r => r.ExcerptId);
    }
}

internal sealed class CodeApplicationConfiguration : IEntityTypeConfiguration<CodeApplication>
{
    public void Configure(EntityTypeBuilder<CodeApplication> builder)
    {
        builder.ToTable("code_application", "evidence");
        builder.Property(a => a.Memo).HasMaxLength(CodeApplication.MemoLength);
        builder.HasIndex(a => new { a.ExcerptId, a.CodeId }).IsUnique().HasFilter("retired_at is null");
        builder.HasIndex(a => new { a.InterviewId, a.CoderId });
        builder.HasOne<Code>().WithMany().HasForeignKey(a => a.CodeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChangeRatingConfiguration : IEntityTypeConfiguration<ChangeRating>
{
    public void Configure(EntityTypeBuilder<ChangeRating> builder)
    {
        builder.ToTable("change_rating", "evidence", t =>
        {
            t.HasCheckConstraint("ck_change_rating_status", "(status = 'RATED') = (value is not null)");
            t.HasCheckConstraint("ck_change_rating_value", "value is null or value between -2 and 2");
            t.HasCheckConstraint("ck_change_rating_clear", "value is null or abs(value) < 2 or basis in ('CONCRETE_EXAMPLE', 'DOCUMENTED')");
            t.HasCheckConstraint("ck_change_rating_basis", "value is null or basis is not null");
        });
        builder.Ignore(r => r.Choice);
        builder.Property(r => r.ScaleVersion).HasMaxLength(20);
        builder.HasIndex(r => new { r.ExcerptId, r.Cell, r.CoderId, r.ScaleVersion }).IsUnique().HasFilter("retired_at is null");
        builder.HasIndex(r => new { r.InterviewId, r.CoderId });
    }
}

internal sealed class CodingStepConfiguration : IEntityTypeConfiguration<CodingStep>
{
    public void Configure(EntityTypeBuilder<CodingStep> builder)
    {
        builder.ToTable("coding_step", "evidence");
        builder.Property(s => s.BeforeJson).HasColumnType("jsonb");
        builder.Property(s => s.AfterJson).HasColumnType("jsonb");
        builder.HasIndex(s => new { s.CodingId, s.Number });
        builder.HasIndex(s => new { s.InterviewId, s.CoderId });
        builder.HasOne<Excerpt>().WithMany().HasForeignKey(s => s.ExcerptId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(s => s.Before);
        builder.Ignore(s => s.After);
    }
}

internal sealed class CoderExposureDayConfiguration : IEntityTypeConfiguration<CoderExposureDay>
{
    public void Configure(EntityTypeBuilder<CoderExposureDay> builder)
    {
        builder.ToTable("coder_exposure_day", "evidence", t => t.HasCheckConstraint("ck_coder_exposure_day_count", "flagged_passages >= 0"));
        builder.HasIndex(d => new { d.CoderId, d.Date }).IsUnique();
    }
}
