namespace TraumaCapacity.Model.Releases.Disclosure;

/// <summary>How a place's number of organizations is shown.</summary>
public enum PlaceBand
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>At least one, and fewer than the minimum.</summary>
    Few,

    /// <summary>The number itself.</summary>
    Exact,

    /// <summary>Withheld, so that another place's number cannot be worked out from the total (PRV-08).</summary>
    Withheld,
}

/// <summary>What is known of a place.</summary>
/// <param name="Organizations">Number of organizations, 0 or more.</param>
/// <param name="HasOneFacilitatorEach">Whether each of them has a single facilitator, whose work its counts would tell.</param>
public readonly record struct PlaceCount(int Organizations, bool HasOneFacilitatorEach = false);

/// <summary>What may be shown of a place.</summary>
/// <param name="Band">How its number of organizations is shown.</param>
/// <param name="Organizations">The number, for <see cref="PlaceBand.None"/> and <see cref="PlaceBand.Exact"/> only.</param>
/// <param name="ShowsValues">Whether its counts of groups and sessions may be shown.</param>
public readonly record struct PlaceDisclosure(PlaceBand Band, int? Organizations, bool ShowsValues);

/// <summary>Counts of organizations by province, territory or another place (PRV-03).</summary>
public static class PlaceRule
{
    /// <summary>One place by itself. Fewer organizations than the minimum become a band and hide the place's values; so
    /// does, for the values alone, every organization having one facilitator.</summary>
    public static PlaceDisclosure Disclose(PlaceCount place, DisclosurePolicy policy) => place.Organizations switch
    {
        < 0 => throw new ArgumentOutOfRangeException(nameof(place)),
        0 => new(PlaceBand.None, 0, true),
        _ when place.Organizations < policy.PlaceOrganizationMinimum => new(PlaceBand.Few, null, false),
        _ => new(PlaceBand.Exact, place.Organizations, !place.HasOneFacilitatorEach),
    };

    /// <summary>All places of a table whose total number of organizations is shown beside them. Where the total would tell
    /// the number behind a band, the smallest places that help are withheld too. Where nothing helps, as with a single
    /// place, the answer is <c>null</c>: then the table shows no places (PRV-09).</summary>
    public static IReadOnlyList<PlaceDisclosure>? DiscloseWithTotal(IReadOnlyList<PlaceCount> places, DisclosurePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(places);
        PlaceDisclosure[] disclosed = [.. places.Select(place => Disclose(place, policy))];
        var candidates = new Queue<int>(
            Enumerable.Range(0, places.Count).Where(i => disclosed[i].Band is PlaceBand.Exact).OrderBy(i => places[i].Organizations).ThenBy(i => i));
        while (!BandsHold(places, disclosed, policy))
        {
            if (!candidates.TryDequeue(out var next))
            {
                return null;
            }

            disclosed[next] = new(PlaceBand.Withheld, null, false);
        }

        return disclosed;
    }

    // Whether each number behind a band could, as far as the total tells, be the smallest and the largest of the band.
    private static bool BandsHold(IReadOnlyList<PlaceCount> places, PlaceDisclosure[] disclosed, DisclosurePolicy policy)
    {
        var most = policy.PlaceOrganizationMinimum - 1;
        var few = disclosed.Count(place => place.Band is PlaceBand.Few);
        var withheld = disclosed.Count(place => place.Band is PlaceBand.Withheld);
        if (few == 0 || most < 2)
        {
            return true;
        }

        var hidden = places.Where((_, i) => disclosed[i].Organizations is null).Sum(place => place.Organizations);
        bool Possible(int one)
        {
            var rest = hidden - one;
            var least = few - 1 + (withheld * policy.PlaceOrganizationMinimum);
            return rest >= least && (withheld > 0 || rest <= (few - 1) * most);
        }

        return Possible(1) && Possible(most);
    }
}
