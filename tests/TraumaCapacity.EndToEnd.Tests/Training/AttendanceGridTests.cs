using System.Globalization;
using Microsoft.Playwright;

namespace TraumaCapacity.EndToEnd.Tests.Training;

/// <summary>A coordinator opens a cohort, enrols people and enters hours with a spreadsheet's keys.</summary>
public sealed class AttendanceGridTests(DemoApp demo, BrowserFixture browser) : IClassFixture<DemoApp>
{
    [Fact]
    public async Task Hours_are_typed_pasted_filled_and_taken_back_and_a_wrong_cell_holds_up_no_other()
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        await page.SignInAsync(demo.App.Address, "coordinator@demo.example");
        var cohort = await OpenACohortAsync(page, people: 4);
        await page.OpenAsync(cohort + "?tab=attendance");

        await Cell(page, 0, 0).ClickAsync();
        await page.Keyboard.TypeAsync("6");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("5.5");
        await page.Keyboard.PressAsync("Tab");
        await SavedAsync(page);
        (await HoursAsync(page)).Should().Equal("6,,", "5.5,,", ",,", ",,");

        await Cell(page, 0, 1).ClickAsync();
        await PasteAsync(page, "6\t6\n8\t3\n1,25\tx\n");
        await SavedAsync(page);
        (await HoursAsync(page)).Should().Equal("6,6,6", "5.5,8,3", ",1.25,x", ",,");
        (await Cell(page, 1, 1).GetAttributeAsync("aria-invalid")).Should().Be("true", "the day has six hours");
        (await Cell(page, 2, 2).GetAttributeAsync("aria-invalid")).Should().Be("true", "it is no number");

        await page.OpenAsync(cohort + "?tab=attendance");
        (await HoursAsync(page)).Should().Equal(["6,6,6", "5.5,8,3", ",1.25,x", ",,"], "what was typed is not lost, valid or not");
        await Cell(page, 1, 1).ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await Cell(page, 2, 2).ClickAsync();
        await page.Keyboard.PressAsync("Delete");
        await SavedAsync(page);

        await Cell(page, 0, 0).ClickAsync();
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Keyboard.PressAsync("Control+d");
        await SavedAsync(page);
        (await HoursAsync(page)).Should().Equal("6,6,6", "6,,3", "6,1.25,", "6,,");
        await page.Keyboard.PressAsync("Control+z");
        await SavedAsync(page);

        await page.OpenAsync(cohort + "?tab=attendance");
        (await HoursAsync(page)).Should().Equal("6,6,6", "5.5,,3", ",1.25,", ",,");
    }

    [Fact]
    public async Task Two_people_in_one_cell_are_told_of_each_other()
    {
        await using var first = await browser.OpenAsync();
        await using var second = await browser.OpenAsync();
        var (mine, theirs) = (await first.NewPageAsync(), await second.NewPageAsync());
        await mine.SignInAsync(demo.App.Address, "coordinator@demo.example");
        await theirs.SignInAsync(demo.App.Address, "admin@demo.example");
        var cohort = await OpenACohortAsync(mine, people: 1);
        await mine.OpenAsync(cohort + "?tab=attendance");
        await theirs.OpenAsync(cohort + "?tab=attendance");

        await EnterAsync(theirs, "4");
        await EnterAsync(mine, "6");

        (await Cell(mine, 0, 0).GetAttributeAsync("aria-invalid")).Should().Be("true");
        (await Cell(mine, 0, 0).InnerTextAsync()).Should().StartWith("6").And.Contain("4", "both versions are shown");
        await EnterAsync(mine, "6");
        (await Cell(mine, 0, 0).GetAttributeAsync("aria-invalid")).Should().Be("false", "who saw the other's hours may replace them");
    }

    private static ILocator Cell(IPage page, int row, int day) => page.Locator("table.grid tbody tr").Nth(row).Locator("td.h").Nth(day);

    private static async Task EnterAsync(IPage page, string hours)
    {
        await Cell(page, 0, 0).ClickAsync();
        await page.Keyboard.TypeAsync(hours);
        await page.Keyboard.PressAsync("Enter");
        await SavedAsync(page);
        await Cell(page, 0, 0).ClickAsync();
    }

    private static async Task PasteAsync(IPage page, string text) => await page.EvaluateAsync(
        """
        text => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """,
        text);

    private static async Task SavedAsync(IPage page) => await page.WaitForFunctionAsync("() => !document.querySelector('td.saving')");

    private static async Task<string[]> HoursAsync(IPage page)
    {
        await SavedAsync(page);
        return await page.Locator("table.grid tbody tr").EvaluateAllAsync<string[]>(
            "rows => rows.map(row => [...row.querySelectorAll('td.h > span:first-child')].map(cell => cell.textContent).join(','))");
    }

    /// <summary>Opens a cohort of three days that are past, and enrols the first people offered.</summary>
    private async Task<string> OpenACohortAsync(IPage page, int people)
    {
        await page.OpenAsync(demo.App.Address + "/training/cohorts/new");
        await page.Locator("#code").FillAsync("Cohort " + Guid.NewGuid().ToString("N")[..8]);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var dates = page.Locator(".day-list input[type=date]");
        for (var i = 0; i < 3; i++)
        {
            if (i > 0)
                await page.Locator(".day-list + button").ClickAsync();
            await dates.Nth(i).FillAsync(today.AddDays(i - 5).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        await page.Locator("button[data-save]").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/training/cohorts/", StringComparison.Ordinal) && !url.EndsWith("/new", StringComparison.Ordinal), new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
        await page.SettledAsync();
        for (var i = 1; i <= people; i++)
        {
            await page.Locator(".found button").First.ClickAsync();
            await page.Locator("main section table.tb tbody tr").Nth(i - 1).WaitForAsync();
        }

        return page.Url;
    }
}
