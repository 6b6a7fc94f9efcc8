using System.Reflection;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Tests.Data;

/// <summary>Notices an operation that changes what is stored and was not told what the person had been looking at.</summary>
public sealed class VersionComplianceTests
{
    private const string New = "It makes something new; a unique index decides between two who make the same.";
    private const string Reads = "It reads.";
    private const string Step = "It takes one step and types nothing over: whether it can be taken is asked of the row as it is now, under its lock or version.";
    private const string Own = "It is the person's own, and the last word is theirs.";

    // What carries no version, and why it needs none.
    private static readonly Dictionary<string, string> WithoutVersion = new(StringComparer.Ordinal)
    {
        ["AccountService.CreateAsync"] = New,
        ["AccountService.GrantAsync"] = New,
        ["AccountService.RevokeAsync"] = Step,
        ["AccountService.DisableAsync"] = Step,
        ["AccountService.RenewLinkAsync"] = New,
        ["AuditService.RecordDeniedAsync"] = New,
        ["ChecklistService.DefineAsync"] = "It adds a checklist and says the number of the one it was typed against; another since is told.",
        ["CodingService.KeepPlaceAsync"] = Own,
        ["CodingService.SetAsideAsync"] = Own,
        ["CodingService.ResumeAsync"] = Own,
        ["CohortService.OpenAsync"] = New,
        ["CohortService.EnrolAsync"] = New,
        ["CohortService.AdmitAsync"] = Step,
        ["CohortService.WithdrawAsync"] = Step,
        ["CohortService.RecordAttendanceAsync"] = "Each cell carries its own version and gets its own answer.",
        ["CohortService.CompleteAsync"] = Step,
        ["CohortService.ReopenAsync"] = Step,
        ["CohortService.CancelAsync"] = Step,
        ["CohortService.AssignTrainerAsync"] = New,
        ["CohortService.CertifyAsync"] = New,
        ["DashboardService.OrganizationAsync"] = Reads,
        ["DeidentificationService.MarkAsync"] = New,
        ["DeidentificationService.PrepareAsync"] = "It makes the text anew from the decisions, which carry versions.",
        ["DeidentificationService.FlagAsync"] = New,
        ["DeidentificationService.UnflagAsync"] = Step,
        ["DeidentificationService.SubmitAsync"] = Step,
        ["DeidentificationService.SendBackAsync"] = Step,
        ["DeidentificationService.ReleaseAsync"] = Step,
        ["DraftService.KeepAsync"] = Own,
        ["DraftService.ForgetAsync"] = Own,
        ["GroupService.OpenAsync"] = New,
        ["ImportService.CheckAsync"] = Reads,
        ["ImportService.ImportAsync"] = "A file is the last word on what it names: it is read against the rows as they are now, under their locks, and can be undone.",
        ["ImportService.UndoAsync"] = Step,
        ["ImportService.UploadAsync"] = New,
        ["ImportService.WriteReportAsync"] = Reads,
        ["InterviewService.OpenWaveAsync"] = New,
        ["InterviewService.ScheduleAsync"] = New,
        ["InterviewService.RecordConsentAsync"] = New,
        ["InterviewService.WithdrawConsentAsync"] = Step,
        ["OrganizationService.AddSiteAsync"] = New,
        ["OrganizationService.RegisterAsync"] = New,
        ["PersonMergeService.PreviewAsync"] = Reads,
        ["PersonService.RegisterAsync"] = New,
        ["PersonService.AffiliateAsync"] = New,
        ["PersonService.EndAffiliationAsync"] = Step,
        ["PublishedReleaseService.FindAsync"] = Reads,
        ["PublishedReleaseService.ExportAsync"] = Reads,
        ["ReconcileService.OpenAsync"] = "The first time it makes what everybody then works on; a unique index decides between two.",
        ["ReleaseService.PrepareAsync"] = New,
        ["ReleaseService.CheckAsync"] = Reads,
        ["SynthesisService.OfInterviewAsync"] = Reads,
        ["SynthesisService.SignSuggestionsAsync"] = "It signs what nobody decided otherwise, as the rules suggest it now, and takes nobody's words away.",
        ["TrainingProgramService.DefineAsync"] = New,
        ["TrainingProgramService.DefineCurriculumAsync"] = New,
        ["TranscriptService.PreviewAsync"] = Reads,
        ["TranscriptService.PreviewPastedAsync"] = Reads,
        ["TranscriptService.StoreAsync"] = "A file is stored in place of another before anybody decides on the new one; the interview's version holds it.",
    };

    [Fact]
    public void Whatever_changes_what_is_stored_says_which_version_it_was_typed_against_or_why_it_needs_none()
    {
        var silent = Operations().Where(o => !o.HasVersion && !WithoutVersion.ContainsKey(o.Name)).Select(o => o.Name);

        silent.Should().BeEmpty("an operation either takes the version that the person was looking at, or says here why it needs none");
    }

    [Fact]
    public void The_list_of_those_without_a_version_names_operations_that_exist_and_have_none()
    {
        var without = Operations().Where(o => !o.HasVersion).Select(o => o.Name).ToHashSet(StringComparer.Ordinal);

        WithoutVersion.Keys.Where(name => !without.Contains(name)).Should().BeEmpty();
    }

    [Fact]
    public void The_edits_that_are_typed_into_forms_carry_a_version()
    {
        Operations().Where(o => o.HasVersion).Select(o => o.Name).Should().Contain(
        [
            "CertificationService.RevokeAsync", "CodingService.SetMemoAsync", "DeidentificationService.AssignSpeakerAsync", "DeidentificationService.DismissAsync",
            "DeidentificationService.ReplaceAsync", "GroupService.CloseAsync", "SessionService.LogAsync", "GroupService.ReviseAsync",
            "InterviewService.AssignCodersAsync", "OrganizationService.ReviseAsync", "PersonService.ReviseAsync", "ReconcileService.SettleAsync",
            "ReleaseService.ApproveAsync", "ReleaseService.WithdrawAsync", "SynthesisService.SignAsync",
        ]);
    }

    /// <summary>Public operations of the services on behalf of an actor that answer with a result, or with nothing.</summary>
    private static List<(string Name, bool HasVersion)> Operations() =>
    [
        .. typeof(TraumaDatabase).Assembly.GetExportedTypes()
            .Where(t => t.IsClass && t.Name.EndsWith("Service", StringComparison.Ordinal))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(Actor)) && (m.ReturnType == typeof(Task) || IsResult(m.ReturnType)))
            .Select(m => ($"{m.DeclaringType!.Name}.{m.Name}", m.GetParameters().Any(CarriesVersion)))
            .Distinct()
            .OrderBy(o => o.Item1, StringComparer.Ordinal),
    ];

    private static bool IsResult(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)
        && type.GenericTypeArguments[0] is { IsGenericType: true } answer && answer.GetGenericTypeDefinition() == typeof(Result<>);

    // A version or revision, or the identifier of what is replaced, by itself or in the request.
    private static bool CarriesVersion(ParameterInfo parameter) => parameter.Name is "version" or "revision" || HoldsVersion(parameter.ParameterType);

    private static bool HoldsVersion(Type request) =>
        request.Assembly == typeof(TraumaDatabase).Assembly
        && request.GetProperties().Any(p => p.Name is "Version" or "Revision" or "Replaces" || HoldsVersion(p.PropertyType));
}
