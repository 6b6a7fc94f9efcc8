using TraumaCapacity.Model;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Application.Imports;

/// <summary>A cell that breaks a rule.</summary>
/// <param name="Line">As an editor or a spreadsheet counts it, from 1.</param>
/// <param name="Field">What the cell says.</param>
/// <param name="Column">Its heading in the file; empty where the file has no such column.</param>
/// <param name="Value">What stands there. Shown to the person whose file it is, and kept nowhere.</param>
/// <param name="Refusal">The rule.</param>
/// <param name="Suggestion">The known word that was probably meant: a code, or a member of an enumeration.</param>
public sealed record ImportError(int Line, ImportField Field, string Column, string Value, Refusal Refusal, object? Suggestion = null);

/// <summary>What a file would do, or did.</summary>
/// <param name="Stored">Whether it was stored; a check stores nothing.</param>
/// <param name="Rows">Rows read, without the heading and empty lines.</param>
/// <param name="Created">Rows that make something new.</param>
/// <param name="Changed">Rows that change what is stored.</param>
/// <param name="Unchanged">Rows that say what is stored already.</param>
/// <param name="New">What is made, counted.</param>
/// <param name="Errors">The first 200 errors, by line.</param>
/// <param name="ErrorCount">All errors. With one or more, nothing is stored, and the counts above tell only what was read.</param>
/// <param name="Encoding">How the text was read; <c>null</c> for a workbook.</param>
public sealed record ImportReport(
    bool Stored,
    int Rows,
    int Created,
    int Changed,
    int Unchanged,
    IReadOnlyDictionary<ImportedThing, int> New,
    IReadOnlyList<ImportError> Errors,
    int ErrorCount,
    string? Encoding);

/// <summary>How far a check or an import is.</summary>
public enum ImportPhase
{
    Reading,
    Checking,
    Storing,
}

/// <summary>How far a check or an import is.</summary>
/// <param name="Rows">Read so far.</param>
/// <param name="Share">Of the file, 0 to 1.</param>
public readonly record struct ImportProgress(ImportPhase Phase, int Rows, double Share);

/// <summary>One import on its page.</summary>
/// <param name="Headings">The first line of the file.</param>
/// <param name="Matching">Which column holds what: as the person chose, as they chose for the same headings before, or as the headings say.</param>
/// <param name="Twice">Fields that two headings name, so that the person must choose.</param>
/// <param name="Missing">Fields that a file of this kind must have and this one has not.</param>
/// <param name="HasFile">Whether the file is still here.</param>
/// <param name="IsRemembered">Whether the matching comes from an earlier import.</param>
/// <param name="ByReader">Whether the reader handed it in.</param>
public sealed record ImportDetails(
    ImportId Id,
    ImportKind Kind,
    ImportState State,
    string FileName,
    long Size,
    string? Encoding,
    IReadOnlyList<string> Headings,
    IReadOnlyDictionary<ImportField, int> Matching,
    IReadOnlyList<ImportField> Twice,
    IReadOnlyList<ImportField> Missing,
    bool HasFile,
    bool IsRemembered,
    bool ByReader,
    int Rows,
    int Created,
    int Changed,
    int Unchanged,
    DateTimeOffset UploadedAt,
    DateTimeOffset? ImportedAt,
    DateTimeOffset? UndoneAt);

/// <summary>One import in the history.</summary>
/// <param name="By">Who handed it in; <c>null</c> where their name is not for the reader.</param>
public sealed record ImportRow(
    ImportId Id,
    ImportKind Kind,
    ImportState State,
    string FileName,
    string Sha256,
    string? By,
    int Rows,
    int Created,
    int Changed,
    int Unchanged,
    DateTimeOffset UploadedAt,
    DateTimeOffset? ImportedAt,
    DateTimeOffset? UndoneAt);
