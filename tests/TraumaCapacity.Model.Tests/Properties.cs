using FsCheck;
using FsCheck.Fluent;

namespace TraumaCapacity.Model.Tests;

/// <summary>Checks a property over generated values, from a fixed seed so that a failure repeats.</summary>
internal static class Properties
{
    public static void Holds<T>(Gen<T> values, Action<T> check, int times = 500) =>
        Prop.ForAll(values.ToArbitrary(), value => { check(value); return true; })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(20260701UL, 15UL));

    /// <summary>Texts put together from the pieces, up to <paramref name="most"/> of them.</summary>
    public static Gen<string> TextOf(IEnumerable<string> pieces, int most = 40) =>
        from count in Gen.Choose(0, most)
        from chosen in Gen.Elements(pieces).ArrayOf(count)
        select string.Concat(chosen);
}
