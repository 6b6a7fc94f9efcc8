using System.Collections.Frozen;

namespace TraumaCapacity.Web.Components.Shared;

/// <summary>The product's icons: strokes in a square of 18, drawn in the colour of the text around them.</summary>
public static class IconDrawings
{
    private static readonly FrozenDictionary<string, string> Drawings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Areas
        ["home"] = """<path d="M3 9l6-5 6 5v6H3z"/><path d="M7 15v-4h4v4"/>""",
        ["organizations"] = """<path d="M3 15V6l6-3 6 3v9z"/><path d="M7 15v-3h4v3M6.5 8h.01M11.5 8h.01"/>""",
        ["training"] = """<path d="M9 3l7 3.5L9 10 2 6.5z"/><path d="M5 8.5V12c2 2 6 2 8 0V8.5"/>""",
        ["interventions"] = """<circle cx="6.5" cy="7" r="2.2"/><circle cx="12" cy="7.5" r="1.8"/><path d="M2.5 14c.3-2.4 2-3.5 4-3.5s3.7 1.1 4 3.5M12.3 11c1.7 0 2.9 1 3.2 3"/>""",
        ["interviews"] = """<path d="M3 4h12v8H8l-3 3v-3H3z"/><path d="M6 7h6M6 9.5h4"/>""",
        ["coding"] = """<path d="M3 4h12M3 7.5h7M3 11h12M3 14.5h5"/><path d="M12 7.5h3" stroke-width="3"/>""",
        ["codebook"] = """<path d="M4 3h9.5a1 1 0 011 1v11H5a1.5 1.5 0 01-1.5-1.5v-10A.5.5 0 014 3z"/><path d="M3.6 13c.2-.6.7-1 1.4-1h9.5M7 6h4.5"/>""",
        ["dashboards"] = """<rect x="3" y="3" width="5" height="5"/><rect x="10" y="3" width="5" height="5"/><rect x="3" y="10" width="5" height="5"/><rect x="10" y="10" width="5" height="5"/>""",
        ["releases"] = """<path d="M5 2.5h6l3 3v10H5z"/><path d="M11 2.5v3h3M7.5 10.5l1.5 1.5 3-3.5"/>""",
        ["administration"] = """<circle cx="9" cy="9" r="2.2"/><path d="M9 2.5v2M9 13.5v2M2.5 9h2M13.5 9h2M4.4 4.4l1.4 1.4M12.2 12.2l1.4 1.4M13.6 4.4l-1.4 1.4M5.8 12.2l-1.4 1.4"/>""",
        ["audit"] = """<path d="M4 2.5h7l3 3v10H4z"/><path d="M7 6.5h3M7 9.5h4M7 12.5h2"/>""",
        ["people"] = """<circle cx="9" cy="6.2" r="2.7"/><path d="M3.5 15c.4-3.2 2.7-4.8 5.5-4.8s5.1 1.6 5.5 4.8"/>""",

        // Frame
        ["menu"] = """<path d="M3 5h12M3 9h12M3 13h12"/>""",
        ["search"] = """<circle cx="8" cy="8" r="4.5"/><path d="M11.5 11.5L15 15"/>""",
        ["sun"] = """<circle cx="9" cy="9" r="3"/><path d="M9 2v1.5M9 14.5V16M2 9h1.5M14.5 9H16M4 4l1 1M13 13l1 1M14 4l-1 1M5 13l-1 1"/>""",
        ["moon"] = """<path d="M14.8 10.7A6.2 6.2 0 017.3 3.2a6.2 6.2 0 107.5 7.5z"/>""",
        ["eye"] = """<path d="M2.5 9S5 4.5 9 4.5 15.5 9 15.5 9 13 13.5 9 13.5 2.5 9 2.5 9z"/><circle cx="9" cy="9" r="2"/>""",
        ["eye-off"] = """<path d="M2.5 9S5 4.5 9 4.5 15.5 9 15.5 9 13 13.5 9 13.5 2.5 9 2.5 9z"/><path d="M3 15L15 3"/>""",
        ["exit"] = """<path d="M10 3H4v12h6M8 9h8M13 6l3 3-3 3"/>""",
        ["chevron-left"] = """<path d="M11 4L6 9l5 5"/>""",
        ["chevron-right"] = """<path d="M7 4l5 5-5 5"/>""",
        ["chevron-down"] = """<path d="M4 7l5 5 5-5"/>""",
        ["chevron-up"] = """<path d="M4 11l5-5 5 5"/>""",
        ["arrow-right"] = """<path d="M3 9h12M10.5 4.5L15 9l-4.5 4.5"/>""",
        ["close"] = """<path d="M4.5 4.5l9 9M13.5 4.5l-9 9"/>""",

