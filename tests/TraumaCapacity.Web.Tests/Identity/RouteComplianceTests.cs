using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Tests.Identity;

/// <summary>Every address of the program, held to the table of roles. A new page that forgets to say who may open it, or
/// opens to more roles than its area, fails here.</summary>
public sealed class RouteComplianceTests(TestHost host) : IClassFixture<TestHost>
{
    /// <summary>What may be opened without signing in; whoever adds to it should know why.</summary>
    private static readonly string[] Open =
    [
        "/health/live", "/health/ready", "/culture", "/theme", "/error", "/not-found", "/styles",
        "/account/sign-in", "/account/second-step", "/account/set-password", "/account/first-administrator", "/account/passkey/request-options",
    ];

    private static readonly Role[] Programme = [Role.Coordinator, Role.Evaluator, Role.LeadEvaluator, Role.DataCustodian, Role.Administrator];
    private static readonly Role[] Evidence = [Role.Evaluator, Role.LeadEvaluator, Role.DataCustodian];
    private static readonly Role[] Readers = [Role.Coordinator, Role.Evaluator, Role.LeadEvaluator, Role.DataCustodian, Role.Funder];

    /// <summary>The table of roles, by area: the longest start that fits an address decides who may open it at most.</summary>
    private static readonly (string Start, Role[] Roles)[] Table =
    [
        ("/", Enum.GetValues<Role>()),
        ("/account", Enum.GetValues<Role>()),
        ("/organizations", Programme),
        ("/people", Programme),
        ("/training", Programme),
        ("/interventions", Programme),
        ("/imports", [Role.Coordinator, Role.Administrator]),
        ("/interviews", Evidence),
        ("/coding", Evidence),
        ("/codebook", Evidence),
        ("/dashboards", Evidence),
        ("/releases", Readers),
        ("/releases/prepare", [Role.LeadEvaluator, Role.DataCustodian]),
        ("/admin", [Role.Administrator]),
        ("/admin/audit", [Role.Administrator, Role.DataCustodian]),
    ];

