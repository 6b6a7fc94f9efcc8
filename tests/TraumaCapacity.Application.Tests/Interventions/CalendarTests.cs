using System.Text;
using TraumaCapacity.Application.Data.Exports;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;

namespace TraumaCapacity.Application.Tests.Interventions;

/// <summary>The calendar, and the file that calendar programs take in.</summary>
public sealed class CalendarTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private static readonly DateOnly From = new(2026, 2, 1);
    private static readonly DateOnly To = new(2026, 6, 30);

    private readonly CalendarService calendar = new(test.Database);
    private readonly SessionService sessions = new(test.Database, test.Clock);
    private readonly Actor coordinator = TestDatabase.Someone(Role.Coordinator);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_stand_on_their_days_held_cancelled_moved_or_expected()
    {
        var place = await APlace.MakeAsync(test);
        await LogAsync(place, place.ARecord(1));
        await LogAsync(place, place.ARecord(2) with { Status = SessionStatus.Cancelled });
        await LogAsync(place, place.ARecord(3) with { Status = SessionStatus.Rescheduled, RescheduledTo = new DateOnly(2026, 5, 5) });
        var entries = (await calendar.ListAsync(TestDatabase.CoordinatorOf(place.Organization), From, To, Token)).Where(e => e.GroupId == place.Group).ToList();
        entries.Select(e => (e.Kind, e.Number, e.On)).Should().BeEquivalentTo(
        [
            (CalendarEntryKind.Held, 1, new DateOnly(2026, 2, 10)),
            (CalendarEntryKind.Cancelled, 2, new DateOnly(2026, 2, 17)),
            (CalendarEntryKind.MovedAway, 3, new DateOnly(2026, 2, 24)),
            (CalendarEntryKind.Moved, 3, new DateOnly(2026, 5, 5)),
            (CalendarEntryKind.Expected, 4, new DateOnly(2026, 3, 3)),
            (CalendarEntryKind.Expected, 5, new DateOnly(2026, 3, 10)),
            (CalendarEntryKind.Expected, 6, new DateOnly(2026, 3, 17)),
            (CalendarEntryKind.Expected, 7, new DateOnly(2026, 3, 24)),
            (CalendarEntryKind.Expected, 8, new DateOnly(2026, 3, 31)),
        ]);
        entries.Should().OnlyContain(e => e.TopicEn != null && e.Place != null);
    }

    [Fact]
    public async Task A_coordinator_sees_their_own_groups_and_the_days_of_training()
    {
        var (own, other) = (await APlace.MakeAsync(test), await APlace.MakeAsync(test));
        var entries = await calendar.ListAsync(TestDatabase.CoordinatorOf(own.Organization), new DateOnly(2025, 4, 1), To, Token);
        entries.Where(e => e.GroupId is not null).Select(e => e.GroupId).Distinct().Should().Equal(own.Group);
        entries.Should().Contain(e => e.Kind == CalendarEntryKind.Training && e.On == new DateOnly(2025, 5, 1));
        (await calendar.ListAsync(coordinator, From, To, Token)).Should().Contain(e => e.GroupId == other.Group);
    }

    [Fact]
    public async Task A_file_that_leaves_is_recorded()
    {
        await calendar.ExportAsync(coordinator, From, To, Token);
        (await test.RunAsOwnerAsync($"select count(*) from audit.audit_event where action = 'EXPORT' and entity = 'calendar' and user_id = '{coordinator.UserId}'")).Should().Be(1L);
    }

    [Fact]
    public void The_file_is_what_the_standard_says_and_gives_back_what_went_in()
    {
        CalendarFileEvent[] events =
        [
            new("one-1", new DateOnly(2026, 2, 28), "Tuesday group, session 1 of 8", "Arriving; and what\nmakes \\ a group, safe", "Lantern Creek", false),
            new("one-2", new DateOnly(2026, 12, 31), string.Concat(Enumerable.Repeat("Séance très longue à l’érablière 🍁, ", 9)), null, null, true),
        ];
        var file = CalendarFile.Write("Séances, et formation", "fr", events, new DateTimeOffset(2026, 4, 15, 8, 5, 9, TimeSpan.FromHours(-4)));

        var calendar = CalendarFileReader.Read(file);

        calendar.Properties["VERSION"].Should().Be("2.0");
        calendar.Properties["METHOD"].Should().Be("PUBLISH");
        calendar.Properties["X-WR-CALNAME"].Should().Be("Séances, et formation");
        calendar.Events.Should().HaveCount(2);
        calendar.Events.Select(e => e["UID"]).Should().Equal("one-1@traumacapacity", "one-2@traumacapacity");
        calendar.Events.Should().OnlyContain(e => e["DTSTAMP"] == "20260415T120509Z");
        calendar.Events.Select(e => (e["DTSTART"], e["DTEND"])).Should().Equal(("20260228", "20260301"), ("20261231", "20270101"));
        calendar.Events.Select(e => e["SUMMARY"]).Should().Equal(events[0].Summary, events[1].Summary);
        calendar.Events[0]["DESCRIPTION"].Should().Be(events[0].Description);
        calendar.Events.Select(e => e["STATUS"]).Should().Equal("CONFIRMED", "CANCELLED");
        calendar.Events[1].Should().NotContainKey("LOCATION");
    }

    [Fact]
    public void Any_text_survives_the_file()
    {
        var random = new Random(5545);
        string[] parts = ["a", ",", ";", "\\", "\n", "é", "漢", "🍁", ":", "\"", " ", "n", "\\n"];
        for (var round = 0; round < 300; round++)
        {
            var text = "x" + string.Concat(Enumerable.Range(0, random.Next(0, 120)).Select(_ => parts[random.Next(parts.Length)])) + "x";
            var read = CalendarFileReader.Read(CalendarFile.Write("x", "en", [new CalendarFileEvent("k", From, text, null, null, false)], DateTimeOffset.UnixEpoch));
            read.Events.Single()["SUMMARY"].Should().Be(text);
        }
    }

    private async Task LogAsync(APlace place, SessionRecord record) =>
        (await sessions.LogAsync(coordinator, new LogSession { GroupId = place.Group, Record = record }, Token)).Succeeded.Should().BeTrue();
}

