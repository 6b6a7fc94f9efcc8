namespace TraumaCapacity.Model.Releases.Disclosure;

/// <summary>Two released populations of which one holds the other (PRV-10).</summary>
/// <param name="Inner">Index of the smaller one.</param>
/// <param name="Outer">Index of the larger one.</param>
/// <param name="Difference">How many contributors the larger one has besides: more than none, and too few.</param>
public readonly record struct PopulationDifference(int Inner, int Outer, int Difference);

/// <summary>Guards against subtracting one released aggregate from another that contains it (PRV-10): the difference would
/// be an aggregate over very few people.</summary>
public static class DifferencingRule
{
    /// <summary>The pairs of which one holds the other and exceeds it by too few contributors. There must be none among the
    /// populations of a release and those of the release before it in the same series.</summary>
    /// <typeparam name="T">What tells contributors apart.</typeparam>
    /// <param name="populations">The contributors behind each released aggregate.</param>
    /// <param name="minimum">Fewest contributors that a difference may have, other than none.</param>
    public static IReadOnlyList<PopulationDifference> Violations<T>(IReadOnlyList<IReadOnlySet<T>> populations, int minimum)
    {
        ArgumentNullException.ThrowIfNull(populations);
        var found = new List<PopulationDifference>();
        int[] bySize = [.. Enumerable.Range(0, populations.Count).OrderBy(i => populations[i].Count)];
        for (var a = 0; a < bySize.Length; a++)
        {
            var inner = populations[bySize[a]];

            // Where one holds the other, the difference is that of their sizes; few pairs are that close.
            for (var b = a + 1; b < bySize.Length && populations[bySize[b]].Count - inner.Count < minimum; b++)
            {
                var outer = populations[bySize[b]];
                if (inner.Count > 0 && outer.Count > inner.Count && inner.IsSubsetOf(outer))
                {
                    found.Add(new(bySize[a], bySize[b], outer.Count - inner.Count));
                }
            }
        }

        return found;
    }
}
