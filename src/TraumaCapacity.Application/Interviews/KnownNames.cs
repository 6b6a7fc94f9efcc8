using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Application.Interviews;

/// <summary>The names that a transcript must not keep: of everybody and every organization on record (PRV-18).</summary>
internal static class KnownNames
{
    public static async Task<IdentityScanner> ScannerAsync(TraumaDbContext db, CancellationToken cancellationToken)
    {
        var people = await db.People.Select(p => p.DisplayName).ToListAsync(cancellationToken);
        var organizations = await db.Organizations.Select(o => o.Name).ToListAsync(cancellationToken);
        return new IdentityScanner(
        [
            .. people.Select(n => new KnownName(IdentifierKind.Name, n)),
            .. organizations.Select(n => new KnownName(IdentifierKind.Organization, n)),
        ]);
    }
}
