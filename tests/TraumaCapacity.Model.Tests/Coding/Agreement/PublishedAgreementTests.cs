using System.Text.Json;
using TraumaCapacity.Model.Coding.Agreement;

namespace TraumaCapacity.Model.Tests.Coding.Agreement;

/// <summary>Values that others published, to the precision at which they can be recomputed from the data.</summary>
public class PublishedAgreementTests
{
    private const double Tolerance = 1e-9;

    // Krippendorff, Computing Krippendorff's Alpha-Reliability, section E.
    private static AgreementTable Krippendorff4By12 => Table(
        [1, 2, 3, 4, 5],
        "11.1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555", "..11", "..3.");

    // Wikipedia, Krippendorff's alpha; the sample of the Python package fast-krippendorff. Coders are columns.
    private static AgreementTable Wikipedia3By15 => Table(
        [1, 2, 3, 4],
        ".1.", "...", ".22", ".11", ".33", "334", "444", "13.", "2.2", "1.1", "1.1", "3.3", "3.3", "...", "3.4");

    internal static AgreementTable Table(int[] points, params string[] units)
    {
        var table = new AgreementTable(points, units[0].Length);
        foreach (var unit in units)
        {
            table.Add([.. unit.Select(c => c == '.' ? null : (int?)(c - '0'))]);
        }

        return table;
    }

    private static void Expect(AgreementTable table, AgreementStatistic statistic, double expected, double tolerance = Tolerance) =>
        CoderAgreement.Measure(table, statistic).Value.Should().BeApproximately(expected, tolerance, statistic.ToString());

    [Fact]
    public void Krippendorffs_four_coders()
    {
        Expect(Krippendorff4By12, AgreementStatistic.AlphaNominal, 0.743421052631579);
        Expect(Krippendorff4By12, AgreementStatistic.AlphaOrdinal, 0.8153875037548814);
        Expect(Krippendorff4By12, AgreementStatistic.AlphaInterval, 0.8491071428571428);
        Expect(Krippendorff4By12, AgreementStatistic.AlphaRatio, 0.7974027747116121);
        Krippendorff4By12.UnitCount.Should().Be(12);
        Krippendorff4By12.PairableUnitCount.Should().Be(11);

        // The R package irrCAC on the same data.
        Expect(Krippendorff4By12, AgreementStatistic.PercentAgreement, 0.8181818181818182);
        Expect(Krippendorff4By12, AgreementStatistic.GwetAc1, 0.775444068126995);
        Expect(Krippendorff4By12, AgreementStatistic.FleissKappa, 0.7611692754224112);
    }

    [Fact]
    public void Wikipedias_three_coders()
    {
        Expect(Wikipedia3By15, AgreementStatistic.AlphaNominal, 0.691358024691358);
        Expect(Wikipedia3By15, AgreementStatistic.AlphaOrdinal, 0.8067214199413152);
        Expect(Wikipedia3By15, AgreementStatistic.AlphaInterval, 0.8108448928121059);
        Expect(Wikipedia3By15, AgreementStatistic.AlphaRatio, 0.8089436708407471, 1e-7);
    }

    [Fact]
    public void Two_coders_on_the_change_scale()
    {
        var table = new AgreementTable([-2, -1, 0, 1, 2], 2);
        foreach (var (one, other) in new[] { 2, 1, 1, 0, 2, 1, -1, 2, 1, 0, 1, 2 }.Zip([2, 1, 2, 0, 2, 1, -1, 1, 1, 0, 0, 2]))
        {
            table.Add(one, other);
        }

        Expect(table, AgreementStatistic.AlphaNominal, 0.6567, 5e-5);
        Expect(table, AgreementStatistic.AlphaOrdinal, 0.8213, 5e-5);
        Expect(table, AgreementStatistic.AlphaInterval, 0.8628, 5e-5);
        CoderAgreement.Measure(table, AgreementStatistic.AlphaRatio).Undefined.Should().Be(UndefinedAgreement.NegativePoints);
    }

    [Fact]
    public void Krippendorffs_ten_binary_units()
    {
        // Krippendorff 1980, p. 133.
        var table = Table([0, 1], "00", "11", "01", "00", "00", "01", "00", "01", "10", "00");

        Expect(table, AgreementStatistic.AlphaNominal, 0.0952380952380952);
        Expect(table, AgreementStatistic.PercentAgreement, 0.6);
    }

    [Fact]
    public void A_unit_with_one_value_does_not_enter_alpha() =>
        Expect(Table([0, 1], "100", "10.", "..0"), AgreementStatistic.AlphaNominal, -1.0 / 3); // NLTK, test_disagreement.py

