using System.Security.Claims;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Synthesis;
using TraumaCapacity.Web.Components.Layout;
using TraumaCapacity.Web.Components.Shared;

namespace TraumaCapacity.Web.Tests.Components;

/// <summary>What the frame shows to whom, and the small rules of the shared parts.</summary>
public sealed class FrameTests
{
    [Theory]
    [InlineData(Role.Funder, "home releases")]
    [InlineData(Role.Administrator, "home organizations training interventions administration audit")]
    [InlineData(Role.DataCustodian, "home organizations training interventions interviews dashboards releases audit")]
    [InlineData(Role.Coordinator, "home organizations training interventions releases")]
    [InlineData(Role.Evaluator, "home organizations training interventions interviews coding dashboards releases")]
    public void A_role_sees_only_its_areas(Role role, string areas) =>
        string.Join(' ', Area.For(Person(role)).Select(a => a.Key)).Should().Be(areas);

    [Fact]
    public void Somebody_without_a_role_sees_home_only() => Area.For(Person()).Select(a => a.Key).Should().Equal("home");

    [Theory]
    [InlineData("/", "home")]
    [InlineData("/coding/0193", "coding")]
    [InlineData("/codebook", "coding")]
    [InlineData("/people/7", "organizations")]
    [InlineData("/admin/audit", "audit")]
    [InlineData("/admin/users/7", "administration")]
    [InlineData("/codings", null)]
    public void A_page_belongs_to_one_area_at_most(string path, string? area) =>
        Area.All.Where(a => a.Holds(path)).Select(a => a.Key).Should().BeEquivalentTo(area is null ? [] : new[] { area });

    [Theory]
    [InlineData("/coding/1", true)]
    [InlineData("/interventions/groups/1/sessions/new", true)]
    [InlineData("/interviews", true)]
    [InlineData("/training", false)]
    [InlineData("/", false)]
    public void Evidence_and_sessions_can_be_left_quickly(string path, bool sensitive) => Area.IsSensitive(path).Should().Be(sensitive);

    [Fact]
    public void Every_area_and_every_known_name_has_a_drawing()
    {
        Area.All.Select(a => a.Key).Should().BeSubsetOf(IconDrawings.Names);
        FluentActions.Invoking(() => IconDrawings.Of("no such thing")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void No_two_ratings_look_alike()
    {
        var looks = new[]
        {
            RatingMarks.Class(-2, SynthesisStatus.Rated, mixed: false), RatingMarks.Class(-1, SynthesisStatus.Rated, mixed: false),
            RatingMarks.Class(0, SynthesisStatus.Rated, mixed: false), RatingMarks.Class(1, SynthesisStatus.Rated, mixed: false),
            RatingMarks.Class(2, SynthesisStatus.Rated, mixed: false), RatingMarks.Class(0, SynthesisStatus.Rated, mixed: true),
            RatingMarks.Class(null, SynthesisStatus.InsufficientEvidence, mixed: false), RatingMarks.Class(null, SynthesisStatus.NotDiscussed, mixed: false),
        };

        looks.Should().OnlyHaveUniqueItems();
        new[] { -2, -1, 0, 1, 2 }.Select(RatingMarks.Glyph).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void An_error_stands_beside_the_input_that_the_refusal_names()
    {
        var errors = new FieldErrors();
        errors.Add(FieldErrors.IdOf("StartsOn"), "Too early.");
        errors.Add(null, "Nothing was saved.");

        errors["starts-on"].Should().Be("Too early.");
        errors["ends-on"].Should().BeNull();
        errors.All.Should().HaveCount(2);
    }

    private static ClaimsPrincipal Person(params Role[] roles) =>
        new(new ClaimsIdentity(roles.Select(r => new Claim(ClaimTypes.Role, r.ToString())), "test"));
}
