using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>The path of the data, step by step, each by the person whose work it is and in a browser of their own.</summary>
internal sealed partial class PathWalk(BrowserFixture browser, RunningApp app) : IAsyncDisposable
{
    private const string Away = "about:blank";

    private readonly Dictionary<Person, IPage> desks = [];
    private readonly Dictionary<Place, string> groups = [];
    private readonly HashSet<Person> signedIn = [];
    private readonly List<string> played = [];

    private string cohort = "";
    private IPage? last;

    public RawRows Rows { get; } = new(app.DataFolder);

    /// <summary>Addresses of the interviews, by the code of the organization.</summary>
    public Dictionary<string, string> Interviews { get; } = [];

    // ---------- Playing ----------

    /// <summary>Plays a step. Where it fails, pictures of all desks stay in artifacts/path, and it is said which step it was.</summary>
    public async Task PlayAsync(int number, (string Name, Func<Task> Play) step)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await step.Play();
        }
        catch (Exception failure)
        {
            foreach (var (person, page) in desks)
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Artifacts(), person.Key + ".png") });
            throw new InvalidOperationException($"The path ended at step {number.ToString(CultureInfo.InvariantCulture)}, {step.Name}.\n{app.Printed}", failure);
        }
        finally
        {
            Note(step.Name, began);
        }
    }

    /// <summary>Between two steps: every fourth time the application is killed as by a power cut and started again, and
    /// otherwise its database server. Whoever worked last still has the page open; the others have left theirs.</summary>
    public async Task InterruptAsync(int number)
    {
        foreach (var page in desks.Values.Where(p => p != last && p.Url != Away))
            await page.GotoAsync(Away);
        var began = Stopwatch.GetTimestamp();
        var whole = number % 4 == 1;
        await (whole ? app.KillAndStartAgainAsync() : app.KillDatabaseAsync());
        Note(whole ? "(killed)" : "(database killed)", began);
    }

    // ---------- Before the path ----------

    /// <summary>The printed link makes the administrator, who makes the others; each chooses a password by the link shown.</summary>
    public async Task MakeAccountsAsync()
    {
        // It is printed once the application answers.
        for (var i = 0; i < 100 && !PrintedLink().IsMatch(app.Printed); i++)
            await Task.Delay(100);
        var link = PrintedLink().Match(app.Printed).Value;
        link.Should().NotBeEmpty();
        var page = await NewDeskAsync(Person.Administrator);
        await page.OpenAsync(link);
        await page.Locator("#display-name").FillAsync(Person.Administrator.Name);
        await page.Locator("#email").FillAsync(Person.Administrator.Email);
        await page.Locator("#password").FillAsync(Person.Password);
        await page.ClickAsync("button[type=submit].big");
        await page.WaitForURLAsync("**/account/sign-in*");
        await page.SignInHereAsync(Person.Administrator.Email, Person.Password);
        await page.OpenAsync(app.Address + "/admin/users");
        foreach (var person in Person.All.Skip(1))
        {
            await Button(page, "New user").ClickAsync();
            await page.Locator("dialog #display-name").FillAsync(person.Name);
            await page.Locator("dialog #email").FillAsync(person.Email);
            await page.Locator("dialog[open] button[type=submit]").ClickAsync();
            var secret = (await page.Locator("dialog[open] .secret").InnerTextAsync()).Trim();
            await Button(page, "I have copied it").ClickAsync();
            await page.Locator("tr").Filter(new() { HasText = person.Email }).Locator("button.badge.add").ClickAsync();
            await page.Locator("dialog[open] #role").SelectOptionAsync(person.Role);
            await page.Locator("dialog[open] button[type=submit]").ClickAsync();
            await Expect(page.Locator("tr").Filter(new() { HasText = person.Email }).Locator(".badge:not(.add)")).ToHaveCountAsync(1);

            var own = await NewDeskAsync(person);
            await own.OpenAsync(secret);
            await own.Locator("#password").FillAsync(Person.Password);
            await own.ClickAsync("button[type=submit].big");
            await own.WaitForURLAsync("**/account/sign-in*");
        }
    }

    // ---------- Desks ----------

    /// <summary>A person's page at an address. They sign in once, on the way there, and stay signed in through a restart.</summary>
    public async Task<IPage> AtAsync(Person person, string address)
    {
        var page = last = desks[person];
        await page.OpenAsync(app.Address + address);
        if (signedIn.Add(person))
            await page.SignInHereAsync(person.Email, Person.Password);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var page in desks.Values)
            await page.Context.DisposeAsync();
    }

    internal static FilePayload File(string name, byte[] content) => new() { Name = name, MimeType = "application/octet-stream", Buffer = content };

    internal static ILocator Button(IPage page, string name, bool exact = true) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    [GeneratedRegex("http\\S+/account/first-administrator\\?token=\\S+")]
    private static partial Regex PrintedLink();

    [GeneratedRegex("([\\d,]+) words in")]
    private static partial Regex WordsRead();

    private static string Artifacts() => Directory.CreateDirectory(Path.Combine(RunningApp.Repository(), "artifacts", "path")).FullName;

    // How long each step took, for whoever has to keep the walk short.
    private void Note(string step, long began)
    {
        played.Add(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(began).TotalSeconds,6:0.0} s  {step}"));
        System.IO.File.WriteAllLines(Path.Combine(Artifacts(), "steps.txt"), played);
    }

    private Regex Address(string before, string after) =>
        new("^" + Regex.Escape(app.Address + before) + "[0-9a-f-]{36}" + Regex.Escape(after) + "$");

    private async Task<IPage> NewDeskAsync(Person person) => desks[person] = await (await browser.OpenAsync()).NewPageAsync();
}
