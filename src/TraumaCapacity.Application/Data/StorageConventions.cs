using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;

namespace TraumaCapacity.Application.Data;

/// <summary>How the model is stored: names in snake_case, typed identifiers as uuid, nominal enumerations as text and
/// ordinal ones as smallint, each with a check of its values, and the row version on every table.</summary>
internal static class StorageConventions
{
    private const int EnumLength = 40;

    public static void Configure(ModelConfigurationBuilder configuration)
    {
        foreach (var type in typeof(Entity).Assembly.GetTypes())
        {
            if (type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityId<>)))
                configuration.Properties(type).HaveConversion(typeof(IdConverter<>).MakeGenericType(type));
            else if (type.IsEnum && type.GetCustomAttribute<OrdinalAttribute>() is null)
                configuration.Properties(type).HaveConversion(typeof(EnumConverter<>).MakeGenericType(type)).HaveMaxLength(EnumLength);
            else if (type.IsEnum)
                configuration.Properties(type).HaveConversion<short>();
        }

        configuration.Properties<CapacityCell>().HaveConversion<CellConverter>().HaveMaxLength(5);
        configuration.Properties<decimal>().HavePrecision(7, 2);
    }

    public static void Apply(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is not { } table)
                continue;
            if (entity.IsMappedToJson())
            {
                entity.SetContainerColumnName(Snake(entity.GetContainerColumnName() ?? ""));
                continue;
            }

            table = Snake(table);
            entity.SetTableName(table);
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(property.Name == nameof(Entity.Version) ? "xmin" : Snake(property.GetColumnName()));
                AddCheck(entity, property, table);
            }

            foreach (var key in entity.GetKeys())
                key.SetName(Snake(key.GetName() ?? ""));
            foreach (var foreignKey in entity.GetForeignKeys())
                foreignKey.SetConstraintName(Snake(foreignKey.GetConstraintName() ?? ""));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(Snake(index.GetDatabaseName() ?? ""));

            if (typeof(Entity).IsAssignableFrom(entity.ClrType))
            {
                builder.Entity(entity.ClrType).Property(nameof(Entity.Version)).IsRowVersion();
                // Keys are made in the model; a child found with one in its parent's list is new all the same.
                foreach (var property in entity.FindPrimaryKey()!.Properties)
                    property.ValueGenerated = ValueGenerated.Never;
                foreach (var navigation in entity.GetNavigations())
                    navigation.SetPropertyAccessMode(PropertyAccessMode.Field);
            }
        }
    }

    /// <summary>Stores a list of terms as an array of their texts, with a check of its values.</summary>
    public static void HasEnumList<TEntity, TEnum>(this EntityTypeBuilder<TEntity> builder, Expression<Func<TEntity, IReadOnlyList<TEnum>>> list)
        where TEntity : class
        where TEnum : struct, Enum
    {
        var property = builder.Property(list).HasConversion(new EnumListConverter<TEnum>(), new EnumListComparer<TEnum>());
        var (table, column) = (builder.Metadata.GetTableName()!, Snake(property.Metadata.Name));
        builder.ToTable(t => t.HasCheckConstraint(
            $"ck_{table}_{column}_known", $"{column} <@ array[{string.Join(", ", Enum.GetNames<TEnum>().Select(n => $"'{Snake(n).ToUpperInvariant()}'"))}]::text[]"));
    }

    /// <summary>«HeldOn» becomes «held_on», «InuitNisr» «inuit_nisr».</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var upper = char.IsUpper(name[i]);
            if (upper && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private static void AddCheck(IMutableEntityType entity, IMutableProperty property, string table)
    {
        var column = property.GetColumnName();
        var quoted = $"\"{column}\"";
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        string? condition = null;
        if (type == typeof(CapacityCell))
            condition = In(quoted, CapacityCell.All.Select(c => c.Code));
        else if (type.IsEnum && type.GetCustomAttribute<OrdinalAttribute>() is not null)
            condition = string.Create(CultureInfo.InvariantCulture, $"{quoted} between 0 and {Enum.GetValues(type).Length - 1}");
        else if (type.IsEnum && type.Assembly == typeof(Entity).Assembly)
            condition = In(quoted, Enum.GetNames(type).Select(n => Snake(n).ToUpperInvariant()));
        if (condition is not null)
            entity.AddCheckConstraint($"ck_{table}_{column}_known", condition);
    }

    private static string In(string column, IEnumerable<string> values) =>
        $"{column} in ({string.Join(", ", values.Select(v => $"'{v}'"))})";

    private static T Make<T>(Guid value)
        where T : struct, IEntityId<T> => T.From(value);

    private sealed class IdConverter<T>() : ValueConverter<T, Guid>(id => id.Value, value => Make<T>(value))
        where T : struct, IEntityId<T>;

    private sealed class EnumConverter<T>() : ValueConverter<T, string>(value => Text(value), text => Parse(text))
        where T : struct, Enum
    {
        private static readonly Dictionary<T, string> Texts = Enum.GetValues<T>().ToDictionary(v => v, v => Snake(v.ToString()).ToUpperInvariant());
        private static readonly Dictionary<string, T> Values = Texts.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

        internal static string Text(T value) => Texts[value];

        internal static T Parse(string text) => Values[text];
    }

    private sealed class EnumListConverter<T>() : ValueConverter<IReadOnlyList<T>, string[]>(list => Texts(list), texts => List(texts))
        where T : struct, Enum
    {
        private static string[] Texts(IReadOnlyList<T> list) => [.. list.Select(EnumConverter<T>.Text)];

        private static T[] List(string[] texts) => Array.ConvertAll(texts, EnumConverter<T>.Parse);
    }

    private sealed class EnumListComparer<T>() : ValueComparer<IReadOnlyList<T>>(
        (a, b) => a == b || (a != null && b != null && a.SequenceEqual(b)), list => list.Aggregate(0, (hash, value) => HashCode.Combine(hash, value)), list => list.ToArray())
        where T : struct, Enum;

    private sealed class CellConverter() : ValueConverter<CapacityCell, string>(cell => cell.Code, code => CapacityCell.Parse(code));
}