    [Fact]
    public void The_ordinal_distance_counts_what_lies_between()
    {
        // DKPro, Krippendorff1980Test: values 1, 2, 3, 4, 5, 10 occurring 2, 2, 4, 8, 2, 2 times.
        double[] margin = [2, 2, 4, 8, 2, 2];

        Enumerable.Range(0, 6).Select(level => Math.Sqrt(KrippendorffAlpha.OrdinalDistance(margin, 0, level))).Should().Equal(0, 2, 5, 11, 16, 18);
    }

    public static TheoryData<int[][], double, double, double, double, double> Contingencies => new()
    {
        // Cohen 1960, p. 37; Cohen 1960, p. 45; a printout of SAS; two tables of DKPro computed with irrCAC 1.4.
        // Kappa, linear, quadratic, AC1, AC2 quadratic.
        { [[25, 12, 3], [13, 2, 15], [12, 16, 2]], -0.0923076923, 0.0227272727, 0.1343283582, -0.0479704797, 0.1830985915 },
        { [[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.4915254237, 0.4736842105, 0.4545454545, 0.5759717314, 0.6385542169 },
        { [[0, 4, 1], [0, 8, 0], [0, 1, 5]], 0.4841628959, 0.4701195219, 0.4501607718, 0.5559883155, 0.7196721311 },
        { [[80, 7], [8, 5]], 0.3144424132, 0.3144424132, 0.3144424132, 0.808, 0.808 },
        { [[20, 5, 1, 0], [4, 15, 6, 1], [0, 5, 18, 4], [0, 1, 3, 12]], 0.5744363148, 0.7037701975, 0.8148148148, 0.5804607571, 0.8402833659 },
    };

    [Theory]
    [MemberData(nameof(Contingencies))]
    public void Two_coders_by_a_table_of_pairs(int[][] counts, double kappa, double linear, double quadratic, double ac1, double ac2)
    {
        var table = FromRows(counts);

        Expect(table, AgreementStatistic.CohenKappa, kappa);
        Expect(table, AgreementStatistic.CohenKappaLinear, linear);
        Expect(table, AgreementStatistic.CohenKappaQuadratic, quadratic);
        Expect(table, AgreementStatistic.GwetAc1, ac1);
        Expect(table, AgreementStatistic.GwetAc2Quadratic, ac2);
    }

    [Fact]
    public void Gwets_example_of_ten_units()
    {
        // Eight times yes and yes, once no and no, once yes and no.
        var table = FromRows([[1, 0], [1, 8]]);

        Expect(table, AgreementStatistic.GwetAc1, 0.8658, 5e-5);
        Expect(table, AgreementStatistic.FleissKappa, 0.6078, 5e-5); // Scott's pi, which Fleiss' kappa is for two coders
    }

    [Fact]
    public void Fleiss_kappa_of_ten_subjects_and_fourteen_raters()
    {
        // Wikipedia, Fleiss' kappa.
        int[][] counts =
        [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ];
        var table = new AgreementTable([1, 2, 3, 4, 5], 14);
        foreach (var unit in counts)
        {
            table.Add([.. unit.SelectMany((count, level) => Enumerable.Repeat((int?)(level + 1), count))]);
        }

        Expect(table, AgreementStatistic.FleissKappa, 0.20993070442195522);
        Expect(table, AgreementStatistic.PercentAgreement, 0.378021978021978);
    }

    /// <summary>The same and further vectors from a file beside the repository, where there is one.</summary>
    [Fact]
    public void Vectors_beside_the_repository()
    {
        if (FindVectors() is not { } path)
        {
            return;
        }

        using var vectors = JsonDocument.Parse(File.ReadAllText(path));
        var compared = 0;
        foreach (var vector in vectors.RootElement.EnumerateArray())
        {
            var expected = vector.GetProperty("expected");
            if (vector.TryGetProperty("table", out var rows))
            {
                var table = FromRows(rows.EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetInt32()).ToArray()).ToArray());
                foreach (var (name, statistic) in new[]
                {
                    ("kappa", AgreementStatistic.CohenKappa), ("kw_linear", AgreementStatistic.CohenKappaLinear),
                    ("kw_quadratic", AgreementStatistic.CohenKappaQuadratic), ("ac1", AgreementStatistic.GwetAc1),
                    ("ac2_quadratic", AgreementStatistic.GwetAc2Quadratic), ("alpha_nominal", AgreementStatistic.AlphaNominal),
                    ("scott_pi", AgreementStatistic.FleissKappa),
                })
                {
                    if (expected.TryGetProperty(name, out var value))
                    {
                        Expect(table, statistic, value.GetDouble(), 1e-12);
                        compared++;
                    }
                }
            }
        }

        compared.Should().BeGreaterThan(0);
    }

    private static AgreementTable FromRows(int[][] rows)
    {
        var counts = new int[rows.Length, rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows.Length; j++)
            {
                counts[i, j] = rows[i][j];
            }
        }

        return AgreementTable.FromCounts([.. Enumerable.Range(1, rows.Length)], counts);
    }

    private static string? FindVectors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "irr_vectors.json");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
