using Microsoft.Extensions.Logging.Abstractions;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Web.Features.Home;

namespace TraumaCapacity.Web.Tests.Home;

/// <summary>The home page says what waits, and never nothing at all.</summary>
public sealed class HomeTaskListTests
{
    private static readonly Actor Somebody = new() { UserId = new UserId(Guid.CreateVersion7()), Roles = new HashSet<Role> { Role.Evaluator } };

    [Fact]
    public async Task Tasks_come_in_the_order_of_the_path_and_what_is_first_on_top()
    {
        var list = List(new Feature(20, Task("code")), new Feature(10, Task("log"), Task("resume", first: true)));

        var (tasks, incomplete) = await list.GatherAsync(Somebody, TestContext.Current.CancellationToken);

        tasks.Select(t => t.Title).Should().Equal("resume", "log", "code");
        incomplete.Should().BeFalse();
    }

    [Fact]
    public async Task A_feature_that_fails_leaves_the_others_standing()
    {
        var list = List(new Feature(1, fails: true), new Feature(2, Task("log")));

        var (tasks, incomplete) = await list.GatherAsync(Somebody, TestContext.Current.CancellationToken);

        tasks.Should().ContainSingle();
        incomplete.Should().BeTrue();
    }

    [Fact]
    public async Task Leaving_the_page_stops_the_gathering()
    {
        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        await FluentActions.Awaiting(() => List(new Feature(1, Task("log"))).GatherAsync(Somebody, left.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Evaluator)]
    [InlineData(Role.LeadEvaluator)]
    [InlineData(Role.DataCustodian)]
    [InlineData(Role.Funder)]
    [InlineData(Role.Administrator)]
    public void Every_role_is_told_what_to_do_first(Role role) =>
        FirstStep.For(Somebody with { Roles = new HashSet<Role> { role } }).Should().NotBeEmpty();

    [Fact]
    public void A_step_of_two_roles_is_told_once() =>
        FirstStep.For(Somebody with { Roles = new HashSet<Role> { Role.Administrator, Role.Coordinator } }).Should().OnlyHaveUniqueItems();

    private static HomeTask Task(string title, bool first = false) => new(title, "", "/", "Open", First: first);

    private static HomeTaskList List(params IHomeTasks[] features) => new(features, NullLogger<HomeTaskList>.Instance);

    private sealed class Feature(int order, params HomeTask[] tasks) : IHomeTasks
    {
        private readonly bool fails;

        public Feature(int order, bool fails)
            : this(order, []) => this.fails = fails;

        public int Order => order;

        public Task<IReadOnlyList<HomeTask>> FindAsync(Actor actor, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return fails
                ? throw new InvalidOperationException("A fault of this feature.")
                : System.Threading.Tasks.Task.FromResult<IReadOnlyList<HomeTask>>(tasks);
        }
    }
}
