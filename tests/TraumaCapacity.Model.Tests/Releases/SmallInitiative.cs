using FsCheck;
using FsCheck.Fluent;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Model.Releases.Disclosure;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Tests.Releases;

/// <summary>Inputs of releases: from none to twenty organizations, wherever they are, whatever they did.</summary>
internal static class SmallInitiative
{
    public static readonly DateOnly CutOff = new(2026, 6, 30);

    public static MeasurementBasis Measure { get; } = new("CRS-5/1", "1");

    public static Gen<ReleaseInputs> Any { get; } = Gen.Choose(0, int.MaxValue - 1).Select(seed => Make(new Random(seed)));

    public static ReleaseInputs Make(Random random)
    {
        var few = random.Next(2) == 0;
        var organizations = Enumerable.Range(0, random.Next(21))
            .Select(_ => new ReleaseOrganization(
                OrganizationId.New(), (Jurisdiction)random.Next(few ? 4 : 13), random.Next(4), random.Next(8) > 0))
            .ToList();
        OrganizationId Someone() => organizations[random.Next(organizations.Count)].Id;
        DateOnly Day() => CutOff.AddDays(-random.Next(900));
        List<T> Some<T>(int most, Func<T> make) => organizations.Count == 0 ? [] : [.. Enumerable.Range(0, random.Next(most)).Select(_ => make())];

        return Empty with
        {
            Organizations = organizations,
            Groups = Some(60, () => new ReleaseGroup(Someone(), Day(), random.Next(13), random.Next(6))),
            Sessions = Some(200, () => new ReleaseEvent(Someone(), Day())),
            Cohorts = Some(6, () => new ReleaseCohort(Day(), Enumerable.Range(0, 1 + random.Next(6)).Select(_ => Someone()).ToHashSet())),
            Trained = Some(70, () => new ReleaseEvent(Someone(), Day())),
            Certified = Some(60, () => new ReleaseEvent(Someone(), Day())),
            Values = [.. from o in organizations from cell in CapacityCell.All where random.Next(5) > 0 select Value(o.Id, cell, random)],
            IntervieweeCount = random.Next(40),
            AwaitingConsensus = random.Next(5),
        };
    }

    public static ReleaseInputs Empty { get; } = new()
    {
        WaveName = "T1",
        CutOff = CutOff,
        PolicyVersion = 1,
        Policy = DisclosurePolicy.Funder,
        Measure = Measure,
        Organizations = [],
        LeavesOutGoverned = false,
        Groups = [],
        Sessions = [],
        Cohorts = [],
        Trained = [],
        Certified = [],
        Values = [],
        IntervieweeCount = 0,
        AwaitingConsensus = 0,
        Previous = null,
    };

    /// <summary>Organizations with a value each in one cell, and so many interviewees each.</summary>
    public static ReleaseInputs WithCell(CapacityCell cell, int intervieweesEach, params int[] values)
    {
        var organizations = values.Select(_ => new ReleaseOrganization(OrganizationId.New(), Jurisdiction.ON, 2, true)).ToList();
        return Empty with
        {
            Organizations = organizations,
            Values =
            [
                .. values.Zip(organizations, (value, o) => new ReleaseValue(
                    o.Id, cell, CellValue.Of(value), Confidence.Low, Enumerable.Range(0, intervieweesEach).Select(_ => IntervieweeId.New()).ToHashSet())),
            ],
        };
    }

    private static ReleaseValue Value(OrganizationId organization, CapacityCell cell, Random random)
    {
        var value = random.Next(10) switch
        {
            0 => CellValue.Insufficient,
            1 => CellValue.Missing,
            var n => CellValue.Of((n % 5) - 2, n > 7),
        };
        var rated = value is CellValue.Rated;
        return new(
            organization,
            cell,
            value,
            rated ? (Confidence)random.Next(4) : null,
            rated ? Enumerable.Range(0, 1 + random.Next(3)).Select(_ => IntervieweeId.New()).ToHashSet() : new HashSet<IntervieweeId>());
    }
}
