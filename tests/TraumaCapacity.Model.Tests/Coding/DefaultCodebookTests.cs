using TraumaCapacity.Model.Coding;

namespace TraumaCapacity.Model.Tests.Coding;

public sealed class DefaultCodebookTests
{
    private readonly CodebookVersion book = DefaultCodebook.Create();

    [Fact]
    public void It_has_the_twelve_cells_in_order_and_plan_barrier_and_context()
    {
        book.Codes.Where(c => c.Kind == CodeKind.Cell).OrderBy(c => c.SortOrder).Select(c => c.Cell!.Value).Should().Equal(CapacityCell.All);
        book.Codes.Where(c => c.Cell is null).Select(c => c.Key).Should().Equal("PLAN", "BARRIER", "CONTEXT");
        book.Codes.Select(c => c.Key).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Every_cell_has_themes()
    {
        foreach (var cell in CapacityCell.All)
            book.Codes.Count(c => c.Kind == CodeKind.Theme && c.Cell == cell).Should().BeGreaterThanOrEqualTo(2, cell.Code);
    }

    [Fact]
    public void Every_code_says_everything_in_both_languages()
    {
        foreach (var code in book.Codes)
        {
            string[] texts = code.Kind == CodeKind.Theme
                ? [code.LabelEn, code.LabelFr, code.DefinitionEn, code.DefinitionFr]
                : [code.LabelEn, code.LabelFr, code.DefinitionEn, code.DefinitionFr, code.IncludeEn, code.IncludeFr, code.ExcludeEn, code.ExcludeFr, code.ExampleEn, code.ExampleFr];
            texts.Should().NotContain(t => string.IsNullOrWhiteSpace(t), code.Key);
            code.Key.Length.Should().BeLessThanOrEqualTo(Code.KeyLength);
            new[] { code.LabelEn, code.LabelFr }.Should().OnlyContain(l => l.Length <= Code.LabelLength);
            if (code.Kind != CodeKind.Theme)
                code.DefinitionFr.Should().NotBe(code.DefinitionEn);
        }
    }

    [Fact]
    public void Every_point_of_the_scale_has_its_anchor_in_both_languages()
    {
        ChangeScaleText.Anchors.Where(a => a.Value is not null).Select(a => a.Value!.Value).Should().BeEquivalentTo(ChangeScale.Points);
        ChangeScaleText.Of(null).Label.Fr.Should().Be("Preuve insuffisante");
        foreach (var anchor in ChangeScaleText.Anchors)
            new[] { anchor.Label.En, anchor.Label.Fr, anchor.Anchor.En, anchor.Anchor.Fr, anchor.Short.En, anchor.Short.Fr }.Should().NotContain("");
    }
}
