using TraumaCapacity.Model.Coding;

namespace TraumaCapacity.Model.Tests.Coding;

public class RatingVocabularyTests
{
    [Theory]
    [Trait("Rule", "INV-26")]
    [InlineData(RatingBasis.Inferred, false)]
    [InlineData(RatingBasis.GeneralStatement, false)]
    [InlineData(RatingBasis.ConcreteExample, true)]
    [InlineData(RatingBasis.Documented, true)]
    public void Only_an_example_or_a_document_is_concrete(RatingBasis basis, bool concrete) =>
        basis.IsConcrete().Should().Be(concrete);

    [Fact]
    public void The_scale_has_five_points_and_only_its_ends_are_clear()
    {
        Enumerable.Range(-10, 21).Where(ChangeScale.IsPoint).Should().Equal(ChangeScale.Points);
        ChangeScale.Points.Where(ChangeScale.IsClear).Should().Equal(-2, 2);
        FluentActions.Invoking(() => ChangeScale.Require(3)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