    private IEnumerable<RouteEndpoint> Endpoints =>
        host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => !IsFramework(e));

    [Fact]
    public void Every_address_asks_for_a_sign_in_or_is_meant_to_be_open()
    {
        foreach (var endpoint in Endpoints)
        {
            var address = Pattern(endpoint);
            var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            open.Should().Be(Open.Contains(address), "{0} {1} be open to everyone", address, Open.Contains(address) ? "is meant to" : "must not");
            if (!open)
                endpoint.Metadata.GetMetadata<IAuthorizeData>().Should().NotBeNull("{0} has to say who may open it", address);
        }
    }

    [Fact]
    public void No_address_is_open_to_a_role_that_its_area_is_not_for()
    {
        foreach (var endpoint in Endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            var address = Pattern(endpoint);
            var allowed = Table.Where(t => address == t.Start || address.StartsWith(t.Start.TrimEnd('/') + "/", StringComparison.Ordinal)).MaxBy(t => t.Start.Length).Roles;
            if (allowed is null || address == "/not-found")
                continue;
            Reach(endpoint).Should().BeSubsetOf(allowed, "{0} belongs to an area that is for these alone", address);
        }
    }

    [Fact]
    public void Every_page_outside_home_and_account_names_its_policy()
    {
        foreach (var endpoint in Endpoints.Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && e.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            var address = Pattern(endpoint);
            if (address == "/" || address.StartsWith("/account", StringComparison.Ordinal))
                continue;
            endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Should().Contain(a => a.Policy != null && Policies.Roles.ContainsKey(a.Policy), "{0} has to name one", address);
        }
    }

    [Fact]
    public async Task Without_a_sign_in_every_page_leads_to_the_sign_in_page_and_nothing_else()
    {
        using var visitor = host.Visitor();
        foreach (var address in Pages().Select(p => p.Address))
        {
            using var answer = await visitor.GetAsync(address);
            answer.StatusCode.Should().Be(HttpStatusCode.Redirect, "{0} is not for everyone", address);
            answer.Headers.Location!.ToString().Should().Contain("/account/sign-in?returnUrl=");
        }
    }

    [Theory]
    [InlineData("coordinator@demo.example", Role.Coordinator)]
    [InlineData("evaluator@demo.example", Role.Evaluator)]
    [InlineData("lead@demo.example", Role.LeadEvaluator)]
    [InlineData("custodian@demo.example", Role.DataCustodian)]
    [InlineData("funder@demo.example", Role.Funder)]
    [InlineData("admin@demo.example", Role.Administrator)]
    public async Task A_role_finds_the_pages_of_its_areas_and_no_others(string email, Role role)
    {
        using var browser = await host.SignedInAsync(email);
        foreach (var (address, endpoint) in Pages())
        {
            using var answer = await browser.GetAsync(address);
            if (!Reach(endpoint).Contains(role))
                answer.StatusCode.Should().Be(HttpStatusCode.NotFound, "{0} does not exist for a {1}", address, role);
            else if (!address.Contains(Guid.Empty.ToString(), StringComparison.Ordinal) && !address.EndsWith("/1", StringComparison.Ordinal))
                answer.StatusCode.Should().Be(HttpStatusCode.OK, "{0} is a page for a {1}", address, role);
        }
    }

    [Fact]
    public async Task An_account_without_a_role_finds_home_and_its_account_alone()
    {
        using var browser = await host.SignedInAsync("coordinator.lc@demo.example");
        foreach (var (address, _) in Pages().Where(p => p.Address != "/" && !p.Address.StartsWith("/account", StringComparison.Ordinal)))
        {
            using var answer = await browser.GetAsync(address);
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound, "{0} needs a role", address);
        }
    }

    [Fact]
    public async Task Asking_for_a_page_that_is_not_ones_own_is_recorded()
    {
        using var browser = await host.SignedInAsync("evaluator2@demo.example");

        using var answer = await browser.GetAsync("/admin/users");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).Should().NotContain("/admin/users\"", "the page that says so names no area that is not theirs");
        (await host.RunAsOwnerAsync(
            "select count(*) from audit.audit_event e join account.user_account u on u.id = e.user_id where e.action = 'DENIED' and e.entity_id = '/admin/users' and u.email = 'evaluator2@demo.example'"))
            .Should().Be(1L);
    }

    [Fact]
    public async Task What_does_not_exist_and_what_is_not_ones_own_look_the_same()
    {
        using var browser = await host.SignedInAsync("funder@demo.example");

        using var foreign = await browser.GetAsync("/admin/users");
        using var nothing = await browser.GetAsync("/there/is/no/such/page");

        nothing.StatusCode.Should().Be(foreign.StatusCode);
        Words(await nothing.Content.ReadAsStringAsync()).Should().Be(Words(await foreign.Content.ReadAsStringAsync()));
    }

    private static bool IsFramework(RouteEndpoint endpoint)
    {
        var address = Pattern(endpoint);
        return address.StartsWith("/_", StringComparison.Ordinal)
            || endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor")
            || endpoint.RoutePattern.Parameters.Any(p => p.IsCatchAll);
    }

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private static HashSet<Role> Reach(RouteEndpoint endpoint)
    {
        var reach = Enum.GetValues<Role>().ToHashSet();
        foreach (var policy in endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).OfType<string>())
            reach.IntersectWith(Policies.Roles[policy]);
        return reach;
    }

    /// <summary>The text of a page without what differs from answer to answer.</summary>
    private static string Words(string html) =>
        System.Text.RegularExpressions.Regex.Replace(html, "<!--.*?-->|nonce=\"[^\"]*\"|value=\"[^\"]*\"|returnUrl=[^\"]*|href=\"[^\"]*#main\"", "", System.Text.RegularExpressions.RegexOptions.Singleline, TimeSpan.FromSeconds(5));

    private List<(string Address, RouteEndpoint Endpoint)> Pages() =>
        [.. Endpoints.Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && e.Metadata.GetMetadata<IAllowAnonymous>() is null).Select(e => (Fill(e.RoutePattern), e))];

    private static string Fill(RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(c => c.Content is "int" or "long") => "1",
            _ => Guid.Empty.ToString(),
        }))));
}
