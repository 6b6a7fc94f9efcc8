namespace TraumaCapacity.Web.Components.Shared;

/// <summary>Where what was typed stands.</summary>
public enum SaveStatus
{
    /// <summary>Nothing has been changed.</summary>
    Unchanged,

    /// <summary>Changed, and not on the server yet.</summary>
    Waiting,

    /// <summary>On its way.</summary>
    Saving,

    /// <summary>The server has kept it.</summary>
    Saved,

    /// <summary>The server has kept a draft; the form itself is not saved.</summary>
    DraftKept,

    /// <summary>Refused; the message says why.</summary>
    Refused,

    /// <summary>No connection; kept in this browser.</summary>
    Offline,
}
