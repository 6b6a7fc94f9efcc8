using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Releases;

/// <summary>Why a cell is hidden, for those who check the release. Readers of a release are not told which (PRV-14).</summary>
public enum HiddenReason
{
    /// <summary>Too few interviewees stand behind it (PRV-04).</summary>
    TooFewContributors,

    /// <summary>Too few organizations were rated (PRV-04).</summary>
    TooFewOrganizations,

    /// <summary>All rated organizations share one point (PRV-28).</summary>
    OnePoint,

    /// <summary>All rated organizations lie below zero (PRV-28).</summary>
    AllWorse,

    /// <summary>Left out by the lead evaluator because of the difference to the previous release (PRV-10).</summary>
    Withheld,

    /// <summary>Too few organizations at the place or in the period (PRV-03).</summary>
    FewOrganizationsHere,

    /// <summary>Every organization at the place or in the period has one facilitator (PRV-03).</summary>
    OneFacilitatorEach,

    /// <summary>It would let another hidden number be worked out (PRV-08).</summary>
    ProtectsAnother,

    /// <summary>Nothing protects the table's small numbers, so that it is not printed (PRV-09).</summary>
    TableCollapsed,
}

/// <summary>Why one cell is hidden.</summary>
/// <param name="Has">What there is of what the rule counts, where it counts something.</param>
/// <param name="Needs">How many the rule asks for.</param>
public sealed record HiddenExplanation(ReleaseTable Table, string RowKey, string ColumnKey, HiddenReason Reason, int? Has = null, int? Needs = null);

/// <summary>A cell whose difference to the previous release would speak about too few people (PRV-10).</summary>
/// <param name="Previous">Number of the previous release.</param>
/// <param name="Contributors">Interviewees by whom the two differ.</param>
/// <param name="Minimum">Fewest that would do.</param>
public sealed record HeldDifference(CapacityCell Cell, int Previous, int Contributors, int Minimum);

/// <summary>A release as the rules make it from its inputs: the same inputs always give the same draft.</summary>
public sealed record ReleaseDraft
{
    public required DateOnly CutOff { get; init; }

    public required string WaveName { get; init; }

    public required int PolicyVersion { get; init; }

    public required MeasurementBasis? Measure { get; init; }

    /// <summary>Every cell in order.</summary>
    public required IReadOnlyList<ReleaseFigure> Figures { get; init; }

    /// <summary>One for every cell that is hidden.</summary>
    public required IReadOnlyList<HiddenExplanation> Explanations { get; init; }

    /// <summary>What holds the release: it cannot be approved while there is any.</summary>
    public required IReadOnlyList<HeldDifference> Differences { get; init; }

    /// <summary>The contributors behind each cell of the matrix that is shown.</summary>
    public required IReadOnlyDictionary<CapacityCell, IReadOnlySet<IntervieweeId>> Populations { get; init; }

    /// <summary>Version of the codebook, as releases print it.</summary>
    public string CodebookVersion => Measure?.CodebookMajor ?? "";

    /// <summary>Version of the scale, as releases print it.</summary>
    public string ScaleVersion => Measure?.ScaleVersion ?? "";

    /// <summary>SHA-256 over what the release rests on and every cell in order, 64 hexadecimal digits.</summary>
    public string Sha256() => ReleaseHash.Of(
        (WaveName, CutOff, PolicyVersion), (CodebookVersion, ScaleVersion, SynthesisAlgorithm.Version), Figures);
}

/// <summary>The hash of a release: lines of text, the same on every machine and in every culture.</summary>
internal static class ReleaseHash
{
    public static string Of(
        (string Wave, DateOnly CutOff, int Policy) scope,
        (string Codebook, string Scale, string Algorithm) versions,
        IEnumerable<ReleaseFigure> figures)
    {
        var lines = figures
            .Select(f => string.Join('|', f.Table, f.RowKey, f.ColumnKey, f.Status, f.Shown))
            .Prepend(string.Join(
                '|',
                scope.Wave,
                scope.CutOff.ToString("O", CultureInfo.InvariantCulture),
                scope.Policy.ToString(CultureInfo.InvariantCulture),
                versions.Codebook,
                versions.Scale,
                versions.Algorithm));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
