using System.Globalization;
using TraumaCapacity.Application.Training;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Web.Features.Training;

/// <summary>What is typed about a cohort to open.</summary>
internal sealed class CohortForm
{
    public string ProgramId { get; set; } = "";

    public string CurriculumId { get; set; } = "";

    public string Code { get; set; } = "";

    public DeliveryMode Mode { get; set; }

    public ContentLanguage Language { get; set; }

    public string Location { get; set; } = "";

    public int? Capacity { get; set; } = 12;

    public List<Day> Days { get; } = [];

    /// <summary>The request, or <c>null</c> while a required field is empty.</summary>
    public OpenCohort? Request =>
        Guid.TryParse(ProgramId, out var program) && Capacity is { } capacity && Days.TrueForAll(d => d is { Date: not null, Hours: not null })
            ? new OpenCohort(
                TrainingProgramId.From(program),
                Code,
                Days.ConvertAll(d => new PlannedDay(d.Date!.Value, d.Hours!.Value)),
                capacity,
                Mode,
                Language,
                Location,
                Guid.TryParse(CurriculumId, out var curriculum) ? Model.Training.CurriculumId.From(curriculum) : null)
            : null;

    /// <summary>Adds the day after the last one, as long as that one; the weekend is skipped.</summary>
    public void AddDay(DateOnly today)
    {
        var last = Days.LastOrDefault();
        var next = (last?.Date ?? today).AddDays(1);
        while (next.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            next = next.AddDays(1);
        Days.Add(new Day { Date = next, Hours = last?.Hours ?? 6 });
    }

    /// <summary>The days as JSON-safe text, for the draft: <c>2026-04-15=6;2026-04-16=6</c>.</summary>
    public string DaysText
    {
        get => string.Join(';', Days.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Date:yyyy-MM-dd}={d.Hours}")));
        set
        {
            Days.Clear();
            foreach (var part in (value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                var at = part.IndexOf('=', StringComparison.Ordinal);
                if (at < 0 || Days.Count == TrainingCohort.MaximumDays)
                    continue;
                Days.Add(new Day
                {
                    Date = DateOnly.TryParseExact(part[..at], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
                    Hours = decimal.TryParse(part[(at + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) ? hours : null,
                });
            }
        }
    }

    /// <summary>One day as it is typed.</summary>
    internal sealed class Day
    {
        public DateOnly? Date { get; set; }

        public decimal? Hours { get; set; }
    }
}
