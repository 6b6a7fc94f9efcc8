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
        ["codebook"] = """<path d="M4 3h9.5a1 1 0 011 1v11H5a1.500 1.500 0 01-1.500-1.500v-10A.5.5 0 014 3z"/><path d="M3.600 13c.2-.6.7-1 1.400-1h9.500M7 6h4.500"/>""",
        ["dashboards"] = """<rect x="3" y="3" width="5" height="5"/><rect x="10" y="3" width="5" height="5"/><rect x="3" y="10" width="5" height="5"/><rect x="10" y="10" width="5" height="5"/>""",
        ["releases"] = """<path d="M5 2.5h6l3 3v10H5z"/><path d="M11 2.5v3h3M7.5 10.5l1.5 1.5 3-3.5"/>""",
        ["administration"] = """<circle cx="9" cy="9" r="2.2"/><path d="M9 2.500v2M9 13.500v2M2.500 9h2M13.500 9h2M4.400 4.400l1.400 1.400M12.200 12.200l1.400 1.400M13.600 4.400l-1.400 1.400M5.800 12.200l-1.400 1.400"/>""",
        ["people"] = """<circle cx="9" cy="6.200" r="2.700"/><path d="M3.500 15c.4-3.200 2.700-4.800 5.500-4.800s5.100 1.600 5.500 4.800"/>""",

        // Frame
        ["menu"] = """<path d="M3 5h12M3 9h12M3 13h12"/>""",
        ["search"] = """<circle cx="8" cy="8" r="4.5"/><path d="M11.5 11.5L15 15"/>""",
        ["sun"] = """<circle cx="9" cy="9" r="3"/><path d="M9 2v1.5M9 14.5V16M2 9h1.5M14.5 9H16M4 4l1 1M13 13l1 1M14 4l-1 1M5 13l-1 1"/>""",
        ["moon"] = """<path d="M14.800 10.700A6.200 6.200 0 017.300 3.200a6.200 6.200 0 107.500 7.500z"/>""",
        ["eye"] = """<path d="M2.5 9S5 4.5 9 4.500 15.500 9 15.500 9 13 13.500 9 13.500 2.500 9 2.500 9z"/><circle cx="9" cy="9" r="2"/>""",
        ["eye-off"] = """<path d="M2.5 9S5 4.5 9 4.5 15.5 9 15.5 9 13 13.5 9 13.5 2.5 9 2.5 9z"/><path d="M3 15L15 3"/>""",
        ["exit"] = """<path d="M10 3H4v12h6M8 9h8M13 6l3 3-3 3"/>""",
        ["chevron-left"] = """<path d="M11 4L6 9l5 5"/>""",
        ["chevron-right"] = """<path d="M7 4l5 5-5 5"/>""",
        ["chevron-down"] = """<path d="M4 7l5 5 5-5"/>""",
        ["chevron-up"] = """<path d="M4 11l5-5 5 5"/>""",
        ["arrow-right"] = """<path d="M3 9h12M10.500 4.500L15 9l-4.500 4.500"/>""",
        ["close"] = """<path d="M4.500 4.500l9 9M13.500 4.500l-9 9"/>""",

        // Actions
        ["plus"] = """<path d="M9 4v10M4 9h10"/>""",
        ["minus"] = """<path d="M4 9h10"/>""",
        ["check"] = """<path d="M3.5 9.5l3.5 3.5 7.5-8"/>""",
        ["edit"] = """<path d="M3 15l.8-3.200 8.400-8.400 2.400 2.400-8.400 8.400z"/><path d="M10.700 4.900l2.400 2.400"/>""",
        ["trash"] = """<path d="M3.500 5h11M7 5V3h4v2M5 5l.7 10h6.600L13 5M7.800 7.500v5M10.200 7.500v5"/>""",
        ["copy"] = """<rect x="6.500" y="6.500" width="8.500" height="8.500" rx="1"/><path d="M11.500 6.500V4a1 1 0 00-1-1H4a1 1 0 00-1 1v6.500a1 1 0 001 1h2.500"/>""",
        ["link"] = """<path d="M7.5 10.5l3-3M8 5l1.5-1.5a2.800 2.800 0 014 4L12 9M10 13l-1.500 1.500a2.800 2.800 0 01-4-4L6 9"/>""",
        ["download"] = """<path d="M9 3v8M5.5 8L9 11.5 12.5 8M3 15h12"/>""",
        ["upload"] = """<path d="M9 12V4M5.500 7.500L9 4l3.500 3.500M3 15h12"/>""",
        ["print"] = """<path d="M5 7V3h8v4M5 13H3V7h12v6h-2"/><path d="M5 11h8v4H5z"/>""",
        ["undo"] = """<path d="M4 8h7a3.500 3.500 0 010 7H7M4 8l3.500-3.500M4 8l3.500 3.500"/>""",
        ["refresh"] = """<path d="M14.500 9a5.500 5.500 0 11-1.700-4M15 2.500V5.500h-3"/>""",
        ["filter"] = """<path d="M3 4h12l-4.700 5.500v4.700l-2.600 1.300V9.500z"/>""",
        ["external"] = """<path d="M7 4H4v10h10v-3M10 3.500h4.500V8M14.500 3.500L8.500 9.500"/>""",

        // States and things
        ["info"] = """<circle cx="9" cy="9" r="6.5"/><path d="M9 8.5v4M9 5.7v.1"/>""",
        ["warning"] = """<path d="M9 2.5L16.5 15h-15z"/><path d="M9 7v4M9 13v.1"/>""",
        ["lock"] = """<rect x="4.5" y="8" width="9" height="7" rx="1"/><path d="M6.5 8V6a2.5 2.5 0 015 0v2"/>""",
        ["unlock"] = """<rect x="4.500" y="8" width="9" height="7" rx="1"/><path d="M6.500 8V5.500a2.500 2.500 0 014.800-.9"/>""",
        ["calendar"] = """<rect x="3" y="4" width="12" height="11" rx="1"/><path d="M3 7.500h12M6 2.500V5M12 2.500V5"/>""",
        ["clock"] = """<circle cx="9" cy="9" r="6.500"/><path d="M9 5v4l2.500 2"/>""",
        ["key"] = """<circle cx="6" cy="11.500" r="2.800"/><path d="M8 9.500l6-6M11.500 6l2 2M13.500 4l1.500 1.500"/>""",
        ["shield"] = """<path d="M9 2.500l5.500 2v4c0 3.500-2.300 5.800-5.500 7-3.200-1.200-5.500-3.500-5.500-7v-4z"/><path d="M6.500 9l2 2 3-3.500"/>""",
        ["flag"] = """<path d="M4.500 16V3M4.500 3.500h8.500l-2 3 2 3H4.500"/>""",
        ["file"] = """<path d="M5 2.500h6l3 3v10H5z"/><path d="M11 2.500v3h3M7.500 9h4M7.500 12h4"/>""",
        ["certificate"] = """<path d="M3 3.500h12v8h-3.500M6.500 11.500H3v-8"/><circle cx="9" cy="10.500" r="2.500"/><path d="M7.700 12.800V16L9 15.200l1.300.8v-3.200M6 6.500h6"/>""",
        ["message"] = """<path d="M3 4h12v8H8l-3 3v-3H3z"/>""",
        ["table"] = """<rect x="3" y="3.500" width="12" height="11" rx="1"/><path d="M3 7.500h12M3 11h12M7.500 7.500v7"/>""",
        ["offline"] = """<path d="M2.500 7a9.500 9.500 0 0113 0M5 10a5.800 5.800 0 018 0M9 14v.1M3 15.500l12-13"/>""",
        ["help"] = """<circle cx="9" cy="9" r="6.500"/><path d="M7 7.200a2 2 0 113 1.700c-.7.4-1 .8-1 1.500M9 12.700v.1"/>""",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every name, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Drawings.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The strokes of an icon. An unknown name is a programmer's error.</summary>
    public static string Of(string name) =>
        Drawings.TryGetValue(name, out var drawing) ? drawing : throw new ArgumentException($"There is no icon «{name}».", nameof(name));
}
