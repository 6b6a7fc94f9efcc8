using System.Globalization;
using Microsoft.Extensions.Localization;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Home;

namespace TraumaCapacity.Web.Features.Coding;

/// <summary>Interviews to go on coding, and to begin.</summary>
internal sealed class CodingTasks(CodingService coding, Terms terms, IStringLocalizer<CodingTasks> texts) : IHomeTasks
{
    private const int Most = 6;

    public int Order => 40;

    public async Task<IReadOnlyList<HomeTask>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.IsAny(Role.Evaluator, Role.LeadEvaluator))
            return [];
        var queue = await coding.QueueAsync(actor, cancellationToken);
        return
        [
            .. queue.Where(r => r.Progress is CodingProgress.Started or CodingProgress.NotStarted).Take(Most).Select(row =>
            {
                var number = row.Number.ToString("00", CultureInfo.InvariantCulture);
                var begun = row.Progress == CodingProgress.Started;
                return new HomeTask(
                    begun ? texts["Resume", number] : texts["Begin", number],
                    Detail(row, begun),
                    $"/coding/{row.Interview}",
                    texts[begun ? "ResumeAction" : "BeginAction"],
                    First: begun,
                    Progress: begun && row.Turns > 0 ? (double)row.TurnsRead / row.Turns : null,
                    Tag: terms.Title(row.Language));
            }),
        ];
    }

    private string Detail(CodingQueueRow row, bool begun)
    {
        var words = new List<string> { row.Organization };
        words.Add(begun ? texts["Read", row.TurnsRead, row.Turns] : texts["Words", Formats.Number(row.Words)]);
        if (row.ToRate > 0)
            words.Add(texts["ToRate", row.ToRate]);
        if (row.FlaggedPassages > 0)
            words.Add(texts[row.FlaggedPassages == 1 ? "FlagOne" : "Flags", row.FlaggedPassages]);
        return string.Join(" · ", words);
    }
}
