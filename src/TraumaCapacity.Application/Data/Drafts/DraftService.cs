using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Data.Drafts;

/// <summary>What was typed and when the server kept it.</summary>
/// <param name="Content">The fields as JSON.</param>
/// <param name="SavedAt">In UTC.</param>
public sealed record SavedDraft(string Content, DateTimeOffset SavedAt);

/// <summary>Keeps what people type before they save it, a form at a time, for the person alone.</summary>
public sealed class DraftService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>Keeps the form's fields, replacing what was kept before.</summary>
    /// <param name="actor">Whose draft.</param>
    /// <param name="area">An area that the actor may work in.</param>
    /// <param name="formKey">Which form of which thing, at most 200 characters.</param>
    /// <param name="content">JSON, at most 20,000 characters.</param>
    /// <returns>When it was kept; refused (<c>Draft.TooLong</c>) beyond the lengths.</returns>
    public async Task<Result<DateTimeOffset>> KeepAsync(Actor actor, DataArea area, string formKey, string content, CancellationToken cancellationToken)
    {
        if (formKey.Length > Draft.KeyLength || content.Length > Draft.ContentLength)
            return new Refusal("Draft.TooLong");
        await using var db = await database.OpenAsync(actor, area, cancellationToken);
        var now = clock.GetUtcNow();
        // One statement, so that two tabs typing at once cannot both insert.
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into app.draft (id, user_id, form_key, content, saved_at, created_at, created_by)
            values ({Guid.CreateVersion7()}, {actor.UserId.Value}, {formKey}, {content}::jsonb, {now}, {now}, {actor.UserId.Value})
            on conflict (user_id, form_key) do update set content = excluded.content, saved_at = excluded.saved_at
            """,
            cancellationToken);
        return now;
    }

    /// <summary>What was kept of the form, or <c>null</c>.</summary>
    public async Task<SavedDraft?> FindAsync(Actor actor, DataArea area, string formKey, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, area, cancellationToken);
        return await db.Drafts.AsNoTracking()
            .Where(d => d.UserId == actor.UserId && d.FormKey == formKey)
            .Select(d => new SavedDraft(d.Content, d.SavedAt))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Forgets the form's draft, because it was saved or thrown away.</summary>
    public async Task ForgetAsync(Actor actor, DataArea area, string formKey, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, area, cancellationToken);
        await db.Drafts.Where(d => d.UserId == actor.UserId && d.FormKey == formKey).ExecuteDeleteAsync(cancellationToken);
    }
}