/// <summary>Reads what <see cref="CalendarFile"/> writes as strictly as RFC 5545 allows: any fault is an exception.</summary>
internal sealed class CalendarFileReader
{
    private CalendarFileReader()
    {
    }

    public Dictionary<string, string> Properties { get; } = [];

    public List<Dictionary<string, string>> Events { get; } = [];

    public static CalendarFileReader Read(byte[] file)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file);
        if (!text.EndsWith("\r\n", StringComparison.Ordinal) || text.Replace("\r\n", "", StringComparison.Ordinal).IndexOfAny(['\r', '\n']) >= 0)
            throw new FormatException("Lines end with CR LF, all of them.");
        var physical = text[..^2].Split("\r\n");
        foreach (var line in physical)
        {
            if (Encoding.UTF8.GetByteCount(line) > 75)
                throw new FormatException("A line is longer than 75 octets.");
            if (line.Any(c => char.IsControl(c) && c != '\t'))
                throw new FormatException("A control character.");
        }

        var lines = new List<string>();
        foreach (var line in physical)
        {
            if (line.StartsWith(' '))
                lines[^1] += line[1..];
            else
                lines.Add(line);
        }

        if (lines[0] != "BEGIN:VCALENDAR" || lines[^1] != "END:VCALENDAR")
            throw new FormatException("Not a calendar.");
        var calendar = new CalendarFileReader();
        var current = calendar.Properties;
        foreach (var line in lines[1..^1])
        {
            switch (line)
            {
                case "BEGIN:VEVENT" when current == calendar.Properties:
                    current = [];
                    continue;
                case "END:VEVENT" when current != calendar.Properties:
                    foreach (var needed in new[] { "UID", "DTSTAMP", "DTSTART" })
                        _ = current[needed];
                    calendar.Events.Add(current);
                    current = calendar.Properties;
                    continue;
                default:
                    var (name, value) = Property(line);
                    current.Add(name, value);
                    continue;
            }
        }

        if (current != calendar.Properties)
            throw new FormatException("An event is left open.");
        _ = calendar.Properties["PRODID"];
        return calendar;
    }

    private static (string Name, string Value) Property(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var head = line[..colon].Split(';');
        if (head[0].Length == 0 || head[0].Any(c => !char.IsAsciiLetterUpper(c) && c != '-'))
            throw new FormatException($"Not a property: {line}");
        var value = line[(colon + 1)..];
        if (head.Contains("VALUE=DATE") && !DateOnly.TryParseExact(value, "yyyyMMdd", out _))
            throw new FormatException($"Not a date: {value}");
        return (head[0], head[0] is "SUMMARY" or "DESCRIPTION" or "LOCATION" or "X-WR-CALNAME" ? Unescape(value) : value);
    }

    private static string Unescape(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is ',' or ';')
                throw new FormatException("A comma or semicolon without its escape.");
            if (value[i] != '\\')
            {
                text.Append(value[i]);
                continue;
            }

            i++;
            text.Append(value[i] switch
            {
                'n' or 'N' => '\n',
                '\\' or ',' or ';' => value[i],
                _ => throw new FormatException("An escape that there is not."),
            });
        }

        return text.ToString();
    }
}