        // Actions
        ["plus"] = """<path d="M9 4v10M4 9h10"/>""",
        ["minus"] = """<path d="M4 9h10"/>""",
        ["check"] = """<path d="M3.5 9.5l3.5 3.5 7.5-8"/>""",
        ["edit"] = """<path d="M3 15l.8-3.2 8.4-8.4 2.4 2.4-8.4 8.4z"/><path d="M10.7 4.9l2.4 2.4"/>""",
        ["trash"] = """<path d="M3.5 5h11M7 5V3h4v2M5 5l.7 10h6.6L13 5M7.8 7.5v5M10.2 7.5v5"/>""",
        ["copy"] = """<rect x="6.5" y="6.5" width="8.5" height="8.5" rx="1"/><path d="M11.5 6.5V4a1 1 0 00-1-1H4a1 1 0 00-1 1v6.5a1 1 0 001 1h2.5"/>""",
        ["link"] = """<path d="M7.5 10.5l3-3M8 5l1.5-1.5a2.8 2.8 0 014 4L12 9M10 13l-1.5 1.5a2.8 2.8 0 01-4-4L6 9"/>""",
        ["download"] = """<path d="M9 3v8M5.5 8L9 11.5 12.5 8M3 15h12"/>""",
        ["upload"] = """<path d="M9 12V4M5.5 7.5L9 4l3.5 3.5M3 15h12"/>""",
        ["print"] = """<path d="M5 7V3h8v4M5 13H3V7h12v6h-2"/><path d="M5 11h8v4H5z"/>""",
        ["undo"] = """<path d="M4 8h7a3.5 3.5 0 010 7H7M4 8l3.5-3.5M4 8l3.5 3.5"/>""",
        ["refresh"] = """<path d="M14.5 9a5.5 5.5 0 11-1.7-4M15 2.5V5.5h-3"/>""",
        ["filter"] = """<path d="M3 4h12l-4.7 5.5v4.7l-2.6 1.3V9.5z"/>""",
        ["external"] = """<path d="M7 4H4v10h10v-3M10 3.5h4.5V8M14.5 3.5L8.5 9.5"/>""",

        // States and things
        ["info"] = """<circle cx="9" cy="9" r="6.5"/><path d="M9 8.5v4M9 5.7v.1"/>""",
        ["warning"] = """<path d="M9 2.5L16.5 15h-15z"/><path d="M9 7v4M9 13v.1"/>""",
        ["lock"] = """<rect x="4.5" y="8" width="9" height="7" rx="1"/><path d="M6.5 8V6a2.5 2.5 0 015 0v2"/>""",
        ["unlock"] = """<rect x="4.5" y="8" width="9" height="7" rx="1"/><path d="M6.5 8V5.5a2.5 2.5 0 014.8-.9"/>""",
        ["calendar"] = """<rect x="3" y="4" width="12" height="11" rx="1"/><path d="M3 7.5h12M6 2.5V5M12 2.5V5"/>""",
        ["clock"] = """<circle cx="9" cy="9" r="6.5"/><path d="M9 5v4l2.5 2"/>""",
        ["key"] = """<circle cx="6" cy="11.5" r="2.8"/><path d="M8 9.5l6-6M11.5 6l2 2M13.5 4l1.5 1.5"/>""",
        ["shield"] = """<path d="M9 2.5l5.5 2v4c0 3.5-2.3 5.8-5.5 7-3.2-1.2-5.5-3.5-5.5-7v-4z"/><path d="M6.5 9l2 2 3-3.5"/>""",
        ["flag"] = """<path d="M4.5 16V3M4.5 3.5h8.5l-2 3 2 3H4.5"/>""",
        ["file"] = """<path d="M5 2.5h6l3 3v10H5z"/><path d="M11 2.5v3h3M7.5 9h4M7.5 12h4"/>""",
        ["certificate"] = """<path d="M3 3.5h12v8h-3.5M6.5 11.5H3v-8"/><circle cx="9" cy="10.5" r="2.5"/><path d="M7.7 12.8V16L9 15.2l1.3.8v-3.2M6 6.5h6"/>""",
        ["message"] = """<path d="M3 4h12v8H8l-3 3v-3H3z"/>""",
        ["table"] = """<rect x="3" y="3.5" width="12" height="11" rx="1"/><path d="M3 7.5h12M3 11h12M7.5 7.5v7"/>""",
        ["offline"] = """<path d="M2.5 7a9.5 9.5 0 0113 0M5 10a5.8 5.8 0 018 0M9 14v.1M3 15.5l12-13"/>""",
        ["help"] = """<circle cx="9" cy="9" r="6.5"/><path d="M7 7.2a2 2 0 113 1.7c-.7.4-1 .8-1 1.5M9 12.7v.1"/>""",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every name, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Drawings.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The strokes of an icon. An unknown name is a programmer's error.</summary>
    public static string Of(string name) =>
        Drawings.TryGetValue(name, out var drawing) ? drawing : throw new ArgumentException($"There is no icon «{name}».", nameof(name));
}
