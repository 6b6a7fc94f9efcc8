using Microsoft.EntityFrameworkCore;

namespace TraumaCapacity.Application.Data;

/// <summary>Search and order as people expect them: without regard to accents or capitals.</summary>
internal static class TextSearch
{
    /// <summary>The text in small letters without accents. Runs in the database, as <c>app.fold</c>.</summary>
    public static string Fold(string text) => throw new NotSupportedException("Only in queries.");

    public static void Register(ModelBuilder builder) =>
        builder.HasDbFunction(typeof(TextSearch).GetMethod(nameof(Fold))!).HasSchema("app").HasName("fold");
}
